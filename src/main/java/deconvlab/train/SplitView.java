package deconvlab.train;

import deconvlab.model.Trace;
import java.util.function.Consumer;

/**
 * A whole split seen through the network in evaluation mode, batch by batch.
 *
 * @see Probe#epochEnded
 */
public interface SplitView {
  /**
   * Which split: {@code validation}, or {@code train}, some 2,000 of it, where nothing was held
   * back.
   */
  String name();

  /** Shows every batch's trace, in order; false if an interrupt cut it short. */
  boolean each(Consumer<Trace> batch);
}
