package deconvlab.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.Batch;
import deconvlab.diagnose.Tier;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.nn.Torch;
import deconvlab.record.Seeds;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.Probe;
import deconvlab.train.RunOptions;
import deconvlab.train.StepResult;
import deconvlab.train.StepRule;
import deconvlab.train.TrainStep;
import java.util.List;
import java.util.Random;

/**
 * The training loop's own step on one batch of noise that stays on the device: conv 3→32→64→128 (k3
 * s2 p1), transposed conv 128→64→32→16 (k4 s2 p1), no bias, each with batch norm and ReLU, global
 * average, linear to 10, cross-entropy, SGD 0.05.
 */
final class BenchStep implements AutoCloseable {
  private static final double RATE = 0.05;
  private static final int BASE_WIDTH = 32;

  private final int threads;
  private final NDManager manager;
  private final TrainStep step;
  private final Probe probe;
  private final NDArray images;
  private final NDArray labels;

  /**
   * Builds network and batch.
   *
   * @param width factor on every channel count but 3 and 10
   * @param format how weights lie in memory
   * @param precision what convolutions compute in
   * @param every steps between two looks of the full tier
   */
  BenchStep(
      int width,
      int batch,
      MemoryFormat format,
      Precision precision,
      Tier tier,
      int every,
      RunOptions options) {
    threads = options.threads();
    NetworkConfig config =
        NetworkConfig.of("bench").withBatchNorm(true).withWidth(BASE_WIDTH * width);
    manager = Torch.engine().newBaseManager(options.device());
    Network network = Network.initialised(config, 0, manager);
    network.lay(format, manager);
    network.computeIn(precision);
    StepRule rule = StepRule.of(OptimizerConfig.of("sgd", RATE));
    step = new TrainStep(network, rule, manager, 1, tier != Tier.OFF);
    probe = tier.probe(every);
    if (probe != null) {
      probe.begins(network);
    }
    Shape shape = new Shape(batch, 3, 32, 32);
    Random noise = Seeds.stream(0, "noise");
    float[] pixels = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) noise.nextGaussian();
    }
    images = manager.create(pixels, shape);
    labels = manager.create(noise.longs(batch, 0, 10).toArray());
  }

  /**
   * One step, waited for by reading its loss; how long it took, in nanoseconds.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  long run() {
    Limits.poll();
    long begun = System.nanoTime();
    try (NDManager scope = manager.newSubManager()) {
      NDArray x = images.duplicate();
      x.attach(scope);
      Torch.withThreads(
          threads,
          () -> {
            step.run(new Batch(x, labels), 0, RATE, probe);
            List<StepResult> results = step.flush();
            if (probe != null) {
              // What it has seen is read now.
              probe.steps(results);
            }
            return results;
          });
    }
    return System.nanoTime() - begun;
  }

  @Override
  public void close() {
    manager.close();
  }
}
