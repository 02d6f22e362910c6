package deconvlab.train;

import ai.djl.ndarray.NDManager;
import deconvlab.data.BatchOptions;
import deconvlab.data.Batches;
import deconvlab.data.DeviceImages;
import deconvlab.data.Split;
import deconvlab.data.Subset;
import deconvlab.model.Trainable;
import deconvlab.record.Score;
import java.util.List;
import java.util.Optional;

/**
 * Scores in the course of a run, in evaluation mode, not augmented: of the same training images
 * each time and of all validation images. Batch norm's statistics are re-estimated on those
 * training images first. The run goes on as if nothing had been scored.
 */
final class MidRunScores {
  /** Training images that are scored, about; all of them where there are fewer. */
  static final int MOST = 2_000;

  private static final int BATCH = 500;

  private final Evaluator evaluator;
  private final NormStatistics statistics;
  private final DeviceImages pool;
  private final int[] train;
  private final int[] validation;

  /** Scores {@code split}: its training images (see {@link #choose}) and its validation images. */
  MidRunScores(
      Evaluator evaluator, Trainable network, NDManager manager, DeviceImages pool, Split split) {
    this.evaluator = evaluator;
    this.statistics = new NormStatistics(network, manager);
    this.pool = pool;
    this.train = split.train();
    this.validation = split.validation();
  }

  /** A stratified part of the training images, the same in every arm of one seed. */
  static int[] choose(int[] train, byte[] labels, long seed) {
    return Subset.stratified(train, labels, Math.min(1, (double) MOST / train.length), seed);
  }

  /** Train, then validation where there is one; empty after an interrupt. */
  List<Score> after(int steps, int epochs) {
    Batches seen = Batches.of(pool, train, BatchOptions.evaluation(BATCH), 0);
    return statistics.estimatedOn(
        seen.epoch(0),
        () -> {
          Optional<Score> own = evaluator.some("train", epochs, steps, pool, train);
          if (own.isEmpty() || validation.length == 0) {
            return own.stream().toList();
          }
          return evaluator
              .some("validation", epochs, steps, pool, validation)
              .map(held -> List.of(own.get(), held))
              .orElse(List.of());
        });
  }
}
