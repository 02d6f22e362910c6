package deconvlab.ablation;

import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.train.TrainConfig;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A function from the runs of one arm and one seed to a number, or to none with a reason. Some look
 * at one run, some search over a grid of configurations, some need no training at all.
 */
public interface Measure {
  /**
   * The runs of one seed that exist.
   *
   * @param seed the seed
   * @param all the run of a configuration, as the study watches it; one that failed has outcome
   *     {@code failed}
   */
  record Runs(long seed, Function<TrainConfig, Optional<RunRecord>> all) {
    public Optional<RunRecord> of(TrainConfig config) {
      return all.apply(config);
    }
  }

  /** As reports show it, with its arguments, for instance {@code gap at training loss 1.7}. */
  String title();

  /** For instance {@code pp}, {@code nats}, {@code decades a layer}; "" for a pure number. */
  String unit();

  /** What it needs that {@code watch} does not note, in words; "" if nothing. */
  default String lacks(Watch watch) {
    return "";
  }

  /** Refuses an arm that it cannot be asked of, before anything is run. */
  default void check(TrainConfig arm) {}

  /** The most runs that it may look at for one arm and seed. */
  default int most() {
    return 1;
  }

  /**
   * The next run that it needs and that is missing; empty if it can say its value. A run that
   * failed is not missing.
   */
  default Optional<TrainConfig> next(TrainConfig arm, Runs runs) {
    return runs.of(arm).isPresent() ? Optional.empty() : Optional.of(arm);
  }

  /** The value; {@code not run} where {@link #next} still asks for a run. */
  Value of(TrainConfig arm, Runs runs);

  /** The runs it has looked at, in the order of asking. */
  default List<TrainConfig> looked(TrainConfig arm, Runs runs) {
    return List.of(arm);
  }
}
