package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.model.NetworkConfig;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class MeanFieldTest {
  private static final NetworkConfig STACK =
      NetworkConfig.of("stack").withStack(4, "zigzag").withWidth(16);

  private static double relu(double z) {
    return Math.max(0, z);
  }

  @Test
  void reluKeepsItsSizeAndLosesOnlyAtTheBorders() {
    MeanField theory = MeanField.of(STACK, MeanFieldTest::relu, z -> z > 0 ? 1 : 0);

    assertThat(theory.layers()).containsExactly("conv1", "conv2", "deconv1", "conv3", "deconv2");
    // He: q = 2 from layer to layer, but for the weights' draw.
    for (double q : theory.squares()) {
      assertThat(q).isEqualTo(2, within(0.25));
    }
    assertThat(theory.gains()).containsExactly(GainTheory.gains(STACK, 0.5), within(1e-6));
    assertThat(theory.slope()).isBetween(-0.06, 0.0);
    assertThat(theory.mean(z -> z < 0 ? 1 : 0)).isEqualTo(0.5, within(1e-3));
  }

  @Test
  void tanhSettlesBelowItsWeightGain() {
    NetworkConfig config = STACK.withActivation("tanh");
    double[] q = MeanField.of(config, Math::tanh, z -> 1 - Math.pow(Math.tanh(z), 2)).squares();

    // q = (5/3)²·E[tanh(√q·u)²] has its fixed point at 1.12, and a first layer 25/9.
    assertThat(q[0]).isEqualTo(25.0 / 9, within(0.3));
    assertThat(q[4]).isBetween(1.0, 1.7);
  }

  @Test
  void batchNormBehindPhasesTakesAwayAShareOfTheMeanAlone() {
    // ReLU: E[f'²] = E[f²] = 1/2, E[f]² = 1/(2π).
    DoubleUnaryOperator step = z -> z > 0 ? 1 : 0;
    double behindOne = 0.5 * Math.log10(0.5 / (0.5 - 1 / (2 * Math.PI)));
    double behindFour = 0.5 * Math.log10(0.5 / (0.5 - 1 / (8 * Math.PI)));

    assertThat(MeanField.normedGain(MeanFieldTest::relu, step, 1))
        .isEqualTo(behindOne, within(1e-6));
    assertThat(MeanField.normedGain(MeanFieldTest::relu, step, 2))
        .isEqualTo(behindFour, within(1e-6));
  }

  @Test
  void refusesBatchNorm() {
    assertThatThrownBy(() -> MeanField.of(STACK.withBatchNorm(true), z -> z, z -> 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batchNorm=true");
  }
}
