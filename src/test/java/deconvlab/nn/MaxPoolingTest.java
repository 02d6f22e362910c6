package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaxPoolingTest {
  /** Ties, a last row and column that fill no window, a NaN. */
  @Test
  void withAndWithoutGradientsTheValuesAreTheSame() {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray x =
          manager.create(
              new float[] {1, 5, 2, 2, 9, 3, 4, 2, 2, 9, -1, -2, Float.NaN, 0, 9, -3, -4, 8, 7, 9},
              new Shape(1, 1, 4, 5));
      float[] pooled = {5, 2, -1, Float.NaN};
      assertThat(MaxPooling.apply(x, 2).toFloatArray()).containsExactly(pooled);
      x.setRequiresGradient(true);
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray y = MaxPooling.apply(x, 2);
        assertThat(y.toFloatArray()).containsExactly(pooled);
        collector.backward(y);
      }
      // Of the four 2 the first has the gradient.
      assertThat(x.getGradient().toFloatArray())
          .containsExactly(0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0);
    }
  }

  @Test
  void largerWindows() {
    Random random = new Random(1);
    float[] values = new float[2 * 3 * 7 * 9];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(5);
    }
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray x = manager.create(values, new Shape(2, 3, 7, 9));
      NDArray plain = MaxPooling.apply(x, 3);
      assertThat(plain.getShape()).isEqualTo(new Shape(2, 3, 2, 3));
      NDArray graded = x.duplicate();
      graded.setRequiresGradient(true);
      assertThat(MaxPooling.apply(graded, 3).toFloatArray()).isEqualTo(plain.toFloatArray());
    }
  }

  @Test
  void refusesWhatHasNoWindow() {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray x = manager.zeros(new Shape(1, 1, 4, 3));
      assertThatThrownBy(() -> MaxPooling.apply(x, 4)).hasMessage("size=4 must be in [1, 3]");
      assertThatThrownBy(() -> MaxPooling.apply(x.flatten(), 1))
          .hasMessageContaining("(N, C, H, W)");
    }
  }
}
