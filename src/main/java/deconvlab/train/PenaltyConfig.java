package deconvlab.train;

import deconvlab.text.Checks;

/**
 * What large weights cost. Decoupled decay is {@link OptimizerConfig#weightDecay}.
 *
 * @param l1 adds l1·Σ|w| over the weights of convolutions, transposed convolutions and linear
 *     layers (no biases, no batch norm) to what is minimised; its gradient is part of the noted
 *     norms, the noted loss is without it
 * @param l2 coupled decay: the optimizer takes g + l2·p for g, of every parameter, after clipping;
 *     not part of the noted norms
 */
public record PenaltyConfig(double l1, double l2) {
  /** Weights cost nothing. */
  public static final PenaltyConfig NONE = new PenaltyConfig(0, 0);

  public PenaltyConfig {
    Checks.notNegative("l1", l1);
    Checks.notNegative("l2", l2);
  }
}
