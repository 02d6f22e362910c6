package deconvlab.ablation;

import deconvlab.record.Watch;
import deconvlab.train.TrainConfig;

/**
 * A run that is to be made.
 *
 * @param label as progress shows it
 * @param config what it trains
 * @param seed its seed
 * @param threads threads an operation may use
 * @param watch what it notes at least
 */
record Job(String label, TrainConfig config, long seed, int threads, Watch watch) {
  Job with(Watch other) {
    return new Job(label, config, seed, threads, other);
  }
}
