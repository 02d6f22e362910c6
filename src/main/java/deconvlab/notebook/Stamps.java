package deconvlab.notebook;

import deconvlab.math.Axis;
import deconvlab.plot.MatrixPicture;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A transposed convolution in one dimension, drawn as what it does: each input stamps the kernel,
 * times its value, into a row of its own; the last row is their sum. Outputs that the padding cuts
 * off are shown too, marked ×; the outputs that remain are framed and numbered.
 */
public final class Stamps {
  private Stamps() {}

  /**
   * The picture of all stamps and their sum.
   *
   * @param axis the geometry; its kernel is as long as w
   * @param x the input
   * @param w the kernel
   */
  public static MatrixPicture picture(Axis axis, double[] x, double[] w) {
    if (w.length != axis.kernel()) {
      throw new IllegalArgumentException(
          Text.format("w has %d taps, must have kernel=%d", w.length, axis.kernel()));
    }
    int size = (int) axis.transposedSize(x.length);
    int reach = (int) ((x.length - 1L) * axis.stride() + axis.span());
    int columns = Math.max(reach, axis.padding() + size);
    double[][] rows = new double[x.length + 1][columns];
    for (int i = 0; i < x.length; i++) {
      for (int k = 0; k < w.length; k++) {
        int at = i * axis.stride() + axis.dilation() * k;
        rows[i][at] = x[i] * w[k];
        rows[x.length][at] += x[i] * w[k];
      }
    }
    boolean[][] frame = new boolean[x.length + 1][columns];
    Arrays.fill(frame[x.length], axis.padding(), axis.padding() + size, true);
    return MatrixPicture.of(rows)
        .rows(rowNames(x))
        .columns(columnNames(columns, axis.padding(), size))
        .frame(frame);
  }

  private static List<String> rowNames(double[] x) {
    return IntStream.rangeClosed(0, x.length)
        .mapToObj(i -> i < x.length ? Text.format("x[%d] stamps", i) : "y = sum")
        .toList();
  }

  private static List<String> columnNames(int columns, int first, int size) {
    return IntStream.range(-first, columns - first)
        .mapToObj(i -> i >= 0 && i < size ? Text.format("y[%d]", i) : "×")
        .toList();
  }
}
