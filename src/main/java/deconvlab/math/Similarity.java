package deconvlab.math;

import deconvlab.text.Checks;

/** How near a picture is to another, by the two measures that papers on restoration quote. */
public final class Similarity {
  private static final int WINDOW = 11;
  private static final double SIGMA = 1.5;
  private static final double[] WEIGHTS = weights();

  private Similarity() {}

  /**
   * Peak signal-to-noise ratio in dB, {@code 10·log10(range² / mean (a − b)²)}: 20 where all differ
   * by a tenth of the range, infinite where they are equal.
   *
   * @param range between the darkest and the brightest value there can be: 1 or 255
   */
  public static double psnr(float[] a, float[] b, double range) {
    alike(a, b, b.length);
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double off = (double) a[i] - b[i];
      squares += off * off;
    }
    return 10 * Math.log10(range * range * a.length / squares);
  }

  /**
   * Structural similarity (Wang, Bovik, Sheikh &amp; Simoncelli 2004, eq. 13), the mean over
   * channels and over all 11×11 windows that lie inside the picture, Gaussian with σ 1.5:
   *
   * <pre>  (2·μa·μb + C1)(2·σab + C2) / ((μa² + μb² + C1)(σa² + σb² + C2))</pre>
   *
   * with C1 = (0.01·range)², C2 = (0.03·range)². It is scikit-image's {@code
   * structural_similarity(…, gaussian_weights=True, sigma=1.5, use_sample_covariance=False)}.
   *
   * @param a (channels, height, width) in a row, as {@code b}
   * @param height at least 11, as {@code width}
   * @param range between the darkest and the brightest value there can be: 1 or 255
   */
  public static double ssim(
      float[] a, float[] b, int channels, int height, int width, double range) {
    alike(a, b, channels * height * width);
    Checks.that(
        height >= WINDOW && width >= WINDOW,
        "picture is %d×%d, must be at least 11×11: the window's size",
        height,
        width);
    double c1 = Math.pow(0.01 * range, 2);
    double c2 = Math.pow(0.03 * range, 2);
    double sum = 0;
    int windows = 0;
    for (int c = 0; c < channels; c++) {
      Means means = new Means(a, b, c * height * width, height, width);
      for (int i = 0; i < means.a.length; i++) {
        double product = means.a[i] * means.b[i];
        double squares = means.a[i] * means.a[i] + means.b[i] * means.b[i];
        double spread = means.aa[i] + means.bb[i] - squares;
        sum +=
            (2 * product + c1)
                * (2 * (means.ab[i] - product) + c2)
                / ((squares + c1) * (spread + c2));
      }
      windows += means.a.length;
    }
    return sum / windows;
  }

  private static void alike(float[] a, float[] b, int length) {
    Checks.that(
        a.length == length && b.length == length && length > 0,
        "pictures have %d and %d values, must both have %d, more than 0",
        a.length,
        b.length,
        length);
  }

  /** Weighted means of a, b, a², b² and ab over every window of a channel. */
  private static final class Means {
    private final double[] a;
    private final double[] b;
    private final double[] aa;
    private final double[] bb;
    private final double[] ab;

    Means(float[] one, float[] other, int from, int height, int width) {
      a = means(one, null, from, height, width);
      b = means(other, null, from, height, width);
      aa = means(one, one, from, height, width);
      bb = means(other, other, from, height, width);
      ab = means(one, other, from, height, width);
    }

    /** Along the rows, then along the columns: the window is a product of two. */
    private static double[] means(float[] x, float[] y, int from, int height, int width) {
      int across = width - WINDOW + 1;
      int down = height - WINDOW + 1;
      double[] rows = new double[height * across];
      for (int i = 0; i < rows.length; i++) {
        int at = from + i / across * width + i % across;
        for (int k = 0; k < WINDOW; k++) {
          rows[i] += WEIGHTS[k] * x[at + k] * (y == null ? 1 : y[at + k]);
        }
      }
      double[] means = new double[down * across];
      for (int i = 0; i < means.length; i++) {
        for (int k = 0; k < WINDOW; k++) {
          means[i] += WEIGHTS[k] * rows[i + k * across];
        }
      }
      return means;
    }
  }

  private static double[] weights() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int k = 0; k < WINDOW; k++) {
      double off = k - WINDOW / 2;
      weights[k] = Math.exp(-off * off / (2 * SIGMA * SIGMA));
      sum += weights[k];
    }
    for (int k = 0; k < WINDOW; k++) {
      weights[k] /= sum;
    }
    return weights;
  }
}
