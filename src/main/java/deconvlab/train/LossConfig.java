package deconvlab.train;

import deconvlab.model.Network;
import deconvlab.record.Copy;
import deconvlab.record.Defaulted;
import deconvlab.text.Checks;

/**
 * What is minimised: {@code crossEntropy} times the softmax cross-entropy of the scores plus {@code
 * mse} times the mean squared error between the network's picture and its (normalised) input, or
 * what that was before something was lost of it, plus {@code kl} times the divergence of a
 * variational autoencoder's code over the {@value #NUMBERS} numbers of an image.
 *
 * <p>With mse = 1 that is minus the evidence lower bound (Kingma &amp; Welling 2014) of a decoder
 * whose every number has noise of variance σ² = kl/2, times 2σ²/{@value #NUMBERS}.
 *
 * @param crossEntropy weight of the cross-entropy, at least 0
 * @param mse weight λ of the reconstruction error, at least 0
 * @param labelSmoothing share of each target spread evenly over all K classes, in [0, 1): the right
 *     class has 1 − s + s/K, every other s/K (Szegedy et al. 2016; torch's {@code label_smoothing})
 * @param kl weight β of KL(N(μ, σ²) ‖ N(0, 1)), in nats for an image, summed over the code
 * @param klWarmup steps over which that weight rises from 0 on a line; 0 for none
 * @param freeNats what each number of the code may diverge, in the mean over a batch, for the same
 *     price as not at all (free bits: Kingma et al. 2016)
 */
public record LossConfig(
    double crossEntropy,
    double mse,
    double labelSmoothing,
    @Defaulted double kl,
    @Defaulted int klWarmup,
    @Defaulted double freeNats) {
  private static final int NUMBERS = 3 * 32 * 32;

  /** Cross-entropy alone. */
  public static final LossConfig CLASSIFY = new LossConfig(1, 0, 0);

  public LossConfig {
    Checks.notNegative("crossEntropy", crossEntropy);
    Checks.notNegative("mse", mse);
    Checks.require(crossEntropy + mse > 0, "mse", mse, "and crossEntropy must not both be 0");
    Checks.share("labelSmoothing", labelSmoothing);
    Checks.require(
        labelSmoothing == 0 || crossEntropy > 0,
        "labelSmoothing",
        labelSmoothing,
        "needs crossEntropy above 0: it changes that loss alone");
    Checks.notNegative("kl", kl);
    Checks.least("klWarmup", klWarmup, 0);
    Checks.notNegative("freeNats", freeNats);
    Checks.that(
        kl > 0 || (klWarmup == 0 && freeNats == 0),
        "klWarmup=%d and freeNats=%s need kl above 0: they change its part alone",
        klWarmup,
        freeNats);
  }

  /** Without a divergence. */
  public LossConfig(double crossEntropy, double mse, double labelSmoothing) {
    this(crossEntropy, mse, labelSmoothing, 0, 0, 0);
  }

  /** A picture's squared error, and of a code drawn for it {@code kl}. */
  public static LossConfig pictures(double kl) {
    return new LossConfig(0, 1, 0, kl, 0, 0);
  }

  /** What a nat counts in step number {@code step}, from 0. */
  double nat(int step) {
    return kl * (step < klWarmup ? (double) step / klWarmup : 1) / NUMBERS;
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
    Checks.that(
        kl == 0 || network.drawsCode(),
        "kl=%s needs a code that is drawn; model=%s has none: use vae or kl=0",
        kl,
        model);
  }

  public LossConfig withLabelSmoothing(double value) {
    return Copy.with(this, "labelSmoothing", value);
  }

  public LossConfig withKlWarmup(int value) {
    return Copy.with(this, "klWarmup", value);
  }

  public LossConfig withFreeNats(double value) {
    return Copy.with(this, "freeNats", value);
  }
}
