package deconvlab.train;

import ai.djl.ndarray.NDManager;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageSet;
import deconvlab.data.Split;
import deconvlab.data.Subset;
import deconvlab.model.Network;
import deconvlab.record.Score;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What a run is scored on, in evaluation mode, not augmented. No score touches the training; none
 * is given after an interrupt.
 */
final class Scoring {
  /** Training images that are scored, about; all of them where there are fewer. */
  static final int MOST = 2_000;

  private final Evaluator evaluator;
  private final NormStatistics statistics;
  private final DeviceImages pool;
  private final Split split;

  /**
   * Scores on images of {@code pool}.
   *
   * @param split a part of the training images (see {@link #choose}), and the validation images
   */
  Scoring(Network network, TrainStep step, NDManager manager, DeviceImages pool, Split split) {
    this.pool = pool;
    this.split = split;
    evaluator = new Evaluator(step, manager);
    statistics = new NormStatistics(network, manager);
  }

  /** A stratified part of the training images, the same in every arm of one seed. */
  static int[] choose(int[] train, byte[] labels, long seed) {
    return Subset.stratified(train, labels, Math.min(1, (double) MOST / train.length), seed);
  }

  /** Whether images were held back. */
  boolean validates() {
    return split.validation().length > 0;
  }

  Optional<Score> validation(int epoch, int steps) {
    return evaluator.score("validation", epoch, steps, pool, split.validation());
  }

  /**
   * Scores in the course of a run: of the same training images each time, then of the validation
   * images where there are any; none after an interrupt. Batch norm's statistics are re-estimated
   * on those training images first. The run goes on as if nothing had been scored.
   */
  List<Score> midRun(int epochs, int steps) {
    return statistics.estimatedOn(
        Evaluator.epoch(pool, split.train()),
        () -> {
          Optional<Score> own = evaluator.score("train", epochs, steps, pool, split.train());
          if (own.isEmpty() || !validates()) {
            return own.stream().toList();
          }
          return validation(epochs, steps).map(held -> List.of(own.get(), held)).orElse(List.of());
        });
  }

  Optional<Score> test(int epoch, int steps, ImageSet test) {
    try (DeviceImages images = new DeviceImages(test, pool.normalization(), pool.device())) {
      return evaluator.score(
          "test", epoch, steps, images, IntStream.range(0, test.size()).toArray());
    }
  }

  /**
   * Shows a probe the validation split or, where nothing was held back, some 2,000 training images:
   * all of them would cost half an epoch. False if an interrupt cut it short.
   */
  boolean show(Probe probe, int steps) {
    String name = validates() ? "validation" : "train";
    int[] indices = validates() ? split.validation() : split.train();
    return evaluator.show(view -> probe.epochEnded(steps, view), name, pool, indices);
  }
}
