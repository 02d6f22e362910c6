package deconvlab.bench;

import deconvlab.text.Checks;
import java.util.concurrent.CancellationException;

/** What a benchmark may be asked for, and when it stops. */
final class Limits {
  /** Fewer have no spread. */
  static final int LEAST_STEPS = 3;

  private static final int MOST_STEPS = 1_000_000;
  private static final int MOST_WIDTH = 32;

  /** At width 1, about 3 GB of activations and gradients. */
  private static final int MOST_BATCH = 4096;

  private Limits() {}

  /** A network and a batch that fit into a usual machine. */
  static void network(int width, int batch) {
    Checks.within("width", width, 1, MOST_WIDTH, "it multiplies 32 channels");
    int most = MOST_BATCH / width;
    Checks.within(
        "batch", batch, 1, most, "at width=" + width + " more does not fit into a usual memory");
  }

  static void steps(int steps, int warmup) {
    Checks.within(
        "steps", steps, LEAST_STEPS, MOST_STEPS, "fewer have no spread, each is remembered");
    Checks.within("warmup", warmup, 0, MOST_STEPS, "steps before the counted ones");
  }

  /** Ends the benchmark if the thread is interrupted: half of it gives no figure. */
  static void poll() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the benchmark is not complete, so it has no figure");
    }
  }
}
