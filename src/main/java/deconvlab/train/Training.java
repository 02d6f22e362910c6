package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.data.ImageData;
import deconvlab.data.Normalization;
import deconvlab.data.Split;
import deconvlab.data.Subset;
import deconvlab.model.Network;
import deconvlab.nn.Torch;
import deconvlab.record.DataUsed;
import deconvlab.record.Outcome;
import deconvlab.record.Platform;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Seeds;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The training loop. Configuration and seed determine the losses to the last bit on one machine
 * with one thread count.
 *
 * <pre>{@code
 * try (Training training = new Training(config, data, seed, RunOptions.defaults())) {
 *   RunRecord record = training.run(listener);
 *   NDList output = training.predict(images);
 * }
 * }</pre>
 */
public final class Training implements AutoCloseable {
  private final TrainConfig config;
  private final ImageData data;
  private final long seed;
  private final RunOptions options;
  private final NDManager manager;
  private final DeviceImages pool;
  private final int[] trainIndices;
  private final int[] validationIndices;

  /** A part of the training images that is looked at where nothing was held back. */
  private final int[] someIndices;

  private final Network network;
  private final TrainStep step;
  private final Evaluator evaluator;
  private final MidRunScores midRun;
  private final StepLog log;
  private final OutcomeJudge judge;
  private final List<Score> scores = new ArrayList<>();
  private final Probe probe;
  private boolean ran;

  /** Prepares everything: split, images on the device, network, optimizer. */
  public Training(TrainConfig config, ImageData data, long seed, RunOptions options) {
    this(config, data, seed, options, null);
  }

  /** As {@link #Training(TrainConfig, ImageData, long, RunOptions)}, looked into by a probe. */
  public Training(TrainConfig config, ImageData data, long seed, RunOptions options, Probe probe) {
    this.probe = probe;
    this.config = config;
    this.data = data;
    this.seed = seed;
    this.options = options;
    Torch.threads(options.threads());
    Torch.seed(Seeds.derive(seed, "dropout"));
    Split split = Split.draw(data.train().labels(), config.validation(), seed);
    trainIndices = Subset.stratified(split.train(), data.train().labels(), config.fraction(), seed);
    validationIndices = split.validation();
    manager = Torch.engine().newBaseManager(options.device());
    try {
      network = Network.initialised(config.network(), seed, manager);
      checkOutputs();
      step =
          new TrainStep(network, config.stepRule(), manager, options.logEvery(), options.scalars());
      Normalization normalization =
          config.normalize() ? Normalization.of(data.train(), trainIndices) : Normalization.NONE;
      pool = new DeviceImages(data.train(), normalization, options.device());
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
    evaluator = new Evaluator(step, manager);
    someIndices = MidRunScores.choose(trainIndices, data.train().labels(), seed);
    Split looked = new Split(someIndices, validationIndices);
    midRun = new MidRunScores(evaluator, network, manager, pool, looked);
    log = new StepLog(step.layers());
    judge = new OutcomeJudge(config.loss().crossEntropy() > 0);
  }

  private void checkOutputs() {
    String model = config.network().model();
    LossConfig loss = config.loss();
    if (loss.mse() > 0 && !network.hasPicture()) {
      throw new IllegalArgumentException(
          Text.format(
              "mse=%s needs a network that ends in a 3×32×32 picture; model=%s does not: use ddnet or mse=0",
              loss.mse(), model));
    }
    if (loss.crossEntropy() > 0 && !network.hasScores()) {
      throw new IllegalArgumentException(
          Text.format(
              "crossEntropy=%s needs class scores; model=%s gives a picture alone: use crossEntropy=0 and mse=1",
              loss.crossEntropy(), model));
    }
  }

  /** The network; trained once {@link #run} has returned. */
  public Network network() {
    return network;
  }

  /** What images are normalised by, measured on the images that train, or NONE if not asked for. */
  public Normalization normalization() {
    return pool.normalization();
  }

  /** Steps that a full run makes. */
  public int steps() {
    int all = batches().size() * config.epochs();
    return config.maxSteps() == 0 ? all : Math.min(all, config.maxSteps());
  }

  /**
   * Trains. An interrupt of the thread (Ctrl-C, a kernel's stop button) ends the run after the
   * current step; the interrupt status is cleared then, so that the record can be written.
   *
   * @return the record, whatever the outcome
   * @throws TrainingException if an error ended the run; it holds the record
   * @throws IllegalStateException if it has run before
   */
  public RunRecord run(TrainListener... listeners) {
    if (ran) {
      throw new IllegalStateException(
          "run() has been called: the network is trained; make another Training to train again");
    }
    ran = true;
    List<TrainListener> told = new ArrayList<>(List.of(listeners));
    if (probe != null) {
      // First, so that what it has measured is there when others draw it.
      told.add(0, probe);
      probe.begins(network, config);
    }
    String started = Instant.now().toString();
    long begun = System.nanoTime();
    told.forEach(l -> l.started(step.layers(), steps()));
    Outcome outcome;
    String message = "";
    RuntimeException error = null;
    try {
      outcome = train(told);
      message = outcome == Outcome.DIVERGED ? judge.reason() : "";
      if (outcome == Outcome.COMPLETED || outcome == Outcome.COLLAPSED) {
        outcome = test(told) ? outcome : Outcome.INTERRUPTED;
      }
    } catch (RuntimeException e) {
      outcome = Outcome.FAILED;
      message = e.toString();
      error = e;
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    RunRecord record = record(started, seconds, outcome, message);
    if (probe != null) {
      record = record.withFindings(probe.findings(record));
    }
    RunRecord made = record;
    told.forEach(l -> l.ended(made));
    if (error != null) {
      throw new TrainingException(made, error);
    }
    return made;
  }

  private Outcome train(List<TrainListener> told) {
    Batches batches = batches();
    int total = steps();
    int done = 0;
    for (int e = 0; e < config.epochs() && done < total; e++) {
      Epoch epoch = batches.epoch(e);
      for (int b = 0; b < epoch.size() && done < total; b++) {
        try (NDManager scope = manager.newSubManager()) {
          Batch batch = epoch.batch(b, scope);
          step.run(batch.images(), batch.labels(), e, rate(done, total), probe);
        }
        done++;
        boolean last = b == epoch.size() - 1 || done == total;
        if ((step.full() || last) && take(told)) {
          return Outcome.DIVERGED;
        }
        if (options.scoresAfter(done) && !midRun(e, done, told)) {
          return Outcome.INTERRUPTED;
        }
        if (Thread.interrupted()) {
          return take(told) ? Outcome.DIVERGED : Outcome.INTERRUPTED;
        }
      }
      if (!validate(e + 1, told) || !epochEnded(done)) {
        return Outcome.INTERRUPTED;
      }
    }
    return judge.atEnd();
  }

  private double rate(int step, int steps) {
    return config.schedule().rate(config.optimizer().learningRate(), step, steps);
  }

  /** Takes what the device has noted, up to the step that diverged; true if one did. */
  private boolean take(List<TrainListener> told) {
    List<StepResult> taken = new ArrayList<>();
    boolean diverged = false;
    for (StepResult result : step.flush()) {
      taken.add(result);
      log.add(result);
      if (judge.diverged(result)) {
        diverged = true;
        break;
      }
    }
    told.forEach(l -> l.steps(taken));
    return diverged;
  }

  private boolean validate(int epoch, List<TrainListener> told) {
    return validationIndices.length == 0
        || keep(evaluator.some("validation", epoch, log.size(), pool, validationIndices), told);
  }

  /** Scores within an epoch; false if there are none because of an interrupt. */
  private boolean midRun(int epochs, int done, List<TrainListener> told) {
    List<Score> made = midRun.after(done, epochs);
    made.forEach(score -> keep(Optional.of(score), told));
    return !made.isEmpty();
  }

  /**
   * Shows the probe the validation split or, where nothing was held back, some 2,000 training
   * images: all of them would cost half an epoch.
   */
  private boolean epochEnded(int done) {
    if (probe == null) {
      return true;
    }
    boolean held = validationIndices.length > 0;
    return evaluator.show(
        view -> probe.epochEnded(done, view),
        held ? "validation" : "train",
        pool,
        held ? validationIndices : someIndices);
  }

  private boolean test(List<TrainListener> told) {
    try (DeviceImages images = new DeviceImages(data.test(), normalization(), options.device())) {
      int perEpoch = batches().size();
      int begun = (log.size() + perEpoch - 1) / perEpoch;
      return keep(evaluator.all("test", begun, log.size(), images), told);
    }
  }

  /** Keeps and tells a score; false if there is none because of an interrupt. */
  private boolean keep(Optional<Score> score, List<TrainListener> told) {
    score.ifPresent(
        made -> {
          scores.add(made);
          told.forEach(l -> l.scored(made));
        });
    return score.isPresent();
  }

  private Batches batches() {
    BatchOptions how = new BatchOptions(config.batch(), true, config.augment(), config.dropLast());
    return Batches.of(pool, trainIndices, how, seed);
  }

  private RunRecord record(String started, double seconds, Outcome outcome, String message) {
    return new RunRecord(
        RunRecord.FORMAT,
        config.toJson(),
        seed,
        new DataUsed(
            data.name(),
            data.note(),
            data.sourceSha256(),
            data.pixelsSha256(),
            data.labelsSha256(),
            trainIndices.length,
            validationIndices.length,
            data.test().size()),
        Platform.here(
            "PyTorch " + Torch.engine().getVersion(),
            options.device().toString(),
            options.threads()),
        started,
        seconds,
        log.series(),
        probe == null ? Series.NONE : probe.probes(),
        scores,
        List.of(),
        outcome,
        message);
  }

  /**
   * The network's outputs in evaluation mode for normalised images.
   *
   * @param images (N, 3, 32, 32); the outputs attach to its manager
   */
  public ai.djl.ndarray.NDList predict(NDArray images) {
    return step.predict(images);
  }

  @Override
  public void close() {
    pool.close();
    manager.close();
  }
}
