package deconvlab;

import ai.djl.ndarray.NDArray;
import deconvlab.math.Tensor;
import java.util.Arrays;

/** Comparisons of arrays whose failures name the shape, the cell, the gap and the tolerance. */
public final class TensorAsserts {
  private TensorAsserts() {}

  /** Shapes equal, and every entry within {@code tolerance} of the expected one. */
  public static void assertClose(
      NDArray actual, long[] shape, double[] expected, double tolerance) {
    assertShape(actual.getShape().getShape(), shape);
    assertClose(widened(actual.toFloatArray()), shape, expected, tolerance);
  }

  /** As above, the tolerance a share of the largest expected entry (absolute where that is 0). */
  public static void assertCloseToLargest(NDArray actual, Tensor expected, double share) {
    double largest = Arrays.stream(expected.data()).map(Math::abs).max().orElse(0);
    assertClose(actual, expected.shape(), expected.data(), largest == 0 ? share : share * largest);
  }

  /** Every entry within {@code tolerance}; {@code shape} tells the cells' indices. */
  public static void assertClose(
      double[] actual, long[] shape, double[] expected, double tolerance) {
    if (actual.length != expected.length) {
      throw new AssertionError("%d entries, expected %d".formatted(actual.length, expected.length));
    }
    int worst = -1;
    int wrong = 0;
    double largest = -1;
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(actual[i], expected[i]) == 0;
      double gap = same ? 0 : Math.abs(actual[i] - expected[i]);
      // Written so that a NaN counts as wrong.
      if (!(gap <= tolerance)) {
        wrong++;
        if (worst < 0 || !(gap <= largest)) {
          worst = i;
          largest = gap;
        }
      }
    }
    if (worst >= 0) {
      throw new AssertionError(
          "cell %s of shape %s is %s, expected %s: largest gap %.3g, tolerance %.3g, %d of %d wrong"
              .formatted(
                  Arrays.toString(cell(worst, shape)),
                  Arrays.toString(shape),
                  actual[worst],
                  expected[worst],
                  largest,
                  tolerance,
                  wrong,
                  expected.length));
    }
  }

  /** Shapes and every bit equal. */
  public static void assertBitEqual(NDArray actual, NDArray expected) {
    assertShape(actual.getShape().getShape(), expected.getShape().getShape());
    assertClose(
        widened(actual.toFloatArray()),
        expected.getShape().getShape(),
        widened(expected.toFloatArray()),
        0);
  }

  private static void assertShape(long[] actual, long[] expected) {
    if (!Arrays.equals(actual, expected)) {
      throw new AssertionError(
          "shape %s, expected %s".formatted(Arrays.toString(actual), Arrays.toString(expected)));
    }
  }

  private static long[] cell(int index, long[] shape) {
    long[] cell = new long[shape.length];
    long rest = index;
    for (int a = shape.length - 1; a >= 0; a--) {
      cell[a] = rest % shape[a];
      rest /= shape[a];
    }
    return cell;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
