package deconvlab.model;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The networks' batch norm is PyTorch's: formula, running statistics, both modes. */
class BatchNormTest {
  private static final NetworkConfig CONFIG =
      NetworkConfig.of("stack").withWidth(2).withStack(2, "deconv").withBatchNorm(true);
  private static final double EPSILON = 1e-5;

  /** Two images, two channels, one row of three: (2, 2, 1, 3). */
  private static final float[] X = {1, 2, 6, 10, -20, 30, 0, 4, 5, 40, 50, 70};

  /** Channel 0: 1 2 6 0 4 5; channel 1: 10 -20 30 40 50 70. */
  private static final double[] MEAN = {3, 30};

  /** Mean squared distances 28/6 and 5,000/6 (biased), 28/5 and 1,000 (unbiased). */
  private static final double[] BIASED = {28.0 / 6, 5000.0 / 6};

  private static final double[] UNBIASED = {5.6, 1000};

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void trainingNormalisesByTheBatchAndMovesTheRunningStatistics() {
    Block norm = norm();
    NDArray x = manager.create(X, new Shape(2, 2, 1, 3));
    assertClose(run(norm, x, true), new long[] {2, 2, 1, 3}, normalised(MEAN, BIASED), 1e-5);
    assertRunning(norm, 0.1 * 3, 0.1 * 30, 0.9 + 0.1 * 5.6, 0.9 + 0.1 * 1000);
    run(norm, x, true);
    assertRunning(norm, 0.19 * 3, 0.19 * 30, 0.81 + 0.19 * UNBIASED[0], 0.81 + 0.19 * UNBIASED[1]);
  }

  @Test
  void evaluationNormalisesByTheRunningStatisticsAndLeavesThem() {
    Block norm = norm();
    NDArray x = manager.create(X, new Shape(2, 2, 1, 3));
    run(norm, x, true);
    double[] mean = {0.3, 3};
    double[] variance = {0.9 + 0.1 * UNBIASED[0], 0.9 + 0.1 * UNBIASED[1]};
    assertClose(run(norm, x, false), new long[] {2, 2, 1, 3}, normalised(mean, variance), 1e-4);
    assertRunning(norm, mean[0], mean[1], variance[0], variance[1]);
  }

  @Test
  void aWholeNetworkUsesBothModes() {
    Network network = Network.initialised(CONFIG, 0, manager);
    NDArray three = manager.arange(3 * 3072f).div(500).sin().reshape(3, 3, 32, 32);
    NDArray one = three.get("0:1");
    run(network, three, true);
    // Evaluated, an image does not know who shares its batch; in training it does.
    float[] alone = run(network, one, false).toFloatArray();
    float[] shared = run(network, three, false).get("0:1").toFloatArray();
    for (int i = 0; i < 10; i++) {
      assertThat(alone[i]).isCloseTo(shared[i], org.assertj.core.api.Assertions.within(1e-5f));
    }
    float[] trained = run(network, three, true).get("0:1").toFloatArray();
    assertThat(run(network, one, true).toFloatArray()[0])
        .isNotCloseTo(trained[0], org.assertj.core.api.Assertions.within(1e-3f));
  }

  @Test
  void everyActivatedLayerHasOneBeforeItsActivation() {
    Network network = Network.of(CONFIG, 0);
    for (Stage stage : network.stages().subList(0, 3)) {
      assertThat(stage.after()).hasSize(2);
      assertThat(stage.after().get(0)).isInstanceOf(BatchNorm.class);
    }
    assertThat(network.stages().get(4).after()).isEmpty();
  }

  /** The batch norm of the first layer, on its own. */
  private Block norm() {
    Block norm = Network.of(CONFIG, 0).stages().get(0).after().get(0);
    norm.initialize(manager, DataType.FLOAT32, new Shape(2, 2, 1, 3));
    return norm;
  }

  private NDArray run(Block block, NDArray x, boolean training) {
    return block.forward(new ParameterStore(manager, false), new NDList(x), training).head();
  }

  private static double[] normalised(double[] mean, double[] variance) {
    double[] y = new double[X.length];
    for (int i = 0; i < y.length; i++) {
      int channel = i / 3 % 2;
      y[i] = (X[i] - mean[channel]) / Math.sqrt(variance[channel] + EPSILON);
    }
    return y;
  }

  private static void assertRunning(Block norm, double m0, double m1, double v0, double v1) {
    NDArray mean = norm.getParameters().get("runningMean").getArray();
    NDArray variance = norm.getParameters().get("runningVar").getArray();
    assertClose(mean, new long[] {2}, new double[] {m0, m1}, 1e-5);
    assertClose(variance, new long[] {2}, new double[] {v0, v1}, 1e-4);
  }
}
