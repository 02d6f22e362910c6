package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.math.Axis;
import deconvlab.math.Checkerboard;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;
import deconvlab.nn.WeightInit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NativeTest {
  @Test
  void convTransposeOnDigits() {
    Geometry geometry = Geometry.of(1, 1, Axis.of(3, 2, 0));
    Tensor x = Tensor.of(new long[] {1, 1, 2}, 1, 2);
    Tensor w = Tensor.of(new long[] {1, 1, 3}, 1, 10, 100);
    Tensor bias = Tensor.of(new long[] {1}, 0.5);

    assertThat(Native.convTranspose(geometry, x, w, null).data())
        .containsExactly(1, 10, 102, 20, 200);
    assertThat(Native.convTranspose(geometry, x, w, bias).data())
        .containsExactly(1.5, 10.5, 102.5, 20.5, 200.5);
  }

  @Test
  void gradientsOnDigits() {
    Geometry geometry = Geometry.of(1, 1, Axis.of(3, 2, 0));
    Tensor x = Tensor.of(new long[] {1, 1, 2}, 1, 2);
    Tensor w = Tensor.of(new long[] {1, 1, 3}, 1, 10, 100);
    Tensor g = Tensor.of(new long[] {1, 1, 5}, 1, 2, 3, 4, 5);

    Native.Gradients gradients = Native.gradients(geometry, x, w, g);

    assertThat(gradients.x().shape()).containsExactly(1, 1, 2);
    assertThat(gradients.x().data()).containsExactly(321, 543);
    assertThat(gradients.w().shape()).containsExactly(1, 1, 3);
    assertThat(gradients.w().data()).containsExactly(7, 10, 13);
  }

  @Test
  void icnrWeightsHaveNoCheckerboardWhereTheStrideDividesTheKernel() {
    Geometry geometry = Geometry.of(4, 2, Axis.of(4, 2, 1), Axis.of(4, 2, 1));

    Tensor weight = Native.weight(WeightInit.ICNR, geometry, new Random(1));

    assertThat(weight.shape()).containsExactly(4, 2, 4, 4);
    assertThat(Checkerboard.varianceShare(geometry, weight)).isLessThan(1e-12);
    assertThat(weight.dot(weight)).isGreaterThan(0);
  }
}
