package deconvlab.bench;

import deconvlab.diagnose.Tier;
import deconvlab.text.Text;
import deconvlab.train.RunOptions;

/** The training step with what a training notes by default: {@link BenchStep}, tier scalars. */
public final class StepBench {
  private StepBench() {}

  /**
   * Times steps one by one.
   *
   * @param width factor on every channel count but 3 and 10
   * @param steps how many are counted, at least 1
   * @param warmup how many go before
   */
  public static Timings run(int width, int batch, int steps, int warmup, RunOptions options) {
    atLeastOne("width", width);
    atLeastOne("batch", batch);
    atLeastOne("steps", steps);
    long[] nanos = new long[steps];
    try (BenchStep step = new BenchStep(width, batch, Tier.SCALARS, 1, options)) {
      for (int i = -warmup; i < steps; i++) {
        long taken = step.run();
        if (i >= 0) {
          nanos[i] = taken;
        }
      }
    }
    return Timings.of(nanos);
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(Text.format("%s=%d must be at least 1", name, value));
    }
  }
}
