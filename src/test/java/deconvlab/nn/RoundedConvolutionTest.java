package deconvlab.nn;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One (transposed) convolution in bfloat16 with x = sin i, w = 0.3 cos i, i from 1, two channels in
 * and out, kernel 2, and the gradients of Σ y·cos 2i. The numbers are PyTorch 2.7.1's under {@code
 * torch.autocast("cpu", dtype=torch.bfloat16)}, the output cast to float32.
 */
class RoundedConvolutionTest {
  private final NDManager manager = Torch.engine().newBaseManager(Device.cpu());
  private final ParameterStore store = new ParameterStore(manager, false);

  @AfterEach
  void close() {
    manager.close();
  }

  private static Block convolution() {
    return Conv2d.builder().setKernelShape(new Shape(2, 2)).setFilters(2).build();
  }

  private static Block transposed() {
    return ConvTranspose2d.builder().setKernelShape(new Shape(2, 2)).setFilters(2).build();
  }

  private NDArray array(Shape shape, DoubleUnaryOperator of) {
    float[] values = new float[(int) shape.size()];
    IntStream.range(0, values.length).forEach(i -> values[i] = (float) of.applyAsDouble(i + 1));
    return manager.create(values, shape);
  }

  private NDArray prepared(Block block) {
    block.setInitializer(
        (m, shape, type) -> array(shape, i -> 0.3 * Math.cos(i)), Parameter.Type.WEIGHT);
    block.setInitializer(
        (m, shape, type) -> m.create(new float[] {0.1234f, -0.5678f}, shape), Parameter.Type.BIAS);
    NDArray x = array(new Shape(1, 2, 3, 3), Math::sin);
    block.initialize(manager, DataType.FLOAT32, x.getShape());
    return x;
  }

  /** y, dx, dw, db are numbers of 8 significant bits: the last may differ by the order of sums. */
  private void beside(Block block, double[] y, double[] dx, double[] dw, double[] db) {
    NDArray x = prepared(block);
    x.setRequiresGradient(true);
    NDArray out;
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      out = Precision.BF16.forward(block, store, x, true);
      collector.backward(out.mul(array(out.getShape(), i -> Math.cos(2 * i))).sum());
    }
    rounded(out, y);
    rounded(x.getGradient(), dx);
    rounded(block.getParameters().get("weight").getArray().getGradient(), dw);
    rounded(block.getParameters().get("bias").getArray().getGradient(), db);
  }

  private static void rounded(NDArray actual, double... expected) {
    assertThat(actual.getDataType()).isEqualTo(DataType.FLOAT32);
    assertClose(actual, actual.getShape().getShape(), expected, 1.0 / 128);
    for (float value : actual.toFloatArray()) {
      assertThat(Float.floatToIntBits(value) & 0xffff).as("bits after the 8th").isZero();
    }
  }

  @Test
  void aConvolution() {
    beside(
        convolution(),
        new double[] {
          0.27734375,
          0.55078125,
          0.029052734375,
          -0.28515625,
          -1.8359375,
          -1.625,
          0.62890625,
          0.6015625
        },
        new double[] {
          0.162109375, -0.07275390625, -0.130859375, 0.2412109375, 0.146484375, 0.6015625,
          -0.28515625, -0.11181640625, -0.21484375, -0.263671875, 0.019775390625, -0.15234375,
          0.2158203125, -0.0712890625, -0.294921875, 0.1865234375, 0.103515625, 0.28125
        },
        new double[] {
          -1.53125, -1.3515625, 1.4296875, 1.46875, 1.140625, 1.625, -0.95703125, -1.6484375,
          0.875, -0.5078125, -1.0234375, 0.30859375, -1.28125, -0.0966796875, 1.3671875, 0.30078125
        },
        new double[] {-0.25390625, -0.81640625});
  }

  @Test
  void aTransposedConvolution() {
    beside(
        transposed(),
        new double[] {
          0.408203125,
          0.578125,
          0.431640625,
          0.240234375,
          -0.36328125,
          -0.88671875,
          -0.703125,
          -0.1689453125,
          0.53515625,
          1.078125,
          1.0390625,
          0.48046875,
          -0.07177734375,
          -0.373046875,
          -0.4375,
          -0.1474609375,
          -0.640625,
          -0.54296875,
          -0.478515625,
          -0.546875,
          -0.203125,
          -0.0257568359375,
          -0.2470703125,
          -0.47265625,
          -0.85546875,
          -1.09375,
          -0.9453125,
          -0.65234375,
          -0.3515625,
          -0.0703125,
          -0.06982421875,
          -0.369140625
        },
        new double[] {
          -0.1455078125,
          0.0050048828125,
          0.140625,
          -0.038818359375,
          0.1552734375,
          -0.08984375,
          0.15625,
          -0.05078125,
          -0.11572265625,
          0.059814453125,
          -0.126953125,
          0.044677734375,
          -0.11865234375,
          0.0101318359375,
          0.1103515625,
          -0.024658203125,
          0.1240234375,
          -0.076171875
        },
        new double[] {
          -0.58984375, -0.7421875, -0.98828125, 1.09375, -1.09375, -0.07470703125, -0.41796875,
          1.234375, 1.1015625, -0.1337890625, 0.1943359375, -1.125, 1.125, -0.74609375,
          -0.466796875, -0.7734375
        },
        new double[] {0.1005859375, -0.107421875});
  }

  @Test
  void float32IsTheBlockItselfAndOtherBlocksAreNotRounded() {
    for (Block block : new Block[] {convolution(), transposed()}) {
      NDArray x = prepared(block);
      float[] plain = block.forward(store, new NDList(x), false).head().toFloatArray();
      assertThat(Precision.FLOAT32.forward(block, store, x, false).toFloatArray())
          .containsExactly(plain);
      assertThat(Precision.BF16.forward(block, store, x, false).toFloatArray()).isNotEqualTo(plain);
    }
    Block dense = Linear.builder().setUnits(2).build();
    NDArray x = prepared(dense);
    float[] plain = dense.forward(store, new NDList(x), false).head().toFloatArray();
    assertThat(Precision.BF16.forward(dense, store, x, false).toFloatArray())
        .containsExactly(plain);
  }

  @Test
  void nothingButTheOutputStays() {
    for (Block block : new Block[] {convolution(), transposed()}) {
      try (NDManager step = manager.newSubManager()) {
        NDArray x = prepared(block);
        x.attach(step);
        int kept = manager.getManagedArrays().size();

        Torch.withoutGradients(() -> Precision.BF16.forward(block, store, x, false));

        assertThat(step.getManagedArrays()).hasSize(2);
        // Those of its sub-managers are counted, too.
        assertThat(manager.getManagedArrays()).hasSize(kept + 1);
      }
    }
  }
}
