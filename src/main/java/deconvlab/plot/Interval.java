package deconvlab.plot;

import deconvlab.text.Text;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** What stands for several runs at one point, and what the band around it means. */
public enum Interval {
  /**
   * The mean and its two-sided 95 % interval, mean ± t(0.975; n − 1)·s/√n with s the sample
   * standard deviation (Student 1908). Of 1, 2, 3: 2 ± 4.303·1/√3 = 2 ± 2.484.
   */
  MEAN_T95("mean", "95 % t-interval of the mean"),
  /** The mean, and the least and the greatest value. */
  MEAN_RANGE("mean", "least to greatest run"),
  /**
   * The median (of an even number of runs the mean of the middle two), and the least and the
   * greatest value; for quantities that spread over decades.
   */
  MEDIAN_RANGE("median", "least to greatest run");

  private static final Map<Integer, Double> T975 = new ConcurrentHashMap<>();

  private final String center;
  private final String band;

  Interval(String center, String band) {
    this.center = center;
    this.band = band;
  }

  /** What line and band mean, in words. */
  public String describe() {
    return Text.format("line: %s; band: %s", center, band);
  }

  /**
   * {lower end, centre, upper end} of values, finite or −∞; the ends NaN of one, all NaN of none.
   */
  double[] of(double[] values) {
    if (values.length == 0) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double mean = Arrays.stream(sorted).map(v -> v / n).sum();
    double middle = this == MEDIAN_RANGE ? sorted[(n - 1) / 2] / 2 + sorted[n / 2] / 2 : mean;
    if (n == 1) {
      return new double[] {Double.NaN, sorted[0], Double.NaN};
    }
    if (this != MEAN_T95) {
      return new double[] {sorted[0], middle, sorted[n - 1]};
    }
    double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
    double half = t975(n - 1) * Math.sqrt(squares / (n - 1) / n);
    return new double[] {mean - half, mean, mean + half};
  }

  /** Student's quantile, kept: a chart asks for the same one at every step. */
  private static double t975(int freedom) {
    return T975.computeIfAbsent(
        freedom, n -> TDistribution.of(n).inverseSurvivalProbability(0.025));
  }
}
