package deconvlab.train;

import ai.djl.Device;
import deconvlab.nn.Torch;

/**
 * Where and how a run runs; the device and the thread count can change the last bits of its losses,
 * log interval and scalars cannot.
 *
 * @param device where it runs
 * @param threads threads an operation may use
 * @param logEvery steps between two copies from the device; 1 shows every step at once, more spares
 *     a GPU the waiting
 * @param scalars whether steps note {@link StepScalars} beside their losses and the gradient's norm
 */
public record RunOptions(Device device, int threads, int logEvery, boolean scalars) {
  public RunOptions {
    if (threads < 1 || logEvery < 1) {
      throw new IllegalArgumentException(
          "threads=%d and logEvery=%d must be at least 1".formatted(threads, logEvery));
    }
  }

  /** The best device there is, the library's own thread count, every step shown, scalars noted. */
  public static RunOptions defaults() {
    return new RunOptions(Torch.device("best"), Torch.threads(), 1, true);
  }
}
