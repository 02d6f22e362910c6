package deconvlab.math;

import deconvlab.text.Checks;

/**
 * A normal distribution of several numbers.
 *
 * @param mean of each
 * @param covariance of each two
 */
public record Gaussian(double[] mean, double[][] covariance) {

  /**
   * The one with the mean and covariance (over n − 1) of samples.
   *
   * @param rows samples one after another, each of {@code numbers} numbers; two at least
   */
  public static Gaussian of(float[] rows, int numbers) {
    Checks.least("numbers", numbers, 1);
    int n = rows.length / numbers;
    Checks.that(
        n >= 2 && n * numbers == rows.length,
        "rows has %d numbers, must have a multiple of %d, two rows at least",
        rows.length,
        numbers);
    double[] mean = new double[numbers];
    for (int i = 0; i < rows.length; i++) {
      mean[i % numbers] += (double) rows[i] / n;
    }
    double[][] covariance = new double[numbers][numbers];
    for (int from = 0; from < rows.length; from += numbers) {
      for (int i = 0; i < numbers; i++) {
        double off = (rows[from + i] - mean[i]) / (n - 1);
        for (int j = 0; j < numbers; j++) {
          covariance[i][j] += off * (rows[from + j] - mean[j]);
        }
      }
    }
    return new Gaussian(mean, covariance);
  }

  /**
   * The squared Fréchet distance: ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2·(√Σ₁·Σ₂·√Σ₁)^½), what Heusel et al.
   * 2017 take between the features of real and of made images. Measured on n samples it is too
   * large by about a constant over n.
   */
  public double frechet(Gaussian other) {
    int n = mean.length;
    Checks.that(other.mean.length == n, "other has %d numbers, must have %d", other.mean.length, n);
    double[][] root = Symmetric.of(covariance).root();
    double distance = 0;
    for (int i = 0; i < n; i++) {
      double apart = mean[i] - other.mean[i];
      distance += apart * apart + covariance[i][i] + other.covariance[i][i];
    }
    for (double value : Symmetric.of(product(root, product(other.covariance, root))).values()) {
      distance -= 2 * Math.sqrt(Math.max(0, value));
    }
    return distance;
  }

  private static double[][] product(double[][] a, double[][] b) {
    int n = a.length;
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }
}
