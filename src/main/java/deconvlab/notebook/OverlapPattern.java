package deconvlab.notebook;

import deconvlab.math.Axis;
import deconvlab.math.Checkerboard;
import deconvlab.math.Geometry;
import deconvlab.plot.MatrixPicture;
import deconvlab.plot.Panels;
import deconvlab.plot.VegaFigure;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How many inputs reach each output pixel of a transposed convolution in two dimensions, away from
 * the borders, with sliders for kernel and stride: the checkerboard that uneven overlap draws
 * (Odena et al. 2016). A pixel's number is the product of its row's and its column's, and those
 * depend on the phase, that is the place modulo the stride, alone.
 */
public final class OverlapPattern {
  private static final int PIXELS = 6;

  private OverlapPattern() {}

  /**
   * The figure as it stands at first.
   *
   * @param kernel 2 to 6
   * @param stride 1 to 3
   */
  public static VegaFigure of(int kernel, int stride) {
    List<Map<String, Object>> phases = new ArrayList<>();
    List<Map<String, Object>> covers = new ArrayList<>();
    for (int k = 2; k <= 6; k++) {
      for (int s = 1; s <= 3; s++) {
        Axis axis = Axis.of(k, s, 0);
        for (int phase = 0; phase < s; phase++) {
          phases.add(phase(axis, phase));
        }
        covers.add(cover(axis));
      }
    }
    return VegaFigure.of("overlap", still(kernel, stride))
        .subtitle(
            "How many inputs reach each of 12 × 12 outputs, away from the borders; frame: a period.")
        .set("kernel", kernel)
        .set("stride", stride)
        .data("phases", phases)
        .data("covers", covers);
  }

  private static Map<String, Object> phase(Axis axis, int phase) {
    int[] taps = taps(axis, phase);
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("key", Text.format("k%d s%d p%d", axis.kernel(), axis.stride(), phase));
    row.put("k", axis.kernel());
    row.put("s", axis.stride());
    row.put("phase", phase);
    row.put("inputs", taps.length);
    row.put(
        "taps",
        taps.length == 0
            ? "no tap"
            : (taps.length == 1 ? "tap " : "taps ")
                + Arrays.stream(taps)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(", ")));
    return row;
  }

  private static Map<String, Object> cover(Axis axis) {
    Axis.Overlap one = axis.overlap();
    return Map.of(
        "k", axis.kernel(),
        "s", axis.stride(),
        "least", one.min() * one.min(),
        "greatest", one.max() * one.max(),
        "share", Checkerboard.overlapShare(Geometry.square(1, 1, axis)));
  }

  /** The taps that write to the outputs of one phase. */
  private static int[] taps(Axis axis, int phase) {
    return IntStream.range(0, axis.kernel()).filter(tap -> axis.phaseOf(tap) == phase).toArray();
  }

  private static Panels still(int kernel, int stride) {
    int other = kernel % stride == 0 ? kernel + 1 : kernel + stride - kernel % stride;
    return Panels.columns(2)
        .title("Kernel and stride alone draw a checkerboard, unless the stride divides the kernel")
        .subtitle(
            Text.format(
                "inputs that reach each of %d × %d outputs, stride %d, away from the borders",
                PIXELS, PIXELS, stride))
        .add(counts(Axis.of(kernel, stride, 0)))
        .add(counts(Axis.of(other, stride, 0)));
  }

  private static MatrixPicture counts(Axis axis) {
    double[][] counts = new double[PIXELS][PIXELS];
    for (int row = 0; row < PIXELS; row++) {
      for (int column = 0; column < PIXELS; column++) {
        int down = taps(axis, row % axis.stride()).length;
        counts[row][column] = down * taps(axis, column % axis.stride()).length;
      }
    }
    return MatrixPicture.of(counts).cell(46).subtitle("kernel " + axis.kernel());
  }
}
