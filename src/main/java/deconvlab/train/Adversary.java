package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.data.Batch;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Trace;
import deconvlab.nn.Clipping;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Optimizer;
import deconvlab.nn.SpectralNorm;
import deconvlab.nn.Torch;
import deconvlab.nn.TorchScript;
import deconvlab.record.RunRecord;
import deconvlab.record.Seeds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The critic of a run with two players: its steps, and what it makes of the other's pictures. */
final class Adversary {
  private static final TorchScript OPS = TorchScript.resource(Adversary.class, "adversary.py");
  private static final TorchScript STEP = TorchScript.resource(Adversary.class, "step.py");

  /** What is noted at every step, see {@link RunRecord}; the first five are the critic's own. */
  static final List<String> NOTED =
      List.of(
          RunRecord.CRITIC_LOSS,
          RunRecord.CRITIC_NORM,
          RunRecord.CRITIC_PENALTY,
          RunRecord.SCORE_REAL,
          RunRecord.SCORE_MADE,
          RunRecord.PICTURE_GRADIENT,
          RunRecord.SHARE_SATURATED);

  private final AdversaryConfig config;
  private final Network critic;
  private final ParameterStore store;
  private final StepParameters parameters;
  private final Optimizer optimizer;
  private final SpectralNorm spectral;
  private final long seed;
  private NDArray scores;
  private NDList noted;

  /** The critic that the run's configuration and seed ask for; {@code manager} owns it. */
  Adversary(TrainConfig run, long seed, NDManager manager) {
    config = run.adversary();
    this.seed = seed;
    NetworkConfig network =
        NetworkConfig.of("critic")
            .withWidth(run.network().width())
            .withActivation("leaky-relu")
            .withSlope(0.2);
    critic = Network.initialised(network, Seeds.derive(seed, "critic"), manager);
    critic.lay(MemoryFormat.named(run.memoryFormat()), manager);
    store = new ParameterStore(manager, false);
    parameters = new StepParameters(critic.trainable());
    optimizer = run.optimizer().build(manager, parameters.all());
    spectral = config.is("spectral") ? new SpectralNorm(parameters.weights(), seed, manager) : null;
  }

  /**
   * The critic's steps on a batch, each on a part of it; what is left for the generator is the part
   * that the last one saw.
   *
   * @param step the run's, counted from 0
   * @param rate the generator's learning rate
   * @param generator what it makes of a part's images in training mode, gradients off
   */
  Batch played(Batch batch, int step, double rate, UnaryOperator<NDArray> generator) {
    int parts = Math.toIntExact(Math.min(Math.max(1, config.steps()), batch.labels().size()));
    Batch part = batch;
    for (int i = 0; i < parts; i++) {
      part = part(batch, i, parts);
      NDArray made = generator.apply(part.images());
      train(part.clean(), made, Seeds.derive(seed, "critic/" + step + "/" + i), rate);
    }
    return part;
  }

  private static Batch part(Batch batch, int number, int parts) {
    if (parts == 1) {
      return batch;
    }
    long n = batch.labels().size();
    long from = n * number / parts;
    long to = n * (number + 1) / parts;
    String cut = from + ":" + to;
    return new Batch(batch.images().get(cut), batch.labels().get(cut), batch.clean().get(cut));
  }

  /** One step on as many real images as made ones, (n, 3, 32, 32). */
  private void train(NDArray real, NDArray made, long draw, double rate) {
    NDManager scope = real.getManager();
    if (spectral != null) {
      spectral.iterate();
    }
    NDList losses = new NDList();
    NDList gradients;
    try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
      NDList sides = score(real.concat(made)).split(2);
      losses.add(OPS.callForOne(scope, "critic_loss", sides.get(0), sides.get(1), config.number()));
      losses.add(scope.create(0f));
      if (config.is("gradient-penalty")) {
        NDArray between = OPS.callForOne(scope, "mixed", real, made, draw);
        losses.set(1, OPS.callForOne(scope, "penalty", score(between), between, config.strength()));
      }
      NDArray total = losses.get(0).add(losses.get(1));
      gradients = STEP.call(scope, "gradients", total, parameters.all());
      losses.addAll(new NDList(sides.get(0).mean(), sides.get(1).mean()));
    }
    Torch.withoutGradients(
        () -> {
          losses.add(1, STEP.call(scope, "norms", gradients).get(1));
          if (config.steps() > 0) {
            optimizer.step(gradients, rate * config.rate());
          }
          if (config.is("clip")) {
            Clipping.weights(parameters.weights(), config.strength());
          }
        });
    noted = losses;
  }

  /** Every array that its steps change, under its name. */
  Map<String, NDArray> state() {
    Map<String, NDArray> all = new LinkedHashMap<>();
    critic.arrays().forEach((name, one) -> all.put("critic/" + name, one.getArray()));
    TrainStep.put(all, "critic optimizer", optimizer.state());
    TrainStep.put(all, "spectral", spectral == null ? new NDList() : spectral.state());
    return all;
  }

  /** The other player. */
  Network critic() {
    return critic;
  }

  /** s(x), (n, 1). */
  private NDArray score(NDArray x) {
    ParameterStore own = spectral == null ? store : spectral.over(store, x.getManager());
    return critic.forward(own, x, true, Trace.none()).head();
  }

  /** What the generator minimises of its pictures; gradients lead through the critic. */
  NDArray loss(NDArray made) {
    scores = score(made);
    return OPS.callForOne(made.getManager(), "generator_loss", scores, config.number());
  }

  /** What is noted of the step, of which {@link #loss} came last; numbers still on the device. */
  NDList noted(NDArray pictureGradient) {
    NDList all = noted == null ? new NDList() : new NDList(noted);
    NDManager scope = pictureGradient.getManager();
    all.addAll(
        Torch.withoutGradients(
            () -> OPS.call(scope, "left", pictureGradient, scores, config.number())));
    return all;
  }

  /** The critic's loss on images and as many made ones, times their number; and 0. */
  NDArray score(NDArray real, NDArray made) {
    return Torch.withoutGradients(
        () ->
            OPS.callForOne(
                made.getManager(), "critic_score", score(real), score(made), config.number()));
  }
}
