package deconvlab.notebook;

import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import deconvlab.math.OperatorMatrix;
import deconvlab.math.Tensor;
import deconvlab.plot.MatrixPicture;
import deconvlab.plot.VegaFigure;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A transposed convolution in one dimension as the matrix of its stamps, with sliders for kernel,
 * stride, padding, output padding and dilation: W of y = W·x lying on its side, input by output,
 * and below it how many inputs each output adds up. Padding and output padding move no number: they
 * say which outputs remain.
 */
public final class StampMatrix {
  static final int INPUTS = 5;

  private StampMatrix() {}

  /**
   * The figure as it stands at first.
   *
   * @param start kernel 1 to 5, stride 1 to 3, padding and output padding 0 to 2, dilation 1 or 2
   */
  public static VegaFigure of(Axis start) {
    List<Map<String, Object>> stamps = new ArrayList<>();
    List<Map<String, Object>> places = new ArrayList<>();
    for (int kernel = 1; kernel <= 5; kernel++) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int dilation = 1; dilation <= 2; dilation++) {
          add(new Axis(kernel, stride, 0, 0, dilation), stamps, places);
        }
      }
    }
    return VegaFigure.of("stamps", still(start))
        .set("kernel", start.kernel())
        .set("stride", start.stride())
        .set("pad", start.padding())
        .set("outputPad", start.outputPadding())
        .set("dilation", start.dilation())
        .subtitle(
            "Coloured: the weight of an input in an output, elsewhere it is 0. A row is an input's"
                + " stamp, a column what one output adds up.")
        .data("stamps", stamps)
        .data("places", places);
  }

  /** The taps of a geometry that cuts nothing off, and two places more, for output padding. */
  private static void add(
      Axis axis, List<Map<String, Object>> stamps, List<Map<String, Object>> places) {
    double[][] matrix = matrix(axis);
    for (int place = 0; place < matrix.length + 2; place++) {
      int reached = 0;
      for (int input = 0; input < INPUTS && place < matrix.length; input++) {
        int tap = (int) matrix[place][input] - 1;
        if (tap >= 0) {
          reached++;
          stamps.add(row(axis, place, Map.of("input", input, "tap", tap)));
        }
      }
      places.add(row(axis, place, Map.of("inputs", reached)));
    }
  }

  private static Map<String, Object> row(Axis axis, int place, Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(more);
    all.put("k", axis.kernel());
    all.put("s", axis.stride());
    all.put("d", axis.dilation());
    all.put("place", place);
    return all;
  }

  /** W [output][input] with 1, 2, 3, … for taps 0, 1, 2, … */
  private static double[][] matrix(Axis axis) {
    double[] taps = IntStream.rangeClosed(1, axis.kernel()).asDoubleStream().toArray();
    Tensor w = Tensor.of(new long[] {1, 1, axis.kernel()}, taps);
    return OperatorMatrix.of(Geometry.of(1, 1, axis), new long[] {1, 1, INPUTS}, w).dense();
  }

  private static MatrixPicture still(Axis axis) {
    double[][] matrix = matrix(axis);
    double[][] stamps = new double[INPUTS + 1][matrix.length];
    for (int o = 0; o < matrix.length; o++) {
      for (int i = 0; i < INPUTS; i++) {
        stamps[i][o] = matrix[o][i];
        stamps[INPUTS][o] += matrix[o][i] > 0 ? 1 : 0;
      }
    }
    boolean[][] framed = new boolean[INPUTS + 1][matrix.length];
    Arrays.fill(framed[INPUTS], true);
    return MatrixPicture.of(stamps)
        .rows(
            IntStream.rangeClosed(0, INPUTS)
                .mapToObj(i -> i < INPUTS ? Text.format("x[%d]", i) : "inputs added up")
                .toList())
        .columns(IntStream.range(0, matrix.length).mapToObj(o -> Text.format("y[%d]", o)).toList())
        .frame(framed)
        .cell(40)
        .title("Every input stamps the kernel, each a stride further on")
        .subtitle(
            Text.format(
                "kernel %d, stride %d, padding %d, output padding %d, dilation %d: %d inputs, %d"
                    + " outputs; 1, 2, 3 … stand for w[0], w[1], w[2] …",
                axis.kernel(),
                axis.stride(),
                axis.padding(),
                axis.outputPadding(),
                axis.dilation(),
                INPUTS,
                matrix.length));
  }
}
