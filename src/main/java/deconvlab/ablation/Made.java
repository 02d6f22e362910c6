package deconvlab.ablation;

import deconvlab.record.Defaulted;
import deconvlab.record.Outcome;

/**
 * What came of a job.
 *
 * @param outcome the run's; null if another process has claimed it
 * @param steps how many steps it made
 * @param seconds how long it took; 0 if it was there already
 * @param message why it ended so, or ""
 */
record Made(@Defaulted Outcome outcome, int steps, double seconds, String message) {
  static final Made TAKEN = new Made(null, 0, 0, "");

  boolean taken() {
    return outcome == null;
  }
}
