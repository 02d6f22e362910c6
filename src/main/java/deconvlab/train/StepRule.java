package deconvlab.train;

import deconvlab.record.Copy;
import java.util.List;

/**
 * What turns a batch into an update, in this order: the loss and its gradients, L1's part added,
 * norms noted, gradients clipped, the optimizer with coupled decay, weights clipped.
 *
 * @param loss what is minimised
 * @param penalty what large weights cost
 * @param clip what is clipped
 * @param optimizer how gradients change parameters
 * @param classWeights what an image's cross-entropy counts by its class, see {@link
 *     ImbalanceConfig}; empty where all count the same
 */
public record StepRule(
    LossConfig loss,
    PenaltyConfig penalty,
    ClipConfig clip,
    OptimizerConfig optimizer,
    List<Float> classWeights) {
  public StepRule {
    classWeights = List.copyOf(classWeights);
  }

  /** All classes count the same. */
  public StepRule(
      LossConfig loss, PenaltyConfig penalty, ClipConfig clip, OptimizerConfig optimizer) {
    this(loss, penalty, clip, optimizer, List.of());
  }

  /** Cross-entropy by this optimizer, nothing else. */
  public static StepRule of(OptimizerConfig optimizer) {
    return new StepRule(LossConfig.CLASSIFY, PenaltyConfig.NONE, ClipConfig.NONE, optimizer);
  }

  StepRule withClassWeights(List<Float> value) {
    return Copy.with(this, "classWeights", value);
  }
}
