package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * Changes parameters in place by their gradients, all in one native call, as torch.optim defines
 * it. DJL's own optimizers make one call a parameter and couple weight decay after clipping.
 */
public interface Optimizer {
  /**
   * One step.
   *
   * @param gradients in the order of the parameters that the optimizer was made for
   * @param rate the learning rate
   */
  void step(NDList gradients, double rate);

  /** v = momentum·v + g; p −= rate·v, or with {@code nesterov} p −= rate·(g + momentum·v). */
  static Optimizer sgd(NDManager manager, NDList parameters, double momentum, boolean nesterov) {
    NDList velocities = momentum == 0 ? new NDList() : zeros(manager, parameters);
    return (gradients, rate) ->
        NativeOptimizers.call(
            manager, "sgd", parameters, gradients, velocities, rate, momentum, nesterov);
  }

  /** Kingma &amp; Ba 2015, algorithm 1, bias-corrected; epsilon added after the square root. */
  static Optimizer adam(
      NDManager manager, NDList parameters, double beta1, double beta2, double epsilon) {
    NDList means = zeros(manager, parameters);
    NDList squares = zeros(manager, parameters);
    NDList steps = new NDList();
    while (steps.size() < parameters.size()) {
      steps.add(manager.zeros(new Shape()));
    }
    return (gradients, rate) ->
        NativeOptimizers.call(
            manager,
            "adam",
            parameters,
            gradients,
            means,
            squares,
            steps,
            rate,
            beta1,
            beta2,
            epsilon);
  }

  private static NDList zeros(NDManager manager, NDList like) {
    NDList zeros = new NDList();
    for (NDArray p : like) {
      zeros.add(manager.zeros(p.getShape(), p.getDataType()));
    }
    return zeros;
  }
}
