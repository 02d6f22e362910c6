package deconvlab.notebook;

import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import deconvlab.math.OperatorMatrix;
import deconvlab.math.Tensor;
import deconvlab.plot.MatrixPicture;
import deconvlab.plot.Panels;
import deconvlab.plot.VegaFigure;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A transposed convolution in one dimension as its matrix W, y = W·x, with sliders for kernel,
 * stride, padding, output padding and dilation; beside each output how many inputs reach it. Padding
 * and output padding move no number: they say which rows remain.
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
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int kernel = 1; kernel <= 5; kernel++) {
      for (int stride = 1; stride <= 3; stride++) {
        for (int dilation = 1; dilation <= 2; dilation++) {
          add(new Axis(kernel, stride, 0, 0, dilation), stamps, rows);
        }
      }
    }
    return VegaFigure.of("stamps", still(start))
        .set("kernel", start.kernel())
        .set("stride", start.stride())
        .set("padding", start.padding())
        .set("outputPadding", start.outputPadding())
        .set("dilation", start.dilation())
        .data("stamps", stamps)
        .data("rows", rows);
  }

  /** The taps of a geometry that cuts nothing off, and two rows more, for output padding. */
  private static void add(
      Axis axis, List<Map<String, Object>> stamps, List<Map<String, Object>> rows) {
    double[][] matrix = Arrays.copyOf(matrix(axis), (int) axis.transposedSize(INPUTS) + 2);
    for (int row = 0; row < matrix.length; row++) {
      int reached = 0;
      for (int input = 0; input < INPUTS; input++) {
        double tap = matrix[row] == null ? 0 : matrix[row][input];
        if (tap > 0) {
          reached++;
          stamps.add(row(axis, row, Map.of("input", input, "tap", (int) tap - 1)));
        }
      }
      rows.add(row(axis, row, Map.of("inputs", reached)));
    }
  }

  private static Map<String, Object> row(Axis axis, int row, Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("k", axis.kernel());
    all.put("s", axis.stride());
    all.put("d", axis.dilation());
    all.put("row", row);
    all.putAll(more);
    return all;
  }

  /** W with 1, 2, 3, … for taps 0, 1, 2, … */
  private static double[][] matrix(Axis axis) {
    double[] taps = IntStream.rangeClosed(1, axis.kernel()).asDoubleStream().toArray();
    Tensor w = Tensor.of(new long[] {1, 1, axis.kernel()}, taps);
    return OperatorMatrix.of(Geometry.of(1, 1, axis), new long[] {1, 1, INPUTS}, w).dense();
  }

  private static Panels still(Axis axis) {
    double[][] matrix = matrix(axis);
    double[][] reached =
        Arrays.stream(matrix)
            .map(row -> new double[] {Arrays.stream(row).filter(tap -> tap > 0).count()})
            .toArray(double[][]::new);
    List<String> outputs =
        IntStream.range(0, matrix.length).mapToObj(o -> Text.format("y[%d]", o)).toList();
    List<String> inputs =
        IntStream.range(0, INPUTS).mapToObj(i -> Text.format("x[%d]", i)).toList();
    return Panels.columns(2)
        .title("y = W·x: every column is the kernel, each a stride further down")
        .subtitle(
            Text.format(
                "kernel %d, stride %d, padding %d, output padding %d, dilation %d: %d inputs, %d"
                    + " outputs; 1, 2, 3, … stand for w[0], w[1], w[2], …",
                axis.kernel(),
                axis.stride(),
                axis.padding(),
                axis.outputPadding(),
                axis.dilation(),
                INPUTS,
                matrix.length))
        .add(MatrixPicture.of(matrix).rows(outputs).columns(inputs).cell(40).subtitle("W"))
        .add(MatrixPicture.of(reached).cell(40).columns(List.of("")).subtitle("inputs reached"));
  }
}
