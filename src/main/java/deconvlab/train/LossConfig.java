package deconvlab.train;

import deconvlab.text.Text;

/**
 * What is minimised: {@code crossEntropy} times the softmax cross-entropy of the scores plus {@code
 * mse} times the mean squared error between the network's picture and its (normalised) input.
 *
 * @param crossEntropy weight of the cross-entropy, at least 0
 * @param mse weight λ of the reconstruction error, at least 0
 * @param labelSmoothing share of each target spread evenly over all K classes, in [0, 1): the right
 *     class has 1 − s + s/K, every other s/K (Szegedy et al. 2016; torch's {@code label_smoothing})
 */
public record LossConfig(double crossEntropy, double mse, double labelSmoothing) {
  /** Cross-entropy alone. */
  public static final LossConfig CLASSIFY = new LossConfig(1, 0, 0);

  public LossConfig {
    if (!(crossEntropy >= 0)
        || !(mse >= 0)
        || !(crossEntropy + mse > 0)
        || Double.isInfinite(crossEntropy + mse)) {
      throw new IllegalArgumentException(
          Text.format(
              "crossEntropy=%s and mse=%s must be at least 0, finite, and not both 0",
              crossEntropy, mse));
    }
    Checks.share("labelSmoothing", labelSmoothing);
    Checks.require(
        labelSmoothing == 0 || crossEntropy > 0,
        "labelSmoothing",
        labelSmoothing,
        "needs crossEntropy above 0: it changes that loss alone");
  }

  /** Both losses by weight, hard labels. */
  public static LossConfig of(double crossEntropy, double mse) {
    return new LossConfig(crossEntropy, mse, 0);
  }

  public LossConfig withLabelSmoothing(double value) {
    return new LossConfig(crossEntropy, mse, value);
  }
}
