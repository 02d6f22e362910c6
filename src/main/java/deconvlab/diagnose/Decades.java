package deconvlab.diagnose;

/**
 * How a norm changes from layer to layer on its way back through a network, in decades (powers of
 * ten). Norms are given from the input's layer to the output's.
 */
public final class Decades {
  private Decades() {}

  /**
   * Gain of each layer but the first: log10(‖dL/dz_{l−1}‖ / ‖dL/dz_l‖), what the gradient gains or
   * loses on its way from one pre-activation to the one before.
   *
   * @param norms ‖dL/dz_l‖₂ of at least two layers
   * @return one entry fewer: entry i belongs to layer i + 1
   */
  public static double[] gains(double[] norms) {
    double[] gains = new double[Math.max(0, norms.length - 1)];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = Math.log10(norms[i] / norms[i + 1]);
    }
    return gains;
  }

  /**
   * Least-squares slope of log10 of the norms over the layers, counted from the output to the
   * input: 0 is level, −1 loses a factor of ten a layer on the way back. {1, 10, 100}: −1.
   *
   * @return NaN for fewer than two layers, or where a norm is 0 or not finite: such a network is
   *     dead or broken, not healthy
   */
  public static double slope(double[] norms) {
    int n = norms.length;
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < n; i++) {
      if (!(norms[i] > 0) || Double.isInfinite(norms[i])) {
        return Double.NaN;
      }
      double distance = (n - 1) / 2.0 - i;
      covariance += distance * Math.log10(norms[i]);
      variance += distance * distance;
    }
    return n < 2 ? Double.NaN : covariance / variance;
  }

  /** The {@link #slope} of norms that have these {@link #gains}, the last layer's being 1. */
  static double slopeOfGains(double... gains) {
    double[] norms = new double[gains.length + 1];
    norms[gains.length] = 1;
    for (int l = gains.length; l > 0; l--) {
      norms[l - 1] = norms[l] * Math.pow(10, gains[l - 1]);
    }
    return slope(norms);
  }
}
