package deconvlab.math;

import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Values by their order alone. */
public final class Ranks {
  private Ranks() {}

  /** The rank of each value, from 1; equal ones share the mean of theirs: 5, 2, 5 → 2.5, 1, 2.5. */
  public static double[] of(double... values) {
    Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> values[i]));
    double[] ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
    }
    return ranks;
  }

  /**
   * Spearman's rank correlation: Pearson's correlation of the ranks, in [−1, 1]; NaN where all
   * values of one are equal. Of (1, 2, 3, 4) and (1, 3, 2, 9): 0.8.
   */
  public static double spearman(double[] a, double[] b) {
    Checks.that(
        a.length == b.length && a.length > 1,
        "a has %d values, b has %d: both need the same number, at least 2",
        a.length,
        b.length);
    double[] x = of(a);
    double[] y = of(b);
    double mean = (a.length + 1) / 2.0;
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += (x[i] - mean) * (y[i] - mean);
      xx += (x[i] - mean) * (x[i] - mean);
      yy += (y[i] - mean) * (y[i] - mean);
    }
    return xy / Math.sqrt(xx * yy);
  }
}
