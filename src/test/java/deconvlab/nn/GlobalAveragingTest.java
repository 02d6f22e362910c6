package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

/** The mean of a map, and its gradient. */
class GlobalAveragingTest {
  @Test
  void meansAndTheirGradientByHand() {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray x =
          manager.create(new float[] {1, 2, 3, 4, 5, 9, -1, 0, 0, 0, 0, 6}, new Shape(1, 2, 2, 3));
      x.setRequiresGradient(true);
      try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
        NDArray y = GlobalAveraging.apply(x);
        assertThat(y.getShape()).isEqualTo(new Shape(1, 2));
        assertThat(y.toFloatArray()).containsExactly(4f, 5f / 6);
        collecting.backward(y.get("0, 1").mul(12));
      }
      assertThat(x.getGradient().toFloatArray())
          .containsExactly(0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2);
    }
  }

  @Test
  void refusesWhatIsNoImages() {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray x = manager.ones(new Shape(2, 3));
      assertThatThrownBy(() -> GlobalAveraging.apply(x))
          .hasMessage("x has shape (2, 3), must be (N, C, H, W)");
    }
  }
}
