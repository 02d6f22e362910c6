package deconvlab.train;

import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.util.List;

/**
 * Told what a training does, on the training's own thread; override what you need. One that throws
 * is named in a warning and told no more; the run goes on.
 */
public interface TrainListener {
  /** Before the first step: the layers that have a weight, and the number of steps. */
  default void started(List<String> layers, int steps) {}

  /**
   * Steps in order, each once, when they have been copied from the device; of a run that goes on,
   * those that were left.
   */
  default void steps(List<StepResult> results) {}

  /** After an evaluation. */
  default void scored(Score score) {}

  /** Once, at the end, however it ended. */
  default void ended(RunRecord record) {}
}
