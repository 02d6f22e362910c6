package deconvlab.train;

/**
 * What one training step measured, before its update unless said otherwise.
 *
 * @param step counted from 0
 * @param epoch counted from 0
 * @param loss the objective on the batch without penalties, in nats for cross-entropy
 * @param crossEntropy its cross-entropy part, unweighted; 0 when not trained on
 * @param mse its reconstruction part, unweighted; 0 when not trained on
 * @param learningRate the rate of the update that followed
 * @param gradientNorm L2 norm of the gradient of all parameters, before clipping
 * @param scalars what else was noted; {@link StepScalars#NONE} if nothing was
 * @param game what was noted of a second player, in the order of {@link Adversary#NOTED}; empty
 *     without one
 */
public record StepResult(
    int step,
    int epoch,
    float loss,
    float crossEntropy,
    float mse,
    float learningRate,
    float gradientNorm,
    StepScalars scalars,
    float... game) {

  /** Whether loss and gradient are numbers. */
  public boolean finite() {
    return Float.isFinite(loss) && Float.isFinite(gradientNorm);
  }
}
