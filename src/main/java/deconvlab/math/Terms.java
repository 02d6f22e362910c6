package deconvlab.math;

import java.util.ArrayList;
import java.util.List;

/**
 * The transposed convolution as a list of terms: input element x, weight element w and output
 * element y belong together whenever y's position is i·stride − padding + dilation·k and lies in
 * the output. The output, both gradients and the matrix are sums over the same terms.
 */
final class Terms {
  /** Receives one term as positions in the flat arrays of input, weight and output. */
  interface Visitor {
    void term(int x, int w, int y);
  }

  /** Input i and tap k of one axis, and the output they meet in. */
  private record Meeting(int i, int k, int o) {}

  private record Sizes(int in, int kernel, int out, List<Meeting> meetings) {}

  private Terms() {}

  /** Calls visitor for every term of geometry on an input of this shape. */
  static void forEach(Geometry geometry, long[] xShape, Visitor visitor) {
    long[] yShape = geometry.outputShape(xShape);
    int batch = geometry.batched(xShape) ? (int) xShape[0] : 1;
    List<Sizes> axes = threeAxes(geometry, xShape, yShape);
    int in = geometry.inChannels() / geometry.groups();
    int out = geometry.outChannels() / geometry.groups();
    for (int n = 0; n < batch; n++) {
      for (int q = 0; q < geometry.groups(); q++) {
        for (int c = q * in; c < (q + 1) * in; c++) {
          for (int o = 0; o < out; o++) {
            int x = n * geometry.inChannels() + c;
            int w = c * out + o;
            int y = n * geometry.outChannels() + q * out + o;
            overSpace(axes, x, w, y, visitor);
          }
        }
      }
    }
  }

  private static void overSpace(List<Sizes> axes, int x, int w, int y, Visitor visitor) {
    Sizes a = axes.get(0);
    Sizes b = axes.get(1);
    Sizes c = axes.get(2);
    for (Meeting s : a.meetings()) {
      for (Meeting t : b.meetings()) {
        int x2 = (x * a.in() + s.i()) * b.in() + t.i();
        int w2 = (w * a.kernel() + s.k()) * b.kernel() + t.k();
        int y2 = (y * a.out() + s.o()) * b.out() + t.o();
        for (Meeting u : c.meetings()) {
          visitor.term(x2 * c.in() + u.i(), w2 * c.kernel() + u.k(), y2 * c.out() + u.o());
        }
      }
    }
  }

  /** The axes, with trivial ones of size 1 in front so that one set of loops serves 1-D to 3-D. */
  private static List<Sizes> threeAxes(Geometry geometry, long[] xShape, long[] yShape) {
    int dims = geometry.dims();
    int lead = xShape.length - dims;
    List<Sizes> all = new ArrayList<>();
    for (int a = dims; a < 3; a++) {
      all.add(new Sizes(1, 1, 1, List.of(new Meeting(0, 0, 0))));
    }
    for (int a = 0; a < dims; a++) {
      Axis axis = geometry.axes().get(a);
      int in = (int) xShape[lead + a];
      int out = (int) yShape[lead + a];
      all.add(new Sizes(in, axis.kernel(), out, meetings(axis, in, out)));
    }
    return all;
  }

  private static List<Meeting> meetings(Axis axis, int in, int out) {
    List<Meeting> all = new ArrayList<>();
    for (int i = 0; i < in; i++) {
      for (int k = 0; k < axis.kernel(); k++) {
        long o = (long) i * axis.stride() - axis.padding() + (long) axis.dilation() * k;
        if (o >= 0 && o < out) {
          all.add(new Meeting(i, k, (int) o));
        }
      }
    }
    return all;
  }
}
