package deconvlab.nn;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * Changes parameters in place by their gradients, all in one native call, as torch.optim defines
 * it. DJL's own optimizers make one call a parameter, and its RMSprop throws on PyTorch.
 */
public interface Optimizer {
  /**
   * One step.
   *
   * @param gradients in the order of the parameters that the optimizer was made for
   * @param rate the learning rate
   */
  void step(NDList gradients, double rate);

  /** What it keeps from step to step, changed in place: all that it needs to go on. */
  default NDList state() {
    return new NDList();
  }

  /** v = momentum·v + g; p −= rate·v, or with {@code nesterov} p −= rate·(g + momentum·v). */
  static Optimizer sgd(NDManager manager, NDList parameters, double momentum, boolean nesterov) {
    NDList velocities = momentum == 0 ? new NDList() : Snapshot.zeros(manager, parameters);
    return NativeOptimizers.keeping(
        velocities,
        (gradients, rate) ->
            NativeOptimizers.call(
                manager, "sgd", parameters, gradients, velocities, rate, momentum, nesterov));
  }

  /** Kingma &amp; Ba 2015, algorithm 1, bias-corrected; epsilon added after the square root. */
  static Optimizer adam(
      NDManager manager, NDList parameters, double beta1, double beta2, double epsilon) {
    return NativeOptimizers.adaptive(manager, "adam", parameters, beta1, beta2, epsilon);
  }

  /** Loshchilov &amp; Hutter 2019: p *= 1 − rate·decay, then {@link #adam}. */
  static Optimizer adamw(
      NDManager manager,
      NDList parameters,
      double beta1,
      double beta2,
      double epsilon,
      double decay) {
    return NativeOptimizers.adaptive(manager, "adamw", parameters, beta1, beta2, epsilon, decay);
  }

  /** s = alpha·s + (1 − alpha)·g²; p −= rate·g/(√s + epsilon) (Tieleman &amp; Hinton 2012). */
  static Optimizer rmsprop(NDManager manager, NDList parameters, double alpha, double epsilon) {
    NDList squares = Snapshot.zeros(manager, parameters);
    return NativeOptimizers.keeping(
        squares,
        (gradients, rate) ->
            NativeOptimizers.call(
                manager, "rmsprop", parameters, gradients, squares, rate, alpha, epsilon));
  }

  /**
   * This optimizer with coupled weight decay: g + decay·p takes the place of g, as the {@code
   * weight_decay} of torch.optim's SGD, Adam and RMSprop has it.
   */
  default Optimizer coupled(NDList parameters, double decay) {
    return NativeOptimizers.keeping(
        state(),
        (gradients, rate) -> {
          NDManager scope = gradients.head().getManager();
          step(NativeOptimizers.call(scope, "coupled", parameters, gradients, decay), rate);
        });
  }
}
