package deconvlab.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.RunOptions;
import deconvlab.train.StepRule;
import deconvlab.train.TrainStep;

/**
 * The training loop's own step, scalars as the options say, on one batch of noise that stays on the
 * device: conv 3→32→64→128 (k3 s2 p1), transposed conv 128→64→32→16 (k4 s2 p1), no bias, each with
 * batch norm and ReLU, global average, linear to 10, cross-entropy, SGD 0.05.
 */
public final class StepBench {
  private static final double RATE = 0.05;
  private static final int BASE_WIDTH = 32;

  private StepBench() {}

  /**
   * Times steps one by one; each is synchronised by reading its loss.
   *
   * @param width factor on every channel count but 3 and 10
   * @param steps how many are counted, at least 1
   * @param warmup how many go before
   */
  public static Timings run(int width, int batch, int steps, int warmup, RunOptions options) {
    atLeastOne("width", width);
    atLeastOne("batch", batch);
    atLeastOne("steps", steps);
    Torch.threads(options.threads());
    NetworkConfig config =
        NetworkConfig.of("bench").withBatchNorm(true).withWidth(BASE_WIDTH * width);
    long[] nanos = new long[steps];
    try (NDManager manager = Torch.engine().newBaseManager(options.device())) {
      Network network = Network.initialised(config, 0, manager);
      StepRule rule = StepRule.of(OptimizerConfig.of("sgd", RATE));
      TrainStep step = new TrainStep(network, rule, manager, 1, options.scalars());
      NDArray images = manager.randomNormal(new Shape(batch, 3, 32, 32));
      NDArray labels = manager.randomInteger(0, 10, new Shape(batch), DataType.INT64);
      for (int i = -warmup; i < steps; i++) {
        long begun = System.nanoTime();
        try (NDManager scope = manager.newSubManager()) {
          NDArray x = images.duplicate();
          x.attach(scope);
          step.run(x, labels, 0, RATE);
        }
        step.flush();
        if (i >= 0) {
          nanos[i] = System.nanoTime() - begun;
        }
      }
    }
    return Timings.of(nanos);
  }

  static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s=%d must be at least 1".formatted(name, value));
    }
  }
}
