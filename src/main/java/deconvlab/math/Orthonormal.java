package deconvlab.math;

import deconvlab.text.Text;
import java.util.Arrays;
import java.util.Random;

/** Random rows of length 1 at right angles to each other. */
public final class Orthonormal {
  private Orthonormal() {}

  /**
   * A matrix with orthonormal rows, by Gram-Schmidt on independent normal draws (twice, since once
   * loses digits). Reshaped to (out, in, kernel…) it makes filters that measure out different
   * things of each window.
   *
   * @param random where the draws come from
   * @param shape (rows, columns): as many rows as columns at most
   * @throws IllegalArgumentException if there are more rows than columns
   */
  public static Tensor rows(Random random, long... shape) {
    if (shape.length != 2 || shape[0] < 1 || shape[0] > shape[1]) {
      throw new IllegalArgumentException(
          Text.format(
              "shape=%s must be (rows, columns) with 1 <= rows <= columns: no more than columns fit",
              Arrays.toString(shape)));
    }
    double[][] rows = Tensor.gaussian(random, shape).toRows();
    for (int r = 0; r < rows.length; r++) {
      for (int pass = 0; pass < 2; pass++) {
        for (int before = 0; before < r; before++) {
          subtract(rows[r], rows[before], dot(rows[r], rows[before]));
        }
      }
      double length = Math.sqrt(dot(rows[r], rows[r]));
      for (int i = 0; i < rows[r].length; i++) {
        rows[r][i] /= length;
      }
    }
    return Tensor.ofRows(rows);
  }

  private static void subtract(double[] from, double[] what, double times) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= times * what[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
