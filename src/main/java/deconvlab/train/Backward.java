package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.data.Batch;
import deconvlab.model.Trace;
import deconvlab.model.Trainable;
import deconvlab.nn.Snapshot;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import java.util.List;

/** Forwards and backwards through a network on one batch, in training mode. */
public final class Backward {
  private static final TorchScript OPS = TorchScript.resource(Backward.class, "step.py");

  private final Trainable network;
  private final LossConfig loss;
  private final NDArray classWeights;
  private final ParameterStore store;
  private final Adversary adversary;

  /** For an initialised network; {@code manager} says where the parameters are. */
  public Backward(Trainable network, LossConfig loss, NDManager manager) {
    this(network, loss, List.of(), null, manager);
  }

  /** As above, with the weights of {@link StepRule#classWeights} and a second player, or null. */
  Backward(
      Trainable network,
      LossConfig loss,
      List<Float> classWeights,
      Adversary adversary,
      NDManager manager) {
    this.adversary = adversary;
    this.network = network;
    this.loss = loss;
    float[] weights = new float[classWeights.size()];
    for (int c = 0; c < weights.length; c++) {
      weights[c] = classWeights.get(c);
    }
    this.classWeights = manager.create(weights);
    this.store = new ParameterStore(manager, false);
  }

  /**
   * Losses and gradients; all attach to the manager of {@code x}.
   *
   * @param losses total, cross-entropy, mean squared error, then what is noted of a second player,
   *     each an array of one
   * @param gradients of the total, one for each array that was asked for
   */
  record Result(NDList losses, NDList gradients) {
    NDArray loss() {
      return losses.head();
    }
  }

  /**
   * The gradients of {@code parameters}, then of every pre-activation that the trace keeps.
   *
   * @param number of the step, from 0
   */
  Result run(int number, Batch batch, Trace trace, NDList parameters) {
    NDArray x = batch.images();
    NDManager step = x.getManager();
    try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
      NDList outputs = network.forward(store, x, true, trace);
      NDList losses = losses(number, outputs, batch, trace);
      NDList wanted = new NDList(parameters);
      wanted.addAll(trace.preActivations());
      if (adversary == null) {
        return new Result(losses, OPS.call(step, "gradients", losses.get(0), wanted));
      }
      NDArray picture = outputs.get(outputs.size() - 1);
      losses.set(0, losses.get(0).add(adversary.loss(picture)));
      wanted.add(picture);
      NDList gradients = OPS.call(step, "gradients", losses.get(0), wanted);
      losses.addAll(adversary.noted(gradients.remove(gradients.size() - 1)));
      return new Result(losses, gradients);
    }
  }

  /** dL/dθ of each of {@code parameters}; all attach to the manager of {@code x}. */
  public NDList gradients(NDArray x, NDArray labels, NDList parameters) {
    return run(0, new Batch(x, labels), Trace.none(), parameters).gradients();
  }

  private NDList losses(int number, NDList outputs, Batch batch, Trace trace) {
    return OPS.call(
        batch.images().getManager(),
        "losses",
        outputs,
        batch.labels(),
        batch.clean(),
        classWeights,
        loss.crossEntropy(),
        loss.mse(),
        loss.labelSmoothing(),
        trace.divergences(),
        loss.nat(number),
        loss.freeNats());
  }

  /**
   * A look at the network as it stands: dropout off, batch norm in training mode, and its running
   * statistics put back afterwards, so that nothing changes.
   *
   * @param batch everything attaches to its images' manager
   */
  public Look look(int step, Batch batch) {
    NDArray x = batch.images();
    Trace trace = Trace.withoutDropout();
    Snapshot statistics = Snapshot.of(network.statistics(), x.getManager());
    try {
      Result result = run(step, batch, trace, new NDList());
      return new Look(step, x, batch.labels(), result.loss(), trace, result.gradients());
    } finally {
      statistics.restore(x.getManager());
    }
  }
}
