package deconvlab.ablation;

import deconvlab.record.Seeds;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The bias-corrected and accelerated bootstrap interval (BCa; Efron 1987) of a mean. It draws from a
 * stream of its own, always the same: equal differences have equal intervals.
 */
final class Bootstrap {
  /** An end's standard error is then 1 to 4 % of the interval's width. */
  static final int RESAMPLES = 10_000;
  private static final double TIE = 1e-12;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private Bootstrap() {}

  /**
   * The quantiles Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), z = ±1.96, of the means of resamples, between
   * two of them on a line. z₀ = Φ⁻¹(share of means below the one seen, ties half); a = Σ u³ /
   * (6·(Σ u²)^1.5) with u = d − mean, which is what the jackknife gives for a mean.
   *
   * @param d not all equal
   */
  static List<Double> interval95(int resamples, double... d) {
    double seen = Arrays.stream(d).sum() / d.length;
    double tie = TIE * Arrays.stream(d).map(Math::abs).max().orElse(0);
    double[] means = means(resamples, d);
    double below =
        Arrays.stream(means).map(m -> m < seen - tie ? 1 : m <= seen + tie ? 0.5 : 0).sum();
    double bias = NORMAL.inverseCumulativeProbability(below / resamples);
    double squares = Arrays.stream(d).map(v -> Math.pow(v - seen, 2)).sum();
    double cubes = Arrays.stream(d).map(v -> Math.pow(v - seen, 3)).sum();
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    double z = NORMAL.inverseSurvivalProbability(0.025);
    return List.of(
        quantile(means, share(bias, acceleration, -z)),
        quantile(means, share(bias, acceleration, z)));
  }

  /** Ascending. */
  private static double[] means(int resamples, double... d) {
    Random random = Seeds.stream(0, "bootstrap");
    double[] means = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      double sum = 0;
      for (int j = 0; j < d.length; j++) {
        sum += d[random.nextInt(d.length)];
      }
      means[i] = sum / d.length;
    }
    Arrays.sort(means);
    return means;
  }

  private static double share(double bias, double acceleration, double z) {
    return NORMAL.cumulativeProbability(bias + (bias + z) / (1 - acceleration * (bias + z)));
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }
}
