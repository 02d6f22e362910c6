package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deconvlab.model.Network;
import deconvlab.model.Trace;
import deconvlab.nn.Optimizer;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One step of training: forward, loss, gradients, their norms, update.
 *
 * <p>Nothing is copied from the device until {@link #flush}: losses and norms of up to {@code
 * every} steps wait in one array there. Everything a step makes is attached to the batch's manager,
 * which the caller closes, so memory stays flat.
 */
public final class TrainStep {
  private static final TorchScript OPS = TorchScript.resource(TrainStep.class, "step.py");
  private static final int LOSSES = 3;

  private final Network network;
  private final Backward backward;
  private final Optimizer optimizer;
  private final ParameterStore store;
  private final NDList parameters = new NDList();
  private final List<String> layers = new ArrayList<>();
  private final NDArray weightIndex;
  private final NDArray buffer;
  private final List<float[]> pending = new ArrayList<>();
  private int steps;

  /**
   * Prepares training of an initialised network.
   *
   * @param manager owns the optimizer's state; close it after the run
   * @param every steps between two copies from the device, at least 1
   */
  public TrainStep(
      Network network, OptimizerConfig optimizer, LossConfig loss, NDManager manager, int every) {
    if (every < 1) {
      throw new IllegalArgumentException("logEvery=%d must be at least 1".formatted(every));
    }
    checkOutputs(network, loss);
    this.network = network;
    this.backward = new Backward(network, loss, manager);
    this.store = new ParameterStore(manager, false);
    List<Long> weights = new ArrayList<>();
    for (Map.Entry<String, Parameter> entry : network.trainable().entrySet()) {
      if (entry.getValue().getType() == Parameter.Type.WEIGHT) {
        weights.add((long) parameters.size());
        layers.add(entry.getKey().substring(0, entry.getKey().indexOf('.')));
      }
      parameters.add(entry.getValue().getArray());
    }
    this.optimizer = optimizer.build(manager, parameters);
    weightIndex = manager.create(weights.stream().mapToLong(Long::longValue).toArray());
    buffer = manager.zeros(new Shape(every, LOSSES + 1 + weights.size()));
  }

  private static void checkOutputs(Network network, LossConfig loss) {
    String model = network.config().model();
    if (loss.mse() > 0 && !network.hasPicture()) {
      throw new IllegalArgumentException(
          "mse=%s needs a network that ends in a 3×32×32 picture; model=%s does not: use ddnet or mse=0"
              .formatted(loss.mse(), model));
    }
    if (loss.crossEntropy() > 0 && !network.hasScores()) {
      throw new IllegalArgumentException(
          "crossEntropy=%s needs class scores; model=%s gives a picture alone: use crossEntropy=0 and mse=1"
              .formatted(loss.crossEntropy(), model));
    }
  }

  /** The layers whose gradient norms are noted, from the input to the output. */
  public List<String> layers() {
    return List.copyOf(layers);
  }

  /** Whether the next {@link #run} needs a {@link #flush} first. */
  public boolean full() {
    return pending.size() == buffer.getShape().get(0);
  }

  /**
   * One step on a batch.
   *
   * @param x images (N, 3, 32, 32), normalised; everything the step makes attaches to its manager
   * @param labels classes (N), int64
   */
  public void run(NDArray x, NDArray labels, int epoch, double rate) {
    run(x, labels, epoch, rate, null);
  }

  /** As {@link #run(NDArray, NDArray, int, double)}, letting {@code probe} look; null for none. */
  void run(NDArray x, NDArray labels, int epoch, double rate, Probe probe) {
    NDManager step = x.getManager();
    int number = steps + pending.size();
    boolean looks = probe != null && probe.wants(number);
    boolean aside = looks && network.config().dropout() > 0;
    if (aside) {
      Torch.withoutGradients(() -> show(probe, backward.look(number, x, labels)));
    }
    Trace trace = looks && !aside ? Trace.withoutDropout() : Trace.none();
    Backward.Result result = backward.run(x, labels, trace, parameters);
    NDList gradients = result.gradients().subNDList(0, parameters.size());
    if (looks && !aside) {
      NDList signals = result.gradients().subNDList(parameters.size());
      Look look = new Look(number, x, labels, result.loss(), trace, signals);
      Torch.withoutGradients(() -> show(probe, look));
    } else if (probe != null && !aside && !Float.isFinite(result.loss().getFloat())) {
      // The run ends here: see where the numbers went before the update spoils every weight.
      Torch.withoutGradients(() -> show(probe, backward.look(number, x, labels)));
    }
    int row = pending.size();
    Torch.withoutGradients(
        () -> OPS.call(step, "note", buffer, row, result.losses(), gradients, weightIndex));
    pending.add(new float[] {epoch, (float) rate});
    optimizer.step(gradients, rate);
  }

  private static Void show(Probe probe, Look look) {
    probe.look(look);
    return null;
  }

  /** Copies what the steps since the last flush measured from the device, in order. */
  public List<StepResult> flush() {
    List<StepResult> results = new ArrayList<>();
    float[] values = buffer.toFloatArray();
    int columns = LOSSES + 1 + layers.size();
    for (int i = 0; i < pending.size(); i++) {
      int at = i * columns;
      float[] norms = java.util.Arrays.copyOfRange(values, at + LOSSES + 1, at + columns);
      float[] known = pending.get(i);
      results.add(
          new StepResult(
              steps++,
              (int) known[0],
              values[at],
              values[at + 1],
              values[at + 2],
              known[1],
              values[at + LOSSES],
              norms));
    }
    pending.clear();
    return results;
  }

  /**
   * Scores a batch in evaluation mode: the sum of cross-entropies and the number of right answers,
   * as an array of two on the device; for a network without class scores the sum of each picture's
   * mean squared error and 0.
   */
  public NDArray score(NDArray x, NDArray labels) {
    NDArray output = predict(x).head();
    return classifies()
        ? OPS.callForOne(x.getManager(), "score", output, labels)
        : OPS.callForOne(x.getManager(), "picture_error", output, x);
  }

  /** Whether the network gives class scores. */
  boolean classifies() {
    return network.hasScores();
  }

  /** The network in evaluation mode, with what it does inside. */
  Trace trace(NDArray x) {
    Trace trace = Trace.withoutDropout();
    Torch.withoutGradients(() -> network.forward(store, x, false, trace));
    return trace;
  }

  /** The network in evaluation mode. */
  public NDList predict(NDArray x) {
    return Torch.withoutGradients(() -> network.forward(store, new NDList(x), false));
  }
}
