package deconvlab.ablation;

import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Statistics of paired differences d₁ … dₙ, one a seed. What cannot be computed is NaN or empty.
 *
 * <p>A standard deviation of 1e-12·max(1, largest |d|) or less is rounding and counts as 0.
 */
public final class Paired {
  /** Cubes of it can be summed. */
  static final double LARGEST = 1e100;

  private static final double ROUNDING = 1e-12;
  private static final double POWER = 0.8;
  private static final int MOST = 10_000;
  private static final int LEAST_FOR_BOOTSTRAP = 5;

  private final double[] d;
  private final double mean;
  private final double rounding;
  private final double deviation;

  Paired(double... d) {
    for (int i = 0; i < d.length; i++) {
      Checks.that(
          Math.abs(d[i]) <= LARGEST, "d[%d]=%s must be finite, at most %s", i, d[i], LARGEST);
    }
    this.d = d.clone();
    mean = Arrays.stream(d).sum() / d.length;
    rounding = ROUNDING * Math.max(1, Arrays.stream(d).map(Math::abs).max().orElse(0));
    double squares = Arrays.stream(d).map(v -> (v - mean) * (v - mean)).sum();
    double s = d.length < 2 ? Double.NaN : Math.sqrt(squares / (d.length - 1));
    deviation = s <= rounding ? 0 : s;
  }

  /**
   * The differences {@code a[i] − b[i]}, where {@code a[i]} and {@code b[i]} share a seed.
   *
   * @throws IllegalArgumentException if the lengths differ or a difference is not finite or above
   *     1e100
   */
  public static Paired of(double[] a, double[] b) {
    Checks.that(
        a.length == b.length,
        "a has %d values, b has %d: each needs the value of every seed, in the same order",
        a.length,
        b.length);
    double[] d = new double[a.length];
    Arrays.setAll(d, i -> a[i] - b[i]);
    return new Paired(d);
  }

  /** One value a seed, held against 0: mean and interval of one arm alone. */
  public static Paired of(double... values) {
    return of(values, new double[values.length]);
  }

  /** How many differences there are. */
  public int n() {
    return d.length;
  }

  /** Σ d / n; of 1, 2, 6: 3. */
  public double mean() {
    return mean;
  }

  /** Below it a distance is rounding. */
  double rounding() {
    return rounding;
  }

  /** s = √(Σ (d − mean)² / (n − 1)); of 1, 2, 6: √7. */
  double deviation() {
    return deviation;
  }

  /**
   * Half of the two-sided 95 % interval of the mean, t(0.975; n − 1)·s/√n (Student 1908); of 1, 2,
   * 6: 4.303·√(7/3) = 6.572.
   */
  public double half() {
    return n() < 2 ? Double.NaN : student().inverseSurvivalProbability(0.025) * error(deviation);
  }

  /** mean ± {@link #half()}. */
  Optional<List<Double>> t95() {
    return n() < 2 ? Optional.empty() : Optional.of(List.of(mean - half(), mean + half()));
  }

  /** {@link Bootstrap}'s interval; none of fewer than 5 or of equal values. */
  Optional<List<Double>> bootstrap95() {
    return n() < LEAST_FOR_BOOTSTRAP || deviation == 0
        ? Optional.empty()
        : Optional.of(Bootstrap.interval95(Bootstrap.RESAMPLES, d));
  }

  /** {@link SignFlip}'s p of mean 0. */
  double flip() {
    return SignFlip.p(d);
  }

  /** d_z = mean / s (Cohen 1988, 2.3.5). */
  double standardized() {
    return deviation == 0 ? Double.NaN : mean / deviation;
  }

  /** Probability of improvement: the share of d > 0, and half of that of d = 0. */
  double better() {
    return Arrays.stream(d).map(v -> (1 + Math.signum(v)) / 2).sum() / n();
  }

  /**
   * Interquartile mean: the mean of what is left without the ⌊n/4⌋ least and the ⌊n/4⌋ greatest, as
   * Agarwal et al. (2021) compute it; of 1, 2, 6, 40: 4.
   */
  double interquartileMean() {
    double[] sorted = d.clone();
    Arrays.sort(sorted);
    return Arrays.stream(sorted, n() / 4, n() - n() / 4).average().orElse(Double.NaN);
  }

  /**
   * How far from the margin a mean must lie to be found with a power of 80 %: (t(1 − alpha/2) +
   * t(0.8))·s/√n with n − 1 degrees of freedom.
   *
   * @param alpha level of the one test
   * @param resolution r: s counts as r/√6 at least
   */
  double detectable(double alpha, double resolution) {
    return n() < 2 ? Double.NaN : detectable(n(), alpha, deviation(resolution));
  }

  private static double detectable(int n, double alpha, double s) {
    TDistribution student = TDistribution.of(n - 1.0);
    double quantiles =
        student.inverseSurvivalProbability(alpha / 2) + student.inverseCumulativeProbability(POWER);
    return quantiles * s / Math.sqrt(n);
  }

  /**
   * How many pairs of this spread would find an effect of 0: the smallest n, not below the {@value
   * Decision#LEAST} that a verdict takes, with (t(1 − alpha/2; n − 1) + t(0.8; n − 1))·s/√n ≤
   * |margin|. Of s = 1, alpha = 0.05 and a margin of 1: 10. Empty of fewer than two pairs, and if
   * it is more than {@value #MOST}.
   *
   * @param alpha level of the one test
   * @param resolution r: s counts as r/√6 at least
   */
  OptionalInt enough(double margin, double alpha, double resolution) {
    double s = deviation(resolution);
    if (n() < 2 || detectable(MOST, alpha, s) > Math.abs(margin)) {
      return OptionalInt.empty();
    }
    int below = Decision.LEAST - 1;
    int found = MOST;
    while (found - below > 1) {
      int middle = (below + found) / 2;
      if (detectable(middle, alpha, s) <= Math.abs(margin)) {
        found = middle;
      } else {
        below = middle;
      }
    }
    return OptionalInt.of(found);
  }

  /**
   * p of mean d = margin, two-sided, by Student's t = (mean − margin)·√n / s; not of s = 0.
   *
   * @param resolution r: s counts as r/√6 at least
   */
  double p(double margin, double resolution) {
    double t = (mean - margin) / error(deviation(resolution));
    return 2 * student().survivalProbability(Math.abs(t));
  }

  /** Two numbers rounded to multiples of r differ by rounding alone with s = r/√6. */
  double deviation(double resolution) {
    return Math.max(deviation, resolution / Math.sqrt(6));
  }

  private double error(double s) {
    return s / Math.sqrt(n());
  }

  private TDistribution student() {
    return TDistribution.of(n() - 1.0);
  }

  /** {@code 0.0310 ± 0.0052}: mean and {@link #half()}. */
  @Override
  public String toString() {
    return n() < 2
        ? Sentences.rounded(mean, Double.NaN) + " (n = " + n() + ", no interval)"
        : Sentences.rounded(mean, half()) + " ± " + Sentences.rounded(half(), half());
  }
}
