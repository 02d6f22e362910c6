package deconvlab.train;

/**
 * What is minimised: {@code crossEntropy} times the softmax cross-entropy of the scores plus {@code
 * mse} times the mean squared error between the network's picture and its (normalised) input.
 *
 * @param crossEntropy weight of the cross-entropy, at least 0
 * @param mse weight λ of the reconstruction error, at least 0
 */
public record LossConfig(double crossEntropy, double mse) {
  /** Cross-entropy alone. */
  public static final LossConfig CLASSIFY = new LossConfig(1, 0);

  public LossConfig {
    if (!(crossEntropy >= 0)
        || !(mse >= 0)
        || !(crossEntropy + mse > 0)
        || Double.isInfinite(crossEntropy + mse)) {
      throw new IllegalArgumentException(
          "crossEntropy=%s and mse=%s must be at least 0, finite, and not both 0"
              .formatted(crossEntropy, mse));
    }
  }
}
