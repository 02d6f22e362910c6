package deconvlab.nn;

import ai.djl.ndarray.NDManager;

/** The native side of {@link Optimizer}. */
final class NativeOptimizers {
  private static final TorchScript OPS = TorchScript.resource(Optimizer.class, "optimizers.py");

  private NativeOptimizers() {}

  static void call(NDManager owner, String method, Object... arguments) {
    Torch.withoutGradients(() -> OPS.call(owner, method, arguments));
  }
}
