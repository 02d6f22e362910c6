package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.data.Split;
import deconvlab.data.Subset;
import deconvlab.model.Network;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.nn.Torch;
import deconvlab.record.DataUsed;
import deconvlab.record.Outcome;
import deconvlab.record.Platform;
import deconvlab.record.RunRecord;
import deconvlab.record.Seeds;
import deconvlab.record.Series;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A training. Configuration and seed determine its losses to the last bit on one machine with one
 * thread count, whatever else is built, run or looked at before or in between.
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
  private final Split split;
  private final NDManager manager;
  private final DeviceImages pool;
  private final Network network;
  private final TrainStep step;
  private final Probe given;
  private final Probe probe;
  private final Scoring scoring;
  private final Course course;
  private final Saver saver;
  private Checkpoint from;
  private String started = "";
  private long begun;
  private boolean ran;

  /**
   * Prepares everything: split, images on the device, network, optimizer.
   *
   * @throws IllegalArgumentException if the configuration does not fit the data or the machine
   */
  public Training(TrainConfig config, ImageData data, long seed, RunOptions options) {
    this(config, data, seed, options, null);
  }

  /** As {@link #Training(TrainConfig, ImageData, long, RunOptions)}, looked into by a probe. */
  public Training(TrainConfig config, ImageData data, long seed, RunOptions options, Probe probe) {
    this.config = config;
    this.data = data;
    this.seed = seed;
    this.options = options;
    given = probe;
    this.probe = probe == null ? null : Guard.before(probe, Probe.class);
    Checks.that(
        config.loss().crossEntropy() == 0 || data.train().classes().size() > 1,
        "data=%s has one class, nothing to tell apart: use a network that ends in a picture, such as"
            + " restorer",
        data.name());
    byte[] labels = data.train().labels();
    Split whole = Split.draw(labels, config.validation(), seed);
    int[] some = Subset.stratified(whole.train(), labels, config.fraction(), seed);
    int[] train = Subset.longTailed(some, labels, config.imbalance().ratio(), seed);
    split = new Split(train, whole.validation());
    Footprint.check(config, train.length, options);
    manager = Torch.engine().newBaseManager(options.device());
    try {
      network = Network.initialised(config.network(), seed, manager);
      network.lay(MemoryFormat.named(config.memoryFormat()), manager);
      network.computeIn(Precision.named(config.precision()));
      config.loss().check(network);
      Normalization normalization =
          config.normalize() ? Normalization.of(data.train(), train) : Normalization.NONE;
      pool = new DeviceImages(data.train(), normalization, options.device(), config.loses());
      Batches batches = batches();
      int total = config.steps(batches.size());
      int every = Math.min(options.logEvery(), Math.min(total, batches.size()));
      Checks.that(
          !config.adversary().plays() || (network.hasPicture() && !network.hasScores()),
          "adversary.game=%s needs a network that ends in a picture alone; model=%s does not: use"
              + " generator",
          config.adversary().game(),
          config.network().model());
      Adversary adversary =
          config.adversary().plays() ? new Adversary(config, seed, manager) : null;
      step = new TrainStep(network, rule(), manager, every, options.scalars(), adversary);
      Restoring restoring = new Restoring(network, step, manager, pool, train);
      int most = restoring.isAsked() ? Scoring.MOST_PICTURES : Scoring.MOST;
      Split looked = new Split(Scoring.choose(train, labels, most, seed), split.validation());
      scoring = new Scoring(network, step, manager, pool, looked, restoring);
      Shrinking shrinking = new Shrinking(config.shrink(), network, step, manager, total);
      course =
          new Course(
              config, options, manager, batches, total, step, shrinking, scoring, this.probe);
      saver = new Saver(options.saving());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
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
    return course.total();
  }

  /**
   * Has {@link #run} go on where another run of this configuration, seed, data, noting and platform
   * stopped; its record is then the one that the other would have left.
   *
   * @return itself
   * @throws IllegalArgumentException if it is another run's, or numbers would differ: says in what;
   *     nothing has changed then
   */
  public Training resume(Checkpoint checkpoint) {
    Checks.that(!ran && from == null, "resume(%s) comes after a run", checkpoint.file());
    checkpoint.require(record(Outcome.INTERRUPTED, ""), data, options);
    try (NDManager scope = manager.newSubManager()) {
      NDList arrays = NDList.decode(scope, checkpoint.arrays());
      course.resume(checkpoint.about().run(), checkpoint.about().names(), arrays);
    } catch (IllegalArgumentException e) {
      throw Checks.refusal(
          "%s: %s: go on with the code that wrote it", checkpoint.file(), e.getMessage());
    }
    saver.resume(checkpoint.steps());
    from = checkpoint;
    return this;
  }

  /**
   * Trains. An interrupt of the thread (Ctrl-C, a kernel's stop button) ends the run after the
   * current step and is cleared then; one that comes when nothing is left to do stays. What
   * listeners and the probe throw does not touch the run.
   *
   * @return the record, whatever the outcome
   * @throws TrainingException if an error ended the run; it holds the record
   * @throws IllegalStateException if it, or its probe, has run before
   */
  public RunRecord run(TrainListener... listeners) {
    if (ran) {
      throw new IllegalStateException(
          "run() has been called: the network is trained; make another Training to train again");
    }
    if (given != null) {
      // It may refuse: nothing can be lost yet.
      given.begins(network);
      if (from != null) {
        given.resumes(from.about().run().probes(), course.told());
      }
    }
    ran = true;
    List<TrainListener> told = new ArrayList<>();
    if (probe != null) {
      // First, so that what it has measured is there when others draw it.
      told.add(probe);
    }
    for (TrainListener listener : listeners) {
      told.add(Guard.before(listener, TrainListener.class));
    }
    return Torch.withThreads(options.threads(), () -> run(told));
  }

  private RunRecord run(List<TrainListener> told) {
    started = from == null ? Instant.now().toString() : from.about().run().started();
    begun = System.nanoTime();
    told.forEach(l -> l.started(step.layers(), steps()));
    Outcome outcome;
    String message;
    Throwable error = null;
    try {
      outcome = course.run(told, data.test(), done -> saver.after(done, this::checkpoint));
      message = course.reason(outcome);
      if (outcome == Outcome.INTERRUPTED) {
        saver.write(course.told().size(), this::checkpoint);
      }
    } catch (RuntimeException | Error e) {
      outcome = Outcome.FAILED;
      message = e.toString();
      error = e;
    }
    RunRecord made = record(outcome, message);
    RunRecord record = probe == null ? made : made.withFindings(probe.findings(made));
    told.forEach(l -> l.ended(record));
    if (error != null) {
      throw new TrainingException(record, error);
    }
    return record;
  }

  private Batches batches() {
    int images = config.batch() * Math.max(1, config.adversary().steps());
    BatchOptions how = new BatchOptions(images, true, config.augments(), config.dropLast());
    return config.imbalance().resamples()
        ? Batches.resampled(pool, split.train(), data.train().labels(), how, seed)
        : Batches.of(pool, split.train(), how, seed);
  }

  private StepRule rule() {
    StepRule rule = config.stepRule();
    int classes = data.train().classes().size();
    return config.imbalance().weighs()
        ? rule.withClassWeights(
            ImbalanceConfig.weights(split.train(), data.train().labels(), classes))
        : rule;
  }

  private Checkpoint checkpoint() {
    return Checkpoint.of(record(Outcome.INTERRUPTED, ""), options, step.state());
  }

  /** The record so far. */
  private RunRecord record(Outcome outcome, String message) {
    double before = from == null ? 0 : from.about().run().seconds();
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
            split.train().length,
            split.validation().length,
            data.test().size()),
        Platform.here(
            "PyTorch " + Torch.engine().getVersion(),
            options.device().toString(),
            options.threads()),
        started,
        before + (System.nanoTime() - begun) / 1e9,
        course.steps(),
        probe == null ? Series.NONE : probe.probes(),
        course.scores(),
        List.of(),
        outcome,
        message,
        Watch.NONE,
        course.predictions());
  }

  /**
   * The network's outputs in evaluation mode for normalised images.
   *
   * @param images (N, 3, 32, 32); the outputs attach to its manager
   */
  public NDList predict(NDArray images) {
    return Torch.withThreads(options.threads(), () -> step.predict(images));
  }

  /**
   * The pictures that codes stand for, (n, 3, 32, 32) in a row, not normalised any more and cut off
   * at 0 and 1; see {@link Network#decode}.
   *
   * @param codes (n, L)
   */
  public float[] decoded(NDArray codes) {
    return Torch.withThreads(
        options.threads(), () -> Restored.shown(network.decode(codes), normalization()));
  }

  /** What comes back of images of which the same is taken as in this run. */
  public Restored restored(ImageSet images) {
    Checks.that(
        network.hasPicture() && !config.loses().is("latent"),
        "model=%s ends in no picture: nothing can be restored by it",
        config.network().model());
    return Torch.withThreads(options.threads(), () -> scoring.restoring().of(images));
  }

  /** As {@link #decoded}, of {@code n} codes of normal numbers that the seed {@code from} draws. */
  public float[] generate(int n, long from) {
    Checks.within("n", n, 1, 5000);
    Random random = Seeds.stream(from, "latent");
    Shape shape = new Shape(n, config.network().latent());
    FloatBuffer codes = FloatBuffer.allocate(Math.toIntExact(shape.size()));
    while (codes.hasRemaining()) {
      codes.put((float) random.nextGaussian());
    }
    try (NDManager scope = manager.newSubManager()) {
      return decoded(scope.create(codes.array(), shape));
    }
  }

  @Override
  public void close() {
    // A constructor that fails has no images yet.
    if (pool != null) {
      pool.close();
    }
    manager.close();
  }
}
