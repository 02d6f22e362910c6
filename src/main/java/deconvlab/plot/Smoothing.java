package deconvlab.plot;

import deconvlab.text.Text;

/**
 * How a noisy series is smoothed before it is drawn; the picture says so and shows the raw series
 * faintly behind. Values that are not finite are left out of every mean.
 *
 * @param kind exponential or running mean
 * @param amount the weight of the past in [0, 1) for the exponential mean, else the window in
 *     points
 */
public record Smoothing(Kind kind, double amount) {
  /** The two means a curve can be smoothed by. */
  public enum Kind {
    /**
     * m + r·(y − m) with r = max(1 − weight, 3/(n + 2)) at the n-th point: the line begins where
     * the series does, follows a steep start, and forgets more slowly until r is 1 − weight.
     */
    EXPONENTIAL,
    /**
     * The mean of {@code amount} points around each; at the start of no more after it than there
     * are before it, so that the line begins where the series does; at the end of what there is.
     */
    RUNNING
  }

  public Smoothing {
    if (kind == Kind.EXPONENTIAL && !(amount >= 0 && amount < 1)) {
      throw new IllegalArgumentException(
          Text.format(
              "weight=%s must be in [0, 1): 0 does not smooth, 0.98 is about the last 50 points",
              amount));
    }
    if (kind == Kind.RUNNING && !(amount >= 1 && amount <= 1e9 && amount == Math.rint(amount))) {
      throw new IllegalArgumentException(
          Text.format("window=%s must be a whole number of points, 1 or more", amount));
    }
  }

  /** The exponential mean; {@code weight} 0.98 averages about the last 50 points. */
  public static Smoothing exponential(double weight) {
    return new Smoothing(Kind.EXPONENTIAL, weight);
  }

  /** The mean of {@code window} points around each. */
  public static Smoothing running(int window) {
    return new Smoothing(Kind.RUNNING, window);
  }

  /** {@code y} smoothed; where {@code y} is not finite, so is the result (NaN). */
  public double[] of(double[] y) {
    return kind == Kind.EXPONENTIAL ? exponential(y) : running(y);
  }

  /** What was done, for the subtitle. */
  public String describe() {
    return kind == Kind.EXPONENTIAL
        ? "exponential mean, weight " + Numbers.brief(amount)
        : "running mean of " + Numbers.brief(amount) + " points";
  }

  private double[] exponential(double[] y) {
    double[] out = new double[y.length];
    double mean = 0;
    int count = 0;
    for (int i = 0; i < y.length; i++) {
      if (Double.isFinite(y[i])) {
        double rate = Math.max(1 - amount, 3.0 / (++count + 2));
        mean = (1 - rate) * mean + rate * y[i];
        out[i] = mean;
      } else {
        out[i] = Double.NaN;
      }
    }
    return out;
  }

  private double[] running(double[] y) {
    double[] out = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      double sum = 0;
      int count = 0;
      int from = Math.max(0, i - (int) amount / 2);
      int to = Math.min(y.length - 1, i + Math.min(i, ((int) amount - 1) / 2));
      for (int j = from; j <= to; j++) {
        if (Double.isFinite(y[j])) {
          sum += y[j];
          count++;
        }
      }
      out[i] = Double.isFinite(y[i]) ? sum / count : Double.NaN;
    }
    return out;
  }
}
