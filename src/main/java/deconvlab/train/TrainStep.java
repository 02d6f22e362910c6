package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import deconvlab.data.Batch;
import deconvlab.model.Trace;
import deconvlab.model.Trainable;
import deconvlab.nn.Clipping;
import deconvlab.nn.Masks;
import deconvlab.nn.Optimizer;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import deconvlab.record.Predictions;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One step of training: forward in training mode, loss, gradients, their norms, clipping, update,
 * clipping of weights, zeros of a pruned network.
 *
 * <p>Nothing is copied from the device until {@link #flush}: what up to {@code every} steps
 * measured waits in one array there. Everything a step makes is attached to the batch's manager,
 * which the caller closes, so memory stays flat.
 */
public final class TrainStep {
  private static final TorchScript OPS = TorchScript.resource(TrainStep.class, "step.py");

  private static final String MASK = "mask";

  private final Trainable network;
  private final StepRule rule;
  private final Backward backward;
  private final ParameterStore store;
  private final StepParameters parameters;
  private final Optimizer optimizer;
  private final StepNotes notes;
  private final NDManager manager;
  private final Adversary adversary;
  private final Set<Integer> looked = new HashSet<>();
  private LookBack lookBack;
  private Masks masks;

  /**
   * Prepares training of an initialised network.
   *
   * @param manager owns the optimizer's state; close it after the run
   * @param every steps between two copies from the device, at least 1
   * @param scalars whether {@link StepScalars} are noted
   */
  public TrainStep(
      Trainable network, StepRule rule, NDManager manager, int every, boolean scalars) {
    this(network, rule, manager, every, scalars, null);
  }

  /** As above, against a second player; null for none. */
  TrainStep(
      Trainable network,
      StepRule rule,
      NDManager manager,
      int every,
      boolean scalars,
      Adversary adversary) {
    this.network = network;
    this.adversary = adversary;
    this.manager = manager;
    this.rule = rule;
    backward = new Backward(network, rule.loss(), rule.classWeights(), adversary, manager);
    store = new ParameterStore(manager, false);
    parameters = new StepParameters(network.trainable());
    int ofGame = adversary == null ? 0 : Adversary.NOTED.size();
    notes = new StepNotes(parameters, manager, every, scalars, ofGame);
    Optimizer plain = rule.optimizer().build(manager, parameters.all());
    double l2 = rule.penalty().l2();
    optimizer = l2 == 0 ? plain : plain.coupled(parameters.all(), l2);
  }

  /** The layers that have a weight, from the input to the output. */
  public List<String> layers() {
    return parameters.layers();
  }

  /**
   * From now on what {@code chosen} leaves out is 0, and its gradient counts in no norm.
   *
   * @param chosen of all parameters of the network, in their order
   */
  void mask(Masks chosen) {
    masks = chosen;
    try (NDManager scope = manager.newSubManager()) {
      masks.apply(scope);
    }
  }

  /** Every array that steps change, under its name. */
  Map<String, NDArray> state() {
    return state(masks);
  }

  private Map<String, NDArray> state(Masks chosen) {
    Map<String, NDArray> all = new LinkedHashMap<>();
    network.trainable().forEach((name, one) -> all.put(name, one.getArray()));
    put(all, "statistics", network.statistics());
    put(all, "optimizer", optimizer.state());
    put(all, MASK, chosen == null ? new NDList() : chosen.state());
    if (adversary != null) {
      all.putAll(adversary.state());
    }
    return all;
  }

  static void put(Map<String, NDArray> all, String name, NDList arrays) {
    for (int i = 0; i < arrays.size(); i++) {
      all.put(name + "/" + i, arrays.get(i));
    }
  }

  /**
   * Goes on where another one stopped.
   *
   * @param arrays its {@link #state}, in order
   * @param steps that it made, {@code unread} of them after the last {@link #flush} that was due
   * @throws IllegalArgumentException if they are no arrays of this network; nothing has changed
   */
  void resume(List<String> names, NDList arrays, int steps, int unread) {
    boolean masked = names.contains(MASK + "/0");
    Masks chosen = masked ? Masks.blank(parameters.all(), manager) : null;
    try (NDManager scope = manager.newSubManager()) {
      SavedModel.copy(names, arrays, state(chosen), scope);
    }
    masks = chosen;
    notes.resume(steps, unread);
  }

  /** Whether the next {@link #run} needs a {@link #flush} first. */
  public boolean full() {
    return notes.full();
  }

  /**
   * One step on a batch.
   *
   * @param x images (N, C, H, W), normalised; everything the step makes attaches to its manager
   * @param labels classes (N), int64
   */
  public void run(NDArray x, NDArray labels, int epoch, double rate) {
    run(new Batch(x, labels), epoch, rate, null);
  }

  /**
   * One step on a batch, whose clean images are what a picture is held against.
   *
   * @param batch everything the step makes attaches to its images' manager
   * @param probe looks inside; null for none
   */
  public void run(Batch batch, int epoch, double rate, Probe probe) {
    int number = notes.steps();
    if (adversary == null) {
      train(batch, number, epoch, rate, probe);
    } else {
      train(adversary.played(batch, number, rate, this::made), number, epoch, rate, probe);
    }
  }

  /** The network's pictures as a step sees them, with nothing to learn from. */
  private NDArray made(NDArray x) {
    return Torch.withoutGradients(
        () -> {
          NDList outputs = network.forward(store, x, true, Trace.ofStep(notes.steps()));
          return outputs.get(outputs.size() - 1);
        });
  }

  private void train(Batch batch, int number, int epoch, double rate, Probe probe) {
    NDArray x = batch.images();
    boolean looks = probe != null && probe.wants(number);
    boolean aside = looks && network.isRandom();
    if (aside) {
      Torch.withoutGradients(() -> probe.look(backward.look(number, batch)));
    }
    Trace trace = looks && !aside ? Trace.withoutDropout() : Trace.ofStep(number);
    Backward.Result result = backward.run(number, batch, trace, parameters.all());
    int own = parameters.all().size();
    if (looks) {
      looked.add(number);
    }
    if (looks && !aside) {
      NDList signals = result.gradients().subNDList(own);
      Look look = new Look(number, x, batch.labels(), result.loss(), trace, signals);
      Torch.withoutGradients(() -> probe.look(look));
    }
    NDList gradients = result.gradients().subNDList(0, own);
    Torch.withoutGradients(
        () -> {
          if (probe != null) {
            keep(result.loss());
          }
          NDList left = penalised(gradients);
          update(result.losses(), masks == null ? left : masks.of(left), rate);
          notes.updated(x.getManager(), epoch, rate);
        });
  }

  private void keep(NDArray loss) {
    if (lookBack == null) {
      lookBack = new LookBack(parameters.all(), manager);
    }
    lookBack.keep(loss);
  }

  /**
   * Lets {@code probe} see where the numbers went in the first step whose loss was none, as it was
   * before its update; nothing if it has looked at that step.
   *
   * @param batch that step's
   */
  void lookBack(int step, Batch batch, Probe probe) {
    if (!looked.contains(step)) {
      Torch.withoutGradients(
          () ->
              lookBack.during(
                  batch.images().getManager(), () -> probe.look(backward.look(step, batch))));
    }
  }

  /** Whether every parameter is a number. */
  boolean finite() {
    return parameters.finite(manager);
  }

  private void update(NDList losses, NDList gradients, double rate) {
    NDList norms = OPS.call(losses.head().getManager(), "norms", gradients);
    Clipping.Clipped clipped = rule.clip().apply(gradients, norms.get(1), norms.get(2));
    notes.gradients(losses, gradients, norms.get(0), clipped);
    optimizer.step(clipped.gradients(), rate);
    if (rule.clip().weights() > 0) {
      Clipping.weights(parameters.weights(), rule.clip().weights());
    }
    if (masks != null) {
      // What momentum moved of it goes back.
      masks.apply(losses.head().getManager());
    }
  }

  /** The gradients of the loss plus l1·Σ|w|. */
  private NDList penalised(NDList gradients) {
    double l1 = rule.penalty().l1();
    if (l1 == 0) {
      return gradients;
    }
    NDManager scope = gradients.head().getManager();
    NDList ofWeights = parameters.weightsOf(gradients);
    return parameters.withWeights(
        gradients, OPS.call(scope, "add_l1", ofWeights, parameters.weights(), l1));
  }

  /** Copies what the steps since the last flush measured from the device, in order. */
  public List<StepResult> flush() {
    // Of a step that was flushed as healthy nobody asks any more.
    int first = notes.taken();
    looked.removeIf(step -> step < first);
    return notes.take();
  }

  /**
   * Scores a batch in evaluation mode: the sum of cross-entropies (hard labels) and the number of
   * right answers, as an array of two on the device; for a network without class scores the sum of
   * each picture's mean squared error and 0; with a second player, of a network without class
   * scores, the sum of the critic's losses and 0.
   */
  public NDArray score(Batch batch) {
    return score(predict(batch.images()).head(), batch);
  }

  /** As above, of an output that is there. */
  NDArray score(NDArray output, Batch batch) {
    NDManager scope = batch.images().getManager();
    if (adversary != null) {
      return adversary.score(batch.clean(), output);
    }
    return classifies()
        ? OPS.callForOne(scope, "score", output, batch.labels())
        : OPS.callForOne(scope, "picture_error", output, batch.clean());
  }

  /** As {@link #score}; behind it, of class scores, what {@link Predictions} are made of. */
  NDArray test(Batch batch) {
    NDArray output = predict(batch.images()).head();
    NDArray sums = score(output, batch);
    return classifies()
        ? sums.concat(
            OPS.callForOne(
                sums.getManager(), "predictions", output, batch.labels(), Predictions.BINS))
        : sums;
  }

  /** Whether the network gives class scores. */
  boolean classifies() {
    return network.hasScores();
  }

  /** The network in evaluation mode, with what {@code trace} asks for. */
  NDList predict(NDArray x, Trace trace) {
    return Torch.withoutGradients(() -> network.forward(store, x, false, trace));
  }

  /** The network in evaluation mode, with what it does inside. */
  Trace trace(NDArray x) {
    Trace trace = Trace.withoutDropout();
    predict(x, trace);
    return trace;
  }

  /** The network in evaluation mode. */
  public NDList predict(NDArray x) {
    return predict(x, Trace.none());
  }
}
