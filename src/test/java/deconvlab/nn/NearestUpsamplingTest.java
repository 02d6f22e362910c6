package deconvlab.nn;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Repeated rows and columns, and where their gradients go. */
class NearestUpsamplingTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void everyValueIsRepeated() {
    NDArray x = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 1, 2, 3));
    assertClose(
        NearestUpsampling.apply(x, 2, 0),
        new long[] {1, 1, 4, 6},
        new double[] {1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 4, 4, 5, 5, 6, 6},
        0);
    assertClose(
        NearestUpsampling.apply(x, 3, 2),
        new long[] {1, 1, 4, 7},
        new double[] {
          1, 1, 1, 2, 2, 2, 3, 1, 1, 1, 2, 2, 2, 3, 1, 1, 1, 2, 2, 2, 3, 4, 4, 4, 5, 5, 5, 6
        },
        0);
  }

  /** Each input's gradient is the sum over its copies that were not cut off. */
  @Test
  void gradientsAddUp() {
    NDArray x = manager.create(new float[] {1, 2, 3, 4}, new Shape(1, 1, 2, 2));
    NDArray g =
        manager.create(new float[] {1, 2, 4, 8, 16, 32, 64, 128, 256}, new Shape(1, 1, 3, 3));
    x.setRequiresGradient(true);
    try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
      collecting.backward(NearestUpsampling.apply(x, 2, 1).mul(g).sum());
    }
    assertClose(
        x.getGradient(),
        new long[] {1, 1, 2, 2},
        new double[] {1 + 2 + 8 + 16, 4 + 32, 64 + 128, 256},
        0);
  }

  @Test
  void badArgumentsAreNamed() {
    NDArray x = manager.ones(new Shape(1, 1, 2, 2));
    assertThatThrownBy(() -> NearestUpsampling.apply(x, 0, 0)).hasMessageContaining("scale=0");
    assertThatThrownBy(() -> NearestUpsampling.apply(x, 2, 2))
        .hasMessage("scale=2 must be at least 1 and cut=2 in [0, scale)");
    assertThatThrownBy(() -> NearestUpsampling.apply(x.flatten(), 2, 0))
        .hasMessage("x has shape (4), must be (N, C, H, W)");
  }
}
