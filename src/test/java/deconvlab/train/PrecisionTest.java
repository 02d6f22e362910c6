package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import deconvlab.TestImages;
import deconvlab.ablation.Repeat;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** Trainings whose convolutions compute in bfloat16; the operation alone: nn.PrecisionTest. */
class PrecisionTest {
  private static final NetworkConfig NETWORK =
      NetworkConfig.of("s4").withWidth(4).withBatchNorm(true);
  private static final TrainConfig FULL = Runs.config(NETWORK, 12);
  private static final TrainConfig HALF = FULL.withPrecision("bf16");

  @ParameterizedTest
  @ValueSource(strings = {"contiguous", "channels-last"})
  void aRunIsTheSameEachTimeAndFromItsRecord(String format) throws JsonException {
    RunRecord run = Runs.run(HALF.withMemoryFormat(format), 3);
    RunRecord exact = Runs.run(FULL.withMemoryFormat(format), 3);

    TrainConfig told = Patch.config(run.configuration());
    assertThat(told.precision()).isEqualTo("bf16");
    RunRecord again = Repeat.again(run, told, TestImages.data(), Device.cpu());
    assertThat(Repeat.differences(run, again)).isEmpty();

    float[] rounded = run.steps().get("loss");
    float[] whole = exact.steps().get("loss");
    assertThat(rounded).isNotEqualTo(whole);
    assertThat(rounded[0]).isCloseTo(whole[0], within(0.01f));
    assertThat(rounded[11]).isCloseTo(whole[11], within(0.1f));
    assertThat(run.lastScore("test")).isNotEqualTo(exact.lastScore("test"));
  }

  @Test
  void whatIsKeptHas32Bits() {
    try (Training training = new Training(HALF, TestImages.data(), 3, Runs.OPTIONS)) {
      training.run();

      Network network = training.network();
      network
          .trainable()
          .forEach(
              (name, one) ->
                  assertThat(one.getArray().getDataType()).as(name).isEqualTo(DataType.FLOAT32));
      assertThat(network.statistics())
          .hasSizeGreaterThan(2)
          .allMatch(array -> array.getDataType() == DataType.FLOAT32);
      int bits = 0;
      for (float weight : network.trainable().get("conv1.weight").getArray().toFloatArray()) {
        bits |= Float.floatToIntBits(weight);
      }
      // A number of 8 significant bits has 16 zeros behind them.
      assertThat(bits & 0xffff).isNotZero();
    }
  }

  @Test
  void aConfigurationWithoutTheFieldIsFloat32() throws JsonException {
    ObjectNode old = FULL.toJson();
    old.remove("precision");

    assertThat(Json.read(Json.write(old), TrainConfig.class)).isEqualTo(FULL);
    assertThatThrownBy(() -> FULL.withPrecision("fp16"))
        .hasMessage("precision=fp16 is unknown: use one of float32, bf16");
  }
}
