package deconvlab.math;

import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What stands for several values, such as those of a network's seeds. */
public final class Sample {
  private Sample() {}

  /** Σ v / n; of 1, 2, 6: 3. */
  public static double mean(double... values) {
    Checks.that(values.length > 0, "values must have one element at least");
    return Arrays.stream(values).sum() / values.length;
  }

  /** The mean of {@code what} over {@code all}, which may be seeds. */
  public static <T> double mean(T[] all, ToDoubleFunction<T> what) {
    return mean(Arrays.stream(all).mapToDouble(what).toArray());
  }

  /** The middle value, of an even number the mean of the middle two; of 1, 2, 6: 2. */
  public static double median(double... values) {
    Checks.that(values.length > 0, "values must have one element at least");
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2;
  }

  /** The mean of each column of {@code rows}: rows are seeds, columns are layers. */
  public static double[] means(double[][] rows) {
    return columns(rows, Sample::mean);
  }

  /** The median of each column of {@code rows}. */
  public static double[] medians(double[][] rows) {
    return columns(rows, Sample::median);
  }

  private static double[] columns(double[][] rows, ToDoubleFunction<double[]> what) {
    Checks.that(rows.length > 0, "rows must have one row at least");
    return IntStream.range(0, rows[0].length)
        .mapToDouble(c -> what.applyAsDouble(Arrays.stream(rows).mapToDouble(r -> r[c]).toArray()))
        .toArray();
  }
}
