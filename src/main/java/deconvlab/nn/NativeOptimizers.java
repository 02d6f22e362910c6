package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The native side of {@link Optimizer}. */
final class NativeOptimizers {
  private static final TorchScript OPS = TorchScript.resource(Optimizer.class, "optimizers.py");

  private NativeOptimizers() {}

  /** What Adam keeps for each parameter: running means, running squares, steps made. */
  record Moments(NDList means, NDList squares, NDList steps) {}

  static NDList call(NDManager owner, String method, Object... arguments) {
    return Torch.withoutGradients(() -> OPS.call(owner, method, arguments));
  }

  static Moments moments(NDManager manager, NDList parameters) {
    NDList steps = new NDList();
    while (steps.size() < parameters.size()) {
      steps.add(manager.zeros(new Shape()));
    }
    return new Moments(zeros(manager, parameters), zeros(manager, parameters), steps);
  }

  static NDList zeros(NDManager manager, NDList like) {
    NDList zeros = new NDList();
    for (NDArray p : like) {
      zeros.add(manager.zeros(p.getShape(), p.getDataType()));
    }
    return zeros;
  }
}
