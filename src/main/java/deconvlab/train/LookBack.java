package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import deconvlab.nn.Snapshot;
import deconvlab.nn.TorchScript;

/**
 * The parameters as they were before the first step whose loss is no number: that step is found
 * when steps are flushed, after its update has spoiled every weight. Kept on the device, without
 * reading anything from it.
 */
final class LookBack {
  private static final TorchScript OPS = TorchScript.resource(LookBack.class, "step.py");

  private final NDList parameters;
  private final NDList kept;
  private final NDArray broken;

  LookBack(NDList parameters, NDManager owner) {
    this.parameters = parameters;
    kept = Snapshot.zeros(owner, parameters);
    broken = owner.zeros(new Shape(), DataType.BOOLEAN);
  }

  /** Keeps the parameters of a step that has not been updated yet, gradients off. */
  void keep(NDArray loss) {
    OPS.call(loss.getManager(), "keep", loss, broken, parameters, kept);
  }

  /** Does {@code work} with the kept parameters in place, then puts today's back. */
  void during(NDManager scope, Runnable work) {
    Snapshot today = Snapshot.of(parameters, scope);
    Snapshot.copy(kept, parameters, scope);
    try {
      work.run();
    } finally {
      today.restore(scope);
    }
  }
}
