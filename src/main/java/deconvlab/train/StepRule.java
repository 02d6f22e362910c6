package deconvlab.train;

/**
 * What turns a batch into an update, in this order: the loss and its gradients, L1's part added,
 * norms noted, gradients clipped, the optimizer with coupled decay, weights clipped.
 *
 * @param loss what is minimised
 * @param penalty what large weights cost
 * @param clip what is clipped
 * @param optimizer how gradients change parameters
 */
public record StepRule(
    LossConfig loss, PenaltyConfig penalty, ClipConfig clip, OptimizerConfig optimizer) {
  /** Cross-entropy by this optimizer, nothing else. */
  public static StepRule of(OptimizerConfig optimizer) {
    return new StepRule(LossConfig.CLASSIFY, PenaltyConfig.NONE, ClipConfig.NONE, optimizer);
  }
}
