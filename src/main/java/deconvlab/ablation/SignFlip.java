package deconvlab.ablation;

import java.util.Arrays;

/**
 * Fisher's sign-flip test: if the differences are symmetric about 0, each of the 2ⁿ choices of their
 * signs is as likely as the one seen.
 */
final class SignFlip {
  /** Each half of 40 has 2²⁰ sums, 8 MB; the work beyond doubles with every two pairs. */
  static final int MOST = 40;

  private static final double TIE = 1e-12;

  private SignFlip() {}

  /**
   * The exact two-sided p of mean 0: the share of sign choices with |Σ ±d| ≥ |Σ d|. Sums that differ
   * by rounding, 1e-12·Σ |d|, are ties and count. Of 1, 2, 3: 2 of 8, p = 0.25.
   *
   * <p>All sums are counted without forming them: those of each half of the pairs are sorted, and
   * one pass over both counts the pairs of sums that reach |Σ d|.
   *
   * @return NaN of no pairs, and of more than {@value #MOST}: a sampled p would not be the exact one
   *     that a report names, and with so many pairs the t-test leans on no shape
   */
  static double p(double... d) {
    if (d.length == 0 || d.length > MOST) {
      return Double.NaN;
    }
    double seen =
        Math.abs(Arrays.stream(d).sum()) - TIE * Arrays.stream(d).map(Math::abs).sum();
    if (seen <= 0) {
      return 1;
    }
    double[] left = sums(Arrays.copyOf(d, d.length / 2));
    double[] right = sums(Arrays.copyOfRange(d, d.length / 2, d.length));
    long reach = 0;
    int from = right.length;
    for (double sum : left) {
      while (from > 0 && sum + right[from - 1] >= seen) {
        from--;
      }
      reach += right.length - from;
    }
    // as many reach −seen: turn every sign
    return Math.scalb(2.0 * reach, -d.length);
  }

  /** Σ ±d of every choice of signs, ascending. */
  private static double[] sums(double... d) {
    double[] sums = {0};
    for (double v : d) {
      double[] both = new double[2 * sums.length];
      for (int i = 0; i < sums.length; i++) {
        both[2 * i] = sums[i] - v;
        both[2 * i + 1] = sums[i] + v;
      }
      sums = both;
    }
    Arrays.sort(sums);
    return sums;
  }
}
