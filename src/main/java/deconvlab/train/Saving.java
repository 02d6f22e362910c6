package deconvlab.train;

import deconvlab.text.Checks;
import java.nio.file.Path;

/**
 * Where a run is saved on its way, and how often: after whole steps, and once more at an interrupt.
 * It changes no number of the run.
 *
 * @param file of its one checkpoint, which the next one replaces; null for none
 * @param every steps between two checkpoints; 0 for one a minute, less often where they would take
 *     more than a hundredth of the time
 * @param noted what the caller has the run note beside what {@link RunOptions} says, in the
 *     caller's words: a run goes on with the same alone
 */
public record Saving(Path file, int every, String noted) {
  /** A run that is not saved on its way. */
  public static final Saving NONE = new Saving(null, 0, "");

  public Saving {
    Checks.least("every", every, 0);
  }
}
