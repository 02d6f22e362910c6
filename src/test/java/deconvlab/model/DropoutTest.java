package deconvlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Dropout;
import deconvlab.nn.Torch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dropout at each place: where it stands, that it drops in training and only there. */
class DropoutTest {
  private static final NetworkConfig CNN = NetworkConfig.of("cnn").withWidth(4).withBatchNorm(true);

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void lastStandsBeforeTheOutputLayerAlone() {
    List<Stage> stages = Network.of(CNN.withDropout(0.5, "last"), 0).stages();
    assertThat(stages)
        .filteredOn(s -> drops(s.before()))
        .extracting(Stage::name)
        .containsExactly("dense2");
    assertThat(stages).noneMatch(s -> drops(s.after()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"before-norm", "after-norm"})
  void elsewhereEveryActivatedLayerHasIt(String place) {
    List<Stage> stages = Network.of(CNN.withDropout(0.5, place), 0).stages();
    assertThat(stages)
        .filteredOn(s -> drops(s.after()))
        .extracting(Stage::name)
        .containsExactly("conv1", "conv2", "conv3", "dense1");
    assertThat(stages).noneMatch(s -> drops(s.before()));
    List<Block> conv = stages.get(0).after();
    int at = place.equals("before-norm") ? 0 : 1;
    assertThat(conv).hasSize(3);
    assertThat(conv.get(at)).isInstanceOf(Dropout.class);
    assertThat(conv.get(1 - at)).isInstanceOf(BatchNorm.class);
  }

  /** C11's "0.2 everywhere": the dense layer of s4, which has no batch norm, included. */
  @ParameterizedTest
  @CsvSource({
    "s4, before-norm, conv1 conv2 conv3 dense1 deconv1 deconv2",
    "s4, after-norm, conv1 conv2 conv3 dense1 deconv1 deconv2",
    "s2, before-norm, conv1 deconv1",
    "s2, after-norm, conv1 deconv1",
    "s1, after-norm, deconv1"
  })
  void everywhereMeansEveryActivatedLayer(String model, String place, String layers) {
    NetworkConfig config = NetworkConfig.of(model).withWidth(4).withBatchNorm(true);
    List<Stage> stages = Network.of(config.withDropout(0.2, place), 0).stages();
    assertThat(stages)
        .filteredOn(s -> drops(s.after()))
        .extracting(Stage::name)
        .containsExactly(layers.split(" "));
    for (Stage stage : stages) {
      int normAt = indexOf(stage, BatchNorm.class);
      int dropAt = indexOf(stage, Dropout.class);
      if (normAt >= 0 && dropAt >= 0) {
        assertThat(dropAt < normAt).as(stage.name()).isEqualTo(place.equals("before-norm"));
      }
    }
  }

  private static int indexOf(Stage stage, Class<?> kind) {
    List<Block> after = stage.after();
    return after.indexOf(after.stream().filter(kind::isInstance).findFirst().orElse(null));
  }

  @Test
  void lastNeedsClassScores() {
    assertThatThrownBy(() -> Network.of(NetworkConfig.of("s1").withDropout(0.5, "last"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "dropoutPlace=last is before the layer of class scores, which model=s1 has not:"
                + " use before-norm or after-norm");
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "before-norm", "after-norm"})
  void onlyTrainingDrops(String place) {
    NetworkConfig config = CNN.withBatchNorm(false);
    Network network = Network.initialised(config.withDropout(0.5, place), 3, manager);
    Network plain = Network.initialised(config, 3, manager);
    NDArray x = manager.arange(2 * 3072f).div(500).sin().reshape(2, 3, 32, 32);
    float[] evaluated = run(network, x, false);
    assertThat(run(network, x, false)).isEqualTo(evaluated).isEqualTo(run(plain, x, false));
    float[] first = run(network, x, true);
    assertThat(run(network, x, true)).isNotEqualTo(first).isNotEqualTo(evaluated);
    assertThat(ofStep(network, x, 5)).isEqualTo(ofStep(network, x, 5)).isNotEqualTo(first);
    Network other = Network.initialised(config.withDropout(0.5, place), 3, manager);
    assertThat(ofStep(other, x, 5)).isEqualTo(ofStep(network, x, 5));
    assertThat(run(other, x, true)).as("its own passes, from 0").isEqualTo(first);
  }

  @Test
  void theShareIsZeroedAndTheRestScaledUp() {
    Block drop =
        Network.of(CNN.withDropout(0.2, "last"), 0).stages().stream()
            .filter(s -> drops(s.before()))
            .findFirst()
            .orElseThrow()
            .before()
            .get(0);
    drop.initialize(manager, DataType.FLOAT32, new Shape(1, 10_000));
    float[] out =
        drop.forward(
                new ParameterStore(manager, false),
                new NDList(manager.ones(new Shape(1, 10_000))),
                true)
            .head()
            .toFloatArray();
    int zeros = 0;
    for (float v : out) {
      zeros += v == 0 ? 1 : 0;
      assertThat(v == 0 || v == 1.25f).as("1/(1 - 0.2) or 0, not %s", v).isTrue();
    }
    // Standard error 0.4 %.
    assertThat(zeros / 10_000.0).isCloseTo(0.2, within(0.016));
  }

  private static boolean drops(List<Block> blocks) {
    return blocks.stream().anyMatch(Dropout.class::isInstance);
  }

  private float[] ofStep(Network network, NDArray x, long step) {
    ParameterStore store = new ParameterStore(manager, false);
    return network.forward(store, x, true, Trace.ofStep(step)).head().toFloatArray();
  }

  private float[] run(Network network, NDArray x, boolean training) {
    return network
        .forward(new ParameterStore(manager, false), new NDList(x), training)
        .head()
        .toFloatArray();
  }
}
