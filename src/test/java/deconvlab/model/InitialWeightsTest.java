package deconvlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import deconvlab.nn.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arms of one seed are paired: they start from the same draws. */
class InitialWeightsTest {
  private static final NetworkConfig RELU = NetworkConfig.of("ddnet").withWidth(4);

  @Test
  void sameSeedSameWeights() {
    Map<String, float[]> first = weights(RELU, 5);
    Map<String, float[]> second = weights(RELU, 5);
    assertThat(first.keySet()).isEqualTo(second.keySet()).hasSize(14);
    first.forEach((name, values) -> assertThat(second.get(name)).as(name).isEqualTo(values));
  }

  @Test
  void anotherSeedAnotherWeightEverywhere() {
    Map<String, float[]> other = weights(RELU, 6);
    weights(RELU, 5)
        .forEach(
            (name, values) -> {
              if (name.endsWith("weight")) {
                assertThat(other.get(name)[0]).as(name).isNotEqualTo(values[0]);
              } else {
                assertThat(other.get(name)).as(name).isEqualTo(values).containsOnly(0);
              }
            });
  }

  /** Gain over ReLU's √2; the last layers have no activation and gain 1 in both arms. */
  @ParameterizedTest
  @CsvSource({"sigmoid, 0.70710678", "tanh, 1.17851130", "gelu, 1", "leaky-relu, 0.99995000"})
  void anActivationScalesTheSameDraws(String activation, double ratio) {
    Map<String, float[]> arm = weights(RELU.withActivation(activation), 5);
    weights(RELU, 5)
        .forEach(
            (name, values) -> {
              double factor = name.startsWith("deconv3") || name.startsWith("dense") ? 1 : ratio;
              float[] scaled = arm.get(name);
              for (int i = 0; i < values.length; i++) {
                assertThat((double) scaled[i])
                    .as("%s[%d]", name, i)
                    .isCloseTo(factor * values[i], within(1e-6 * Math.abs(values[i])));
              }
            });
  }

  /** Weights three times as large are the same draws three times as large, biases stay 0. */
  @ParameterizedTest
  @ValueSource(strings = {"he", "normal", "icnr", "orthogonal"})
  void theScaleMultipliesEveryWeight(String init) {
    Map<String, float[]> sick = weights(RELU.withInit(init).withInitScale(3), 5);
    weights(RELU.withInit(init), 5)
        .forEach(
            (name, values) -> {
              for (int i = 0; i < values.length; i++) {
                assertThat(sick.get(name)[i]).as("%s[%d]", name, i).isEqualTo(3 * values[i]);
              }
            });
  }

  /** Sigmoid's own gain is 1; the last layers have no activation and keep it. */
  @Test
  void aGainOfItsOwnIsForActivatedLayers() {
    NetworkConfig sigmoid = RELU.withActivation("sigmoid");
    Map<String, float[]> four = weights(sigmoid.withGain(4), 5);
    weights(sigmoid, 5)
        .forEach(
            (name, values) -> {
              int factor = name.startsWith("deconv3") || name.startsWith("dense") ? 1 : 4;
              for (int i = 0; i < values.length; i++) {
                assertThat((double) four.get(name)[i])
                    .as("%s[%d]", name, i)
                    .isCloseTo(factor * values[i], within(1e-6 * Math.abs(values[i])));
              }
            });
  }

  @Test
  void batchNormDropoutAndHeadChangeNoDraw() {
    Map<String, float[]> plain = weights(RELU, 5);
    Map<String, float[]> normed = weights(RELU.withBatchNorm(true), 5);
    Map<String, float[]> dropped = weights(RELU.withDropout(0.5, "after-norm"), 5);
    Map<String, float[]> bottleneck = weights(RELU.withHead("bottleneck"), 5);
    for (String layer : new String[] {"conv1", "conv2", "conv3", "deconv1", "deconv2", "deconv3"}) {
      float[] expected = plain.get(layer + ".weight");
      assertThat(normed.get(layer + ".weight")).as(layer).isEqualTo(expected);
      assertThat(dropped.get(layer + ".weight")).as(layer).isEqualTo(expected);
      assertThat(bottleneck.get(layer + ".weight")).as(layer).isEqualTo(expected);
    }
    assertThat(normed.get("dense1.weight")).isEqualTo(plain.get("dense1.weight"));
    assertThat(normed.get("conv1.gamma")).containsOnly(1);
    assertThat(normed.get("conv1.beta")).containsOnly(0);
  }

  @Test
  void layersOfTheSameShapeDrawApart() {
    NetworkConfig stack = NetworkConfig.of("stack").withWidth(4).withStack(3, "deconv");
    Map<String, float[]> weights = weights(stack, 5);
    assertThat(weights.get("deconv1.weight")).isNotEqualTo(weights.get("deconv2.weight"));
    assertThat(weights.get("deconv2.weight")).isNotEqualTo(weights.get("deconv3.weight"));
  }

  private static Map<String, float[]> weights(NetworkConfig config, long seed) {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      Map<String, float[]> weights = new LinkedHashMap<>();
      Network.initialised(config, seed, manager)
          .trainable()
          .forEach((name, parameter) -> weights.put(name, parameter.getArray().toFloatArray()));
      return weights;
    }
  }
}
