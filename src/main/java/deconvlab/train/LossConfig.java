package deconvlab.train;

import deconvlab.model.Network;
import deconvlab.text.Checks;

/**
 * What is minimised: {@code crossEntropy} times the softmax cross-entropy of the scores plus {@code
 * mse} times the mean squared error between the network's picture and its (normalised) input, or
 * what that was before something was lost of it.
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
    Checks.notNegative("crossEntropy", crossEntropy);
    Checks.notNegative("mse", mse);
    Checks.share("labelSmoothing", labelSmoothing);
    Checks.require(
        labelSmoothing == 0 || crossEntropy > 0,
        "labelSmoothing",
        labelSmoothing,
        "needs crossEntropy above 0: it changes that loss alone");
  }

  /** Refuses a network without the outputs that are asked for. */
  void check(Network network) {
    String model = network.config().model();
    Checks.that(
        mse == 0 || network.hasPicture(),
        "mse=%s needs a network that ends in a 3×32×32 picture; model=%s does not: use ddnet or mse=0",
        mse,
        model);
    Checks.that(
        crossEntropy == 0 || network.hasScores(),
        "crossEntropy=%s needs class scores; model=%s gives a picture alone: use crossEntropy=0 and"
            + " mse=1",
        crossEntropy,
        model);
  }

  public LossConfig withLabelSmoothing(double value) {
    return new LossConfig(crossEntropy, mse, value);
  }
}
