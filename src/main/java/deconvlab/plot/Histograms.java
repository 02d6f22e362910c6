package deconvlab.plot;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Several histograms over the same bins: one quantity at several moments, or of several layers.
 * Shares are of all values of a histogram, those in no bin included, so that a gradient that turns
 * to zero is seen to leave.
 *
 * @param bins the bins
 * @param names of the histograms, e.g. "step 100" or "conv1"
 * @param counts [histogram][bin], with one entry more for the values in no bin where they are known
 */
record Histograms(Bins bins, List<String> names, double[][] counts) {
  Histograms {
    Objects.requireNonNull(bins, "bins");
    names = List.copyOf(names);
    Require.sameLength("counts", counts.length, "names", names.size());
    for (int i = 0; i < counts.length; i++) {
      if (counts[i].length != bins.count() + 1) {
        Require.sameLength("counts of " + names.get(i), counts[i].length, "bins", bins.count());
      }
    }
    counts = Arrays.stream(counts).map(Histograms::usable).toArray(double[][]::new);
  }

  /** Nothing, where a count is negative or not finite: such a histogram says nothing. */
  private static double[] usable(double[] counts) {
    boolean isUsable = Arrays.stream(counts).allMatch(n -> n >= 0 && n <= Scale.LIMIT);
    return isUsable ? counts.clone() : new double[counts.length];
  }

  /** Shares of all values instead of counts: what is missing to 1 lies in no bin. */
  static double[][] fromShares(double[][] shares) {
    return Arrays.stream(shares)
        .map(
            row -> {
              double missing = 1 - Arrays.stream(row).sum();
              double[] counts = Arrays.copyOf(row, row.length + 1);
              // Shares come in single precision: less than this is rounding.
              counts[row.length] = missing > 1e-4 && missing < 1 ? missing : 0;
              return counts;
            })
        .toArray(double[][]::new);
  }

  /** Share of each bin in [0, 1]; all 0 for a histogram of nothing. */
  double[] shares(int index) {
    double all = Arrays.stream(counts[index]).sum();
    return IntStream.range(0, bins.count())
        .mapToDouble(bin -> all == 0 ? 0 : counts[index][bin] / all)
        .toArray();
  }

  /** The bin's middle below which half of the values lie, of those that have a bin; else NaN. */
  double median(int index) {
    double half = Arrays.stream(shares(index)).sum() / 2;
    double below = 0;
    for (int bin = 0; bin < bins.count() && half > 0; bin++) {
      below += shares(index)[bin];
      if (below >= half) {
        return bins.middle(bin);
      }
    }
    return Double.NaN;
  }

  /** Which histograms lost values or have none, in sentences. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    int worst = 0;
    for (int i = 0; i < counts.length; i++) {
      worst = lost(i) > lost(worst) ? i : worst;
    }
    if (counts.length > 0 && lost(worst) > 0) {
      notes.add(
          Text.format(
              "Values in no bin (%sbeyond the axis, not finite): %s %% at most, in %s.",
              bins.isLog() ? "zero, " : "",
              Numbers.digits(100 * lost(worst), 2),
              names.get(worst)));
    }
    List<String> empty =
        IntStream.range(0, counts.length)
            .filter(i -> Arrays.stream(counts[i]).sum() == 0)
            .mapToObj(names::get)
            .toList();
    if (!empty.isEmpty()) {
      String more = empty.size() == 1 ? "" : Text.format(" and %d more", empty.size() - 1);
      notes.add(Text.format("No value, or no usable count, in %s%s.", empty.get(0), more));
    }
    return notes;
  }

  /** The share of values in no bin; 0 where it is not known. */
  private double lost(int index) {
    double lost = counts[index].length > bins.count() ? counts[index][bins.count()] : 0;
    return lost == 0 ? 0 : lost / Arrays.stream(counts[index]).sum();
  }

  /** Where the middle of the first and the last histogram lies. */
  String summary() {
    if (counts.length == 0) {
      return "";
    }
    int last = counts.length - 1;
    return Text.format(
        "%d histograms of %s in %d bins: median %s in %s, %s in %s.",
        counts.length,
        bins.quantity(),
        bins.count(),
        label(median(0)),
        names.get(0),
        label(median(last)),
        names.get(last));
  }

  private String label(double height) {
    return Double.isNaN(height)
        ? "none"
        : Numbers.digits(bins.isLog() ? Math.pow(10, height) : height, 2);
  }
}
