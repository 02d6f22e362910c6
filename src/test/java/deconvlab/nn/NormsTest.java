package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NormsTest {
  private static final TorchScript OPS =
      TorchScript.source(
          """
          def one(self, x: Tensor) -> Tensor:
            return self.length(x)
          def each(self, x: List[Tensor]) -> Tensor:
            return self.lengths(x)
          def plain(self, x: Tensor) -> Tensor:
            return torch.linalg_vector_norm(x)
          """);

  /** Squares in 32 bits underflow below 1e-22 and overflow above 1e19: a norm of 0, or none. */
  @ParameterizedTest
  @ValueSource(ints = {-37, -30, -25, -21, -16, -15, 0, 18, 25, 37})
  void aNormIsAsLongAsItsArrayAtEveryScale(int decade) {
    float unit = (float) Math.pow(10, decade);
    try (NDManager scope = Torch.engine().newBaseManager()) {
      NDArray x = scope.create(new float[] {3 * unit, 0, -4 * unit});

      assertThat(OPS.callForOne(scope, "one", x).getFloat())
          .isCloseTo(5 * unit, within(5 * unit * 1e-6f));
    }
  }

  @Test
  void betweenTheEndsEveryBitIsThePlainNorms() {
    try (NDManager scope = Torch.engine().newBaseManager()) {
      for (double decade = -14; decade <= 18; decade += 0.5) {
        NDArray x = scope.arange(1f, 400f).sin().mul((float) Math.pow(10, decade));

        assertThat(OPS.callForOne(scope, "one", x).getFloat())
            .isEqualTo(OPS.callForOne(scope, "plain", x).getFloat());
      }
    }
  }

  @Test
  void whatIsNoNumberStaysNoneAndZeroStaysZero() {
    try (NDManager scope = Torch.engine().newBaseManager()) {
      assertThat(one(scope, 0, 0)).isZero();
      assertThat(one(scope, 1, Float.NaN)).isNaN();
      assertThat(one(scope, 1, Float.NEGATIVE_INFINITY)).isInfinite();
    }
  }

  @Test
  void eachGradientHasItsOwnAndOneThatOverflowsStaysInfinite() {
    try (NDManager scope = Torch.engine().newBaseManager()) {
      NDList gradients =
          new NDList(
              scope.create(new float[] {3e-25f, -4e-25f}),
              scope.create(new float[] {5, 12}),
              scope.create(new float[] {1e30f, 1}));

      float[] lengths = OPS.callForOne(scope, "each", gradients).toFloatArray();

      assertThat(lengths[0]).isCloseTo(5e-25f, within(1e-31f));
      assertThat(lengths[1]).isEqualTo(13);
      assertThat(lengths[2]).isInfinite();
    }
  }

  private static float one(NDManager scope, float... x) {
    return OPS.callForOne(scope, "one", scope.create(x)).getFloat();
  }
}
