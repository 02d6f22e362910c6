package deconvlab.math;

import deconvlab.text.Text;
import java.util.Arrays;

/**
 * The ordinary convolution (the cross-correlation of the deep-learning libraries), in double, by
 * its definition {@code y[n, o, j] = bias[o] + Σ x[n, c, j·stride − padding + dilation·k] · w[o, c,
 * k]}. It gathers where {@link ConvTranspose} scatters and shares no loop with it, so each checks
 * the other.
 */
public final class Convolution {
  private Convolution() {}

  /**
   * The output, of shape (N, out, size'…) or (out, size'…), size' by {@link Axis#convolvedSize}.
   *
   * @param geometry channels, groups and axes of the convolution; outputPadding plays no part
   * @param x (N, in, size…) or (in, size…)
   * @param w (out, in/groups, kernel…), as in PyTorch; its transposed convolution, from out to in
   *     channels, takes this very array
   * @param bias (out) or null
   * @throws IllegalArgumentException if a shape does not fit, naming it and what would
   */
  public static Tensor forward(Geometry geometry, Tensor x, Tensor w, Tensor bias) {
    int lead = GeometryChecks.input(geometry, x.shape());
    checkWeight(geometry, w);
    if (bias != null) {
      geometry.checkBias(bias.shape());
    }
    long[] yShape = x.shape();
    yShape[lead - 1] = geometry.outChannels();
    for (int a = 0; a < geometry.dims(); a++) {
      yShape[lead + a] = geometry.axes().get(a).convolvedSize(yShape[lead + a]);
    }
    Tensor y = Tensor.zeros(yShape);
    long[] index = new long[yShape.length];
    for (int i = 0; i < y.size(); i++) {
      unravel(i, yShape, index);
      double start = bias == null ? 0 : bias.at((int) index[lead - 1]);
      y.data()[i] = start + gather(geometry, x, w, index);
    }
    return y;
  }

  /** The weighted sum of the inputs that output {@code at} sees. */
  private static double gather(Geometry geometry, Tensor x, Tensor w, long[] at) {
    int lead = at.length - geometry.dims();
    int in = geometry.inChannels() / geometry.groups();
    long group = at[lead - 1] / (geometry.outChannels() / geometry.groups());
    long[] window = w.shape();
    window[0] = 1;
    long[] tap = new long[window.length];
    long[] from = at.clone();
    double sum = 0;
    for (int t = 0; t < Tensor.sizeOf(window); t++) {
      unravel(t, window, tap);
      tap[0] = at[lead - 1];
      from[lead - 1] = group * in + tap[1];
      boolean inside = true;
      for (int a = 0; a < geometry.dims(); a++) {
        Axis axis = geometry.axes().get(a);
        long offset = (long) axis.dilation() * tap[a + 2] - axis.padding();
        from[lead + a] = at[lead + a] * axis.stride() + offset;
        inside &= from[lead + a] >= 0 && from[lead + a] < x.size(lead + a);
      }
      sum += inside ? x.get(from) * w.get(tap) : 0;
    }
    return sum;
  }

  private static void checkWeight(Geometry geometry, Tensor w) {
    long[] shape = geometry.weightShape();
    shape[0] = geometry.outChannels();
    shape[1] = geometry.inChannels() / geometry.groups();
    if (!Arrays.equals(shape, w.shape())) {
      throw new IllegalArgumentException(
          Text.format(
              "weight has shape %s, must be %s: (outChannels, inChannels/groups, kernel…)",
              Arrays.toString(w.shape()), Arrays.toString(shape)));
    }
  }

  /** Writes the index of element number flat (row-major) into index. */
  static void unravel(int flat, long[] shape, long[] index) {
    for (int a = shape.length - 1; a >= 0; a--) {
      index[a] = flat % shape[a];
      flat = (int) (flat / shape[a]);
    }
  }
}
