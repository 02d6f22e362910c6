package deconvlab.train;

import deconvlab.model.Network;
import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.util.List;

/**
 * Looks inside a training while it runs and adds what it saw to the record. It changes nothing:
 * with a probe or without, losses and weights are the same to the last bit. One that throws is
 * asked no more.
 */
public interface Probe extends TrainListener {

  /** The steps are about to begin. What this throws ends the run before it has begun. */
  default void begins(Network network) {}

  /**
   * After {@link #begins}, of a run that goes on where another one stopped: takes over what that
   * one's probe had seen. What this throws ends the run before it has begun.
   *
   * @param before its {@link #probes}
   * @param steps its steps, of which {@link #steps} is not told again
   */
  default void resumes(Series before, List<StepResult> steps) {
    throw new IllegalStateException(
        getClass().getName() + " cannot go on where another one stopped: go on without it");
  }

  /** Whether {@link #look} is wanted at {@code step}, counted from 0. */
  boolean wants(int step);

  /**
   * A wanted step before its update, with gradients off. What it holds dies with the step, so
   * measure on the device and keep the result.
   */
  void look(Look look);

  /**
   * The end of an epoch, or of the run.
   *
   * @param step steps made so far
   * @param split images to look at, in evaluation mode; what they are called
   */
  default void epochEnded(int step, SplitView split) {}

  /** What was seen, a row a look: column {@value RunRecord#PROBE_STEP} first. */
  Series probes();

  /** What the finished run shows, given its record without findings. */
  List<Finding> findings(RunRecord run);
}
