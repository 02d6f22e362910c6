package deconvlab.bench;

import deconvlab.diagnose.Tier;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.train.RunOptions;

/**
 * The training step with what a training notes by default: {@link BenchStep}, tier scalars.
 *
 * @param width factor on every channel count but 3 and 10
 * @param batch images a step
 * @param steps how many are counted, at least 3
 * @param warmup how many go before
 * @param memoryFormat how weights lie in memory
 * @param precision what convolutions compute in
 */
public record StepBench(
    int width, int batch, int steps, int warmup, MemoryFormat memoryFormat, Precision precision) {
  public StepBench {
    Limits.network(width, batch);
    Limits.steps(steps, warmup);
  }

  /** With weights that lie as those of a new configuration, in float32. */
  public StepBench(int width, int batch, int steps, int warmup) {
    this(width, batch, steps, warmup, MemoryFormat.CHANNELS_LAST, Precision.FLOAT32);
  }

  /** Times steps one by one. */
  public Timings run(RunOptions options) {
    try (BenchStep step =
        new BenchStep(width, batch, memoryFormat, precision, Tier.SCALARS, 1, options)) {
      return Timings.of(warmup, steps, i -> step.run());
    }
  }
}
