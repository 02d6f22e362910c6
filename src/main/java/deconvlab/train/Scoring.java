package deconvlab.train;

import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.data.ImageSet;
import deconvlab.data.Split;
import deconvlab.data.Subset;
import deconvlab.model.Network;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import deconvlab.record.Predictions;
import deconvlab.record.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What a run is scored on, in evaluation mode, not augmented. No score touches the training; none
 * is given after an interrupt.
 */
final class Scoring {
  /** Training images that are scored, about; all of them where there are fewer. */
  static final int MOST = 2_000;

  /** The same where pictures are restored: SSIM takes longer than the network. */
  static final int MOST_PICTURES = 250;

  /** Enough for a GPU. */
  private static final int LARGE = 500;

  /** Few enough that what a layer gives is still in a CPU's cache when the next one takes it. */
  private static final int SMALL = 50;

  /** Batch norm's statistics weigh the last ten batches most: these are of some 1,500 images. */
  private static final int ESTIMATED = 100;

  private final TrainStep step;
  private final NDManager manager;
  private final NormStatistics statistics;
  private final DeviceImages pool;
  private final Split split;
  private final Restoring restoring;

  /**
   * Scores on images of {@code pool}.
   *
   * @param split a part of the training images (see {@link #choose}), and the validation images
   */
  Scoring(
      Network network,
      TrainStep step,
      NDManager manager,
      DeviceImages pool,
      Split split,
      Restoring restoring) {
    this.pool = pool;
    this.split = split;
    this.step = step;
    this.manager = manager;
    statistics = new NormStatistics(network, manager);
    this.restoring = restoring;
  }

  /**
   * A stratified part of the training images, about {@code most}, the same in every arm of one
   * seed.
   */
  static int[] choose(int[] train, byte[] labels, int most, long seed) {
    return Subset.stratified(train, labels, Math.min(1, (double) most / train.length), seed);
  }

  /** Whether images were held back. */
  boolean validates() {
    return split.validation().length > 0;
  }

  Optional<Score> validation(int epoch, int steps) {
    return score("validation", epoch, steps, pool, split.validation());
  }

  /**
   * Scores in the course of a run: of the same training images each time, then of the validation
   * images where there are any; none after an interrupt. Batch norm's statistics are re-estimated
   * on those training images first. The run goes on as if nothing had been scored.
   */
  List<Score> midRun(int epochs, int steps) {
    return statistics.estimatedOn(
        epoch(pool, ESTIMATED, split.train()),
        () -> {
          Optional<Score> own = score("train", epochs, steps, pool, split.train());
          if (own.isEmpty() || !validates()) {
            return own.stream().toList();
          }
          return validation(epochs, steps).map(held -> List.of(own.get(), held)).orElse(List.of());
        });
  }

  /** What restores pictures, or would. */
  Restoring restoring() {
    return restoring;
  }

  /**
   * The last score.
   *
   * @param predictions what was said, by a network with class scores
   * @param baselines what restored pictures are worth without a network
   */
  record Tested(Score score, Optional<Predictions> predictions, List<Score> baselines) {}

  Optional<Tested> test(int epoch, int steps, ImageSet test) {
    try (DeviceImages images = restoring.there(test);
        NDManager scope = manager.newSubManager()) {
      int[] all = IntStream.range(0, test.size()).toArray();
      List<Score> baselines = new ArrayList<>();
      for (Map.Entry<String, Function<Batch, float[]>> one :
          restoring.baselines(scope).entrySet()) {
        Optional<double[]> sums = sums(images, one.getValue(), all);
        if (sums.isEmpty()) {
          return Optional.empty();
        }
        baselines.add(score(one.getKey(), 0, 0, all.length, sums.get()));
      }
      return sums(
              images, restoring.isAsked() ? restoring::sums : b -> step.test(b).toFloatArray(), all)
          .map(
              s ->
                  new Tested(
                      score("test", epoch, steps, all.length, s), predictions(s), baselines));
    }
  }

  private Optional<Predictions> predictions(double... sums) {
    return step.classifies()
        ? Optional.of(Predictions.of(Arrays.copyOfRange(sums, 2, sums.length), Predictions.BINS))
        : Optional.empty();
  }

  /**
   * Shows a probe the validation split or, where nothing was held back, some 2,000 training images:
   * all of them would cost half an epoch. False if an interrupt cut it short.
   */
  boolean show(Probe probe, int steps) {
    String name = validates() ? "validation" : "train";
    int[] indices = validates() ? split.validation() : split.train();
    View view = new View(name, epoch(pool, batch(), indices));
    probe.epochEnded(steps, view);
    return !view.interrupted;
  }

  /** The images in order, in batches. */
  private static Epoch epoch(DeviceImages images, int batch, int... indices) {
    return Batches.of(images, indices, BatchOptions.evaluation(batch), 0).epoch(0);
  }

  private int batch() {
    return pool.device().isGpu() ? LARGE : SMALL;
  }

  /**
   * Scores some images of a set after {@code steps} steps; nothing if the thread was interrupted on
   * the way.
   */
  private Optional<Score> score(
      String split, int epoch, int steps, DeviceImages images, int... indices) {
    return sums(
            images,
            restoring.isAsked() ? restoring::sums : b -> step.score(b).toFloatArray(),
            indices)
        .map(sums -> score(split, epoch, steps, indices.length, sums));
  }

  /** A score from the sum of losses and the number of right answers. */
  private Score score(String split, int epoch, int steps, int n, double... sums) {
    double accuracy = step.classifies() ? sums[1] / n : Double.NaN;
    Score bare = new Score(epoch, steps, split, sums[0] / n, accuracy, n);
    return restoring.isAsked() ? Restoring.of(bare, sums) : bare;
  }

  /** What {@code counted} gives for each batch, summed up; nothing after an interrupt. */
  private Optional<double[]> sums(
      DeviceImages images, Function<Batch, float[]> counted, int... indices) {
    double[] sums = {};
    Epoch all = epoch(images, batch(), indices);
    for (int b = 0; b < all.size(); b++) {
      try (NDManager scope = manager.newSubManager()) {
        Batch batch = all.batch(b, scope);
        float[] of = counted.apply(batch);
        sums = b == 0 ? new double[of.length] : sums;
        for (int i = 0; i < of.length; i++) {
          sums[i] += of[i];
        }
      }
      if (b + 1 < all.size() && Thread.interrupted()) {
        return Optional.empty();
      }
    }
    return Optional.of(sums);
  }

  private final class View implements SplitView {
    private final String name;
    private final Epoch batches;
    private boolean interrupted;

    View(String name, Epoch batches) {
      this.name = name;
      this.batches = batches;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean each(Consumer<Trace> seen) {
      for (int b = 0; b < batches.size() && !interrupted; b++) {
        try (NDManager scope = manager.newSubManager()) {
          Trace trace = step.trace(batches.batch(b, scope).images());
          Torch.withoutGradients(() -> seen.accept(trace));
        }
        // After the last batch nothing is cut short.
        interrupted = b + 1 < batches.size() && Thread.interrupted();
      }
      return !interrupted;
    }
  }
}
