package deconvlab.nn;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activations at three points, worked out with a pocket calculator, and their gains. */
class NonlinearityTest {
  /** f(-2), f(-0.5), f(1.5); slope 0.2. */
  @ParameterizedTest
  @CsvSource({
    "identity, -2, -0.5, 1.5, 1",
    "sigmoid, 0.11920292, 0.37754067, 0.81757448, 1",
    "tanh, -0.96402758, -0.46211716, 0.90514825, 1.66666667",
    "relu, 0, 0, 1.5, 1.41421356",
    "leaky-relu, -0.4, -0.1, 1.5, 1.38675049", // √(2/1.04)
    "elu, -0.86466472, -0.39346934, 1.5, 1.41421356",
    "gelu, -0.04550026, -0.15426877, 1.39978920, 1.41421356", // z·Φ(z), exact
    "silu, -0.23840584, -0.18877033, 1.22636171, 1.41421356",
    "softplus, 0.12692801, 0.47407698, 1.70141328, 1"
  })
  void valuesAndGain(
      String name, double atMinus2, double atMinusHalf, double at1Half, double gain) {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray z = manager.create(new float[] {-2, -0.5f, 1.5f});
      NDArray y =
          Nonlinearity.named(name)
              .block(0.2)
              .forward(new ParameterStore(manager, false), new NDList(z), true)
              .head();
      assertClose(y, new long[] {3}, new double[] {atMinus2, atMinusHalf, at1Half}, 1e-6);
    }
    assertThat(Nonlinearity.named(name).gain(0.2)).isCloseTo(gain, within(1e-8));
  }

  @Test
  void differentiatesItselfAndTakesTheConventionAtAKink() {
    double[][] leaky = Nonlinearity.LEAKY_RELU.differentiated(0.2, -2, 0, 1.5);
    assertThat(leaky[0]).containsExactly(new double[] {-0.4, 0, 1.5}, within(1e-7));
    assertThat(leaky[1]).containsExactly(new double[] {0.2, 0.2, 1}, within(1e-7));
    assertThat(Nonlinearity.SIGMOID.differentiated(0, 0)[1][0]).isEqualTo(0.25);
    assertThat(Nonlinearity.RELU.differentiated(0, 0)[1][0]).isZero();
  }

  @Test
  void anUnknownNameListsTheNames() {
    assertThatThrownBy(() -> Nonlinearity.named("ReLU"))
        .hasMessage(
            "activation=ReLU is unknown: use one of identity, sigmoid, tanh, relu, leaky-relu,"
                + " elu, gelu, silu, softplus");
  }
}
