package deconvlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Torch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @ParameterizedTest
  @ValueSource(strings = {"last", "before-norm", "after-norm"})
  void onlyTrainingDrops(String place) {
    NetworkConfig config = CNN.withBatchNorm(false);
    Network network = Network.initialised(config.withDropout(0.5, place), 3, manager);
    Network plain = Network.initialised(config, 3, manager);
    NDArray x = manager.arange(2 * 3072f).div(500).sin().reshape(2, 3, 32, 32);
    float[] evaluated = run(network, x, false);
    assertThat(run(network, x, false)).isEqualTo(evaluated).isEqualTo(run(plain, x, false));
    Torch.seed(1);
    float[] first = run(network, x, true);
    assertThat(run(network, x, true)).isNotEqualTo(first);
    Torch.seed(1);
    assertThat(run(network, x, true)).isEqualTo(first).isNotEqualTo(evaluated);
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
    Torch.seed(5);
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

  private float[] run(Network network, NDArray x, boolean training) {
    return network
        .forward(new ParameterStore(manager, false), new NDList(x), training)
        .head()
        .toFloatArray();
  }
}
