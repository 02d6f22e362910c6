package deconvlab.train;

import ai.djl.Device;
import deconvlab.nn.Torch;
import deconvlab.record.Copy;
import deconvlab.text.Checks;

/**
 * Where and how a run runs; the device and the thread count can change the last bits of its losses,
 * log interval, scalars, scores and checkpoints cannot.
 *
 * @param device where it runs
 * @param threads threads an operation may use
 * @param logEvery steps between two copies from the device; 1 shows every step at once, more spares
 *     a GPU the waiting
 * @param scalars whether steps note {@link StepScalars} beside their losses and the gradient's norm
 * @param scoreEvery steps between two scores of training and validation images beside those at the
 *     end of epochs, 0 for none; see {@link Scoring#midRun}
 * @param saving where it is saved on its way
 */
public record RunOptions(
    Device device, int threads, int logEvery, boolean scalars, int scoreEvery, Saving saving) {
  /** Threads a core: enough to repeat here what ran on a larger machine. */
  private static final int EACH = 8;

  private static final int MOST_THREADS = EACH * Runtime.getRuntime().availableProcessors();

  public RunOptions {
    Checks.least("scoreEvery", scoreEvery, 0);
    Checks.least("logEvery", logEvery, 1);
    Checks.that(
        threads >= 1 && threads <= MOST_THREADS,
        "threads=%d must be in [1, %d], %d for each of this machine's cores: more wait for each other",
        threads,
        MOST_THREADS,
        EACH);
  }

  /** Not saved on its way. */
  public RunOptions(Device device, int threads, int logEvery, boolean scalars, int scoreEvery) {
    this(device, threads, logEvery, scalars, scoreEvery, Saving.NONE);
  }

  /** The same, saved on its way. */
  public RunOptions withSaving(Saving value) {
    return Copy.with(this, "saving", value);
  }

  /** Scores at the end of epochs alone. */
  public RunOptions(Device device, int threads, int logEvery, boolean scalars) {
    this(device, threads, logEvery, scalars, 0);
  }

  /** Whether images are scored once {@code steps} steps are done. */
  boolean scoresAfter(int steps) {
    return scoreEvery > 0 && steps % scoreEvery == 0;
  }

  /** The best device there is, the library's own thread count, every step shown, scalars noted. */
  public static RunOptions defaults() {
    return new RunOptions(Torch.device("best"), Math.min(Torch.threads(), MOST_THREADS), 1, true);
  }
}
