package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.diagnose.SignalProbe;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Torch;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class MemoryFormatTest {
  private static final ImageData DATA = Datasets.load("cifar10-mini");
  private static final NetworkConfig NETWORK =
      NetworkConfig.of("stack")
          .withStack(4, "zigzag")
          .withWidth(8)
          .withBatchNorm(true)
          // No kinks: at one, rounding decides which way a whole gradient goes.
          .withActivation("tanh");
  private static final TrainConfig CONFIG =
      TrainConfig.of(NETWORK, "cifar10-mini").withBatch(16).withValidation(100).withMaxSteps(6);

  private static RunRecord run(TrainConfig config) {
    try (Training training =
        new Training(config, DATA, 0, RunOptions.defaults(), new SignalProbe(3))) {
      return training.run();
    }
  }

  /** A gradient or a state that lay otherwise than its weight would be added to others' numbers. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "adam", "adamw", "rmsprop"})
  void everyOptimizerComputesTheSameNumbersInBothFormats(String optimizer) {
    OptimizerConfig rule = OptimizerConfig.of(optimizer, 1e-3);
    TrainConfig config =
        CONFIG
            .withOptimizer(optimizer.equals("sgd") ? rule.withMomentum(0.9, false) : rule)
            .withClip(ClipConfig.norm(1))
            .withPenalty(new PenaltyConfig(0, optimizer.equals("adamw") ? 0 : 1e-4));

    RunRecord rows = run(config);
    RunRecord last = run(config.withMemoryFormat("channels-last"));

    for (String column : rows.steps().names()) {
      double[] a = rows.steps().doubles(column);
      double[] b = last.steps().doubles(column);
      for (int i = 0; i < a.length; i++) {
        assertThat(b[i]).as(column + " " + i).isCloseTo(a[i], within(2e-3 * Math.abs(a[i]) + 1e-6));
      }
    }
    assertThat(last.scores().get(0).loss()).isCloseTo(rows.scores().get(0).loss(), within(1e-3));
  }

  @Test
  void aRunInChannelsLastIsTheSameEachTime() {
    TrainConfig config = CONFIG.withMemoryFormat("channels-last");

    assertThat(run(config).steps()).isEqualTo(run(config).steps());
  }

  @Test
  void numbersAndShapesStayWhenArraysAreLaidOutAnew() {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      NDArray array = manager.arange(2f * 3 * 4 * 5).reshape(2, 3, 4, 5);
      float[] before = array.toFloatArray();

      MemoryFormat.CHANNELS_LAST.lay(new NDList(array), manager);

      assertThat(array.toFloatArray()).containsExactly(before);
      assertThat(array.getShape().getShape()).containsExactly(2, 3, 4, 5);
    }
  }

  @Test
  void weightsOfALaidOutNetworkAreRead() {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      Network rows = Network.initialised(NETWORK, 3, manager);
      Network last = Network.initialised(NETWORK, 3, manager);

      last.lay(MemoryFormat.CHANNELS_LAST, manager);

      rows.trainable()
          .forEach(
              (name, parameter) ->
                  assertThat(last.trainable().get(name).getArray().toFloatArray())
                      .as(name)
                      .containsExactly(parameter.getArray().toFloatArray()));
    }
  }

  @Test
  void aConfigurationWithoutTheFieldIsContiguous() throws JsonException {
    ObjectNode old = CONFIG.toJson();
    old.remove("memoryFormat");

    assertThat(CONFIG.memoryFormat()).isEqualTo("channels-last");
    assertThat(Json.read(Json.write(old), TrainConfig.class))
        .isEqualTo(CONFIG.withMemoryFormat("contiguous"));
    assertThat(Patch.config().memoryFormat()).isEqualTo("contiguous");
    assertThatThrownBy(() -> CONFIG.withMemoryFormat("nhwc"))
        .hasMessageContaining("memoryFormat")
        .hasMessageContaining("channels-last");
  }
}
