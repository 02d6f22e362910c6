package deconvlab.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import deconvlab.data.Batch;
import deconvlab.data.Epoch;
import deconvlab.model.Trace;
import deconvlab.model.Trainable;
import deconvlab.nn.Snapshot;
import deconvlab.nn.Torch;
import java.util.function.Supplier;

/**
 * Batch norm's running means and variances, re-estimated. Those of a run lag behind its weights by
 * some ten steps, which an evaluation early in a run would take for a gap between training and
 * validation.
 */
final class NormStatistics {
  /** What a batch leaves of the running value before it: DJL's default. */
  private static final double MOMENTUM = 0.9;

  private final Trainable network;
  private final NDManager manager;
  private final ParameterStore store;

  NormStatistics(Trainable network, NDManager manager) {
    this.network = network;
    this.manager = manager;
    store = new ParameterStore(manager, false);
  }

  /**
   * Does {@code work} with statistics estimated on all of {@code batches} as the network stands,
   * dropout off, and puts the run's own back. From 0, after b batches the running value is a
   * weighted mean of theirs times 1 − 0.9^b; divided by that, it is their weighted mean.
   */
  <T> T estimatedOn(Epoch batches, Supplier<T> work) {
    NDList statistics = network.statistics();
    if (statistics.isEmpty()) {
      return work.get();
    }
    try (NDManager scope = manager.newSubManager()) {
      Snapshot before = Snapshot.of(statistics, scope);
      try {
        Torch.withoutGradients(() -> estimate(statistics, batches, scope));
        return work.get();
      } finally {
        before.restore(scope);
      }
    }
  }

  private void estimate(NDList statistics, Epoch batches, NDManager scope) {
    // Zeros are copied in, not multiplied: 0 times what is not finite would stay so.
    Snapshot.copy(Snapshot.zeros(scope, statistics), statistics, scope);
    for (int b = 0; b < batches.size(); b++) {
      try (NDManager pass = manager.newSubManager()) {
        Batch batch = batches.batch(b, pass);
        network.forward(store, batch.images(), true, Trace.withoutDropout());
      }
    }
    double weight = 1 - Math.pow(MOMENTUM, batches.size());
    statistics.forEach(one -> one.divi(weight));
  }
}
