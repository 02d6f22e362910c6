package deconvlab.plot;

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
      for (double count : counts[i]) {
        if (!(count >= 0 && count <= Scale.LIMIT)) {
          throw new IllegalArgumentException(
              "a count of %s is %s: counts are 0 or more".formatted(names.get(i), count));
        }
      }
    }
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

  /** Which histograms lost values, in a sentence, or nothing. */
  List<String> notes() {
    int worst = -1;
    double most = 0;
    for (int i = 0; i < counts.length; i++) {
      double lost = counts[i].length > bins.count() ? counts[i][bins.count()] : 0;
      double share = lost == 0 ? 0 : lost / Arrays.stream(counts[i]).sum();
      if (share > most) {
        worst = i;
        most = share;
      }
    }
    return worst < 0
        ? List.of()
        : List.of(
            "Values in no bin (%sbeyond the axis, not finite): %s %% at most, in %s."
                .formatted(
                    bins.isLog() ? "zero, " : "", Numbers.digits(100 * most, 2), names.get(worst)));
  }

  /** Where the middle of the first and the last histogram lies. */
  String summary() {
    if (counts.length == 0) {
      return "";
    }
    int last = counts.length - 1;
    return "%d histograms of %s in %d bins: median %s in %s, %s in %s."
        .formatted(
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
