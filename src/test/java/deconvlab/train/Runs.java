package deconvlab.train;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.model.NetworkConfig;
import deconvlab.record.RunRecord;

/** Small runs on made-up images, on one CPU thread. */
final class Runs {
  static final NetworkConfig CNN = NetworkConfig.of("cnn").withWidth(4);
  static final RunOptions OPTIONS = new RunOptions(Device.cpu(), 1, 1, true);

  private Runs() {}

  /** The same options, with scores in the course of the run. */
  static RunOptions scoredEvery(int steps) {
    return new RunOptions(OPTIONS.device(), 1, 1, true, steps);
  }

  /** Batches of 40, 40 images to validate on: an epoch is 9 steps. */
  static TrainConfig config(NetworkConfig network, int steps) {
    return TrainConfig.of(network, "made-up")
        .withOptimizer(OptimizerConfig.of("adam", 3e-3))
        .withValidation(40)
        .withBatch(40)
        .withEpochs(1 + steps / 9)
        .withMaxSteps(steps);
  }

  static RunRecord run(TrainConfig config, long seed, TrainListener... listeners) {
    return run(config, TestImages.data(), seed, OPTIONS, listeners);
  }

  static RunRecord run(
      TrainConfig config,
      ImageData data,
      long seed,
      RunOptions options,
      TrainListener... listeners) {
    try (Training training = new Training(config, data, seed, options)) {
      return training.run(listeners);
    }
  }
}
