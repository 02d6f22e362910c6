package deconvlab.plot;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The bins of a histogram, side by side. Bins of magnitudes are in decades: {@link #decades} bins
 * log10|v|, and its axis prints 10⁻³ where the edge is −3.
 *
 * @param quantity what is counted, with its unit, e.g. "|gradient|"
 * @param edges ascending and finite; bin i is from edge i up to, not including, edge i + 1
 * @param isLog whether the edges are log10 of the quantity's magnitude
 */
public record Bins(String quantity, double[] edges, boolean isLog) {
  public Bins {
    Objects.requireNonNull(quantity, "quantity");
    if (edges.length < 2) {
      throw new IllegalArgumentException(
          Text.format("%d edges make no bin: give 2 or more", edges.length));
    }
    for (int i = 0; i < edges.length; i++) {
      if (!(Math.abs(edges[i]) <= Scale.LIMIT) || (i > 0 && edges[i] <= edges[i - 1])) {
        throw new IllegalArgumentException(
            Text.format(
                "edge %d is %s: give finite edges, each above the one before", i, edges[i]));
      }
    }
    edges = edges.clone();
  }

  /** {@code count} bins of equal width from {@code low} to {@code high}. */
  public static Bins linear(String quantity, double low, double high, int count) {
    return new Bins(quantity, spaced(low, high, count), false);
  }

  /** {@code count} bins of equal width in log10|v| from 10^{@code low} to 10^{@code high}. */
  public static Bins decades(String quantity, int low, int high, int count) {
    return new Bins(quantity, spaced(low, high, count), true);
  }

  /** How many bins there are. */
  public int count() {
    return edges.length - 1;
  }

  /**
   * How many of {@code values} lie in each bin, and, as one entry more, how many in none: zeros in
   * bins of decades, values beyond the ends, NaN and infinities. Of 1, 10, 0 in decades from 0 to 2
   * in two bins: 1, 1, 1.
   */
  public double[] counts(double[] values) {
    double[] counts = new double[count() + 1];
    for (double value : values) {
      double at = isLog ? Math.log10(Math.abs(value)) : value;
      int found = Arrays.binarySearch(edges, at);
      int bin = found >= 0 ? found : -found - 2;
      counts[Double.isNaN(at) || bin < 0 || bin >= count() ? count() : bin]++;
    }
    return counts;
  }

  Span span() {
    return new Span(edges[0], edges[count()]);
  }

  Scale scale() {
    return isLog ? Scale.LOG : Scale.LINEAR;
  }

  double middle(int bin) {
    return (edges[bin] + edges[bin + 1]) / 2;
  }

  private static double[] spaced(double low, double high, int count) {
    Checks.within("count", count, 1, 10_000);
    return IntStream.rangeClosed(0, count)
        .mapToDouble(i -> low + (high - low) * i / count)
        .toArray();
  }
}
