package deconvlab.train;

import ai.djl.ndarray.NDManager;
import deconvlab.data.DeviceImages;
import deconvlab.data.ImageSet;
import deconvlab.data.Split;
import deconvlab.model.Network;
import deconvlab.record.Score;
import java.util.List;
import java.util.Optional;

/** What a run is scored on. No score touches the training; none is given after an interrupt. */
final class Scoring {
  private final Evaluator evaluator;
  private final MidRunScores midRun;
  private final DeviceImages pool;
  private final Split split;

  /**
   * Scores on images of {@code pool}.
   *
   * @param split a part of the training images, and the validation images
   */
  Scoring(Network network, TrainStep step, NDManager manager, DeviceImages pool, Split split) {
    this.pool = pool;
    this.split = split;
    evaluator = new Evaluator(step, manager);
    midRun = new MidRunScores(evaluator, network, manager, pool, split);
  }

  /** Whether images were held back. */
  boolean validates() {
    return split.validation().length > 0;
  }

  Optional<Score> validation(int epoch, int steps) {
    return evaluator.some("validation", epoch, steps, pool, split.validation());
  }

  /** Scores within an epoch; none after an interrupt. */
  List<Score> midRun(int epochs, int steps) {
    return midRun.after(steps, epochs);
  }

  Optional<Score> test(int epoch, int steps, ImageSet test) {
    try (DeviceImages images = new DeviceImages(test, pool.normalization(), pool.device())) {
      return evaluator.all("test", epoch, steps, images);
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
