package deconvlab.diagnose;

import static deconvlab.diagnose.ModeFaults.dropout;
import static deconvlab.diagnose.ModeFaults.net;
import static deconvlab.diagnose.ModeFaults.norm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.loss.Loss;
import deconvlab.diagnose.ModeFaults.Always;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.record.Finding;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults planted by blocks that do not hand the training flag on. */
class ModeCheckTest {
  private NDManager manager;

  @BeforeEach
  void open() {
    manager = Torch.engine().newBaseManager(Device.cpu());
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private List<Finding> check(Block block) {
    NDArray x = PlainDjl.noise(manager, 3, 6, 2, 4, 4);
    Torch.seed(5);
    block.initialize(manager, DataType.FLOAT32, x.getShape());
    return ModeCheck.of(block, x);
  }

  @Test
  void aHealthyBlockHasNoFindingInAnyOrderOfItsLayers() {
    assertThat(check(net(norm(), dropout()))).isEmpty();
    assertThat(check(net(dropout(), norm()))).isEmpty();
    assertThat(check(net(Blocks.identityBlock(), Blocks.identityBlock()))).isEmpty();
  }

  @Test
  void batchNormThatAlwaysTrainsIsFoundInItsLayer() {
    List<Finding> found = check(net(new Always(true, norm()), dropout()));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).name()).isEqualTo(ModeCheck.BATCH_NORM);
    assertThat(found.get(0).layer()).isEqualTo("02Always_01Child");
    assertThat(found.get(0).evidence()).contains("in evaluation");
  }

  @Test
  void batchNormThatNeverTrainsIsFoundInItsLayer() {
    List<Finding> found = check(net(new Always(false, norm()), dropout()));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).name()).isEqualTo(ModeCheck.BATCH_NORM);
    assertThat(found.get(0).layer()).isEqualTo("02Always_01Child");
    assertThat(found.get(0).evidence()).contains("left the running statistics of 1 layers");
  }

  @Test
  void normalisationByTheBatchWithoutRunningStatisticsIsFoundByWhatItDoes() {
    Block ownNorm = new SequentialBlock().addSingleton(x -> x.sub(x.mean(new int[] {0}, true)));
    List<Finding> found = check(net(ownNorm, Blocks.identityBlock()));
    assertThat(found).hasSize(1);
    assertThat(found.get(0).name()).isEqualTo(ModeCheck.BATCH_NORM);
    assertThat(found.get(0).evidence()).contains("with the rest of its batch");
  }

  @Test
  void dropoutThatIsAlwaysOnIsFoundAloneAndBesideBatchNorm() {
    assertThat(check(net(norm(), new Always(true, dropout()))))
        .extracting(Finding::name)
        .containsExactly(ModeCheck.DROPOUT);
    assertThat(check(net(new Always(true, norm()), new Always(true, dropout()))))
        .extracting(Finding::name)
        .containsExactly(ModeCheck.BATCH_NORM, ModeCheck.DROPOUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"before-norm", "after-norm"})
  void theProjectsNetworkIsHealthy(String place) {
    NetworkConfig config = NetworkConfig.of("ddnet").withWidth(4).withBatchNorm(true);
    Network network = Network.initialised(config.withDropout(0.3, place), 7, manager);
    List<float[]> before = values(network);
    NDArray x = PlainDjl.noise(manager, 3, 5, 3, 32, 32);
    float[] next = draw();
    Torch.seed(21);
    assertThat(ModeCheck.of(network, x)).isEmpty();
    assertThat(manager.randomUniform(0, 1, new Shape(4)).toFloatArray())
        .as("the numbers that come next")
        .isEqualTo(next);
    assertSame(before, values(network));
  }

  @Test
  void evenABlockWithEveryFaultKeepsItsStatistics() {
    SequentialBlock block = net(new Always(true, norm()), new Always(true, dropout()));
    NDArray x = PlainDjl.noise(manager, 3, 6, 2, 4, 4);
    block.initialize(manager, DataType.FLOAT32, x.getShape());
    List<float[]> before = values(block);
    assertThat(ModeCheck.of(block, x)).isNotEmpty();
    assertSame(before, values(block));
  }

  @Test
  void aHealthyChainDrawsNoRandomNumber() {
    SequentialBlock block = net(norm(), dropout());
    NDArray x = PlainDjl.noise(manager, 3, 6, 2, 4, 4);
    block.initialize(manager, DataType.FLOAT32, x.getShape());
    float[] next = draw();
    Torch.seed(21);
    ModeCheck.of(block, x);
    assertThat(manager.randomUniform(0, 1, new Shape(4)).toFloatArray()).isEqualTo(next);
  }

  private float[] draw() {
    Torch.seed(21);
    return manager.randomUniform(0, 1, new Shape(4)).toFloatArray();
  }

  private static List<float[]> values(Block block) {
    return block.getParameters().values().stream()
        .map(Parameter::getArray)
        .map(NDArray::toFloatArray)
        .toList();
  }

  private static void assertSame(List<float[]> expected, List<float[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertThat(actual.get(i)).isEqualTo(expected.get(i));
    }
  }

  @Test
  void theListenerFindsTheFaultsWhileItTrains() {
    assertThat(trained(net(norm(), dropout()))).isEmpty();
    List<Finding> always = trained(net(new Always(true, norm()), new Always(true, dropout())));
    assertThat(always)
        .extracting(Finding::name)
        .containsExactly(ModeCheck.BATCH_NORM, ModeCheck.DROPOUT);
    assertThat(always).extracting(Finding::step).containsExactly(0, 0);
    List<Finding> never = trained(net(new Always(false, norm()), dropout()));
    assertThat(never).extracting(Finding::name).containsExactly(ModeCheck.BATCH_NORM);
    assertThat(never.get(0).step()).isEqualTo(1);
    assertThat(never.get(0).layer()).isEqualTo("02Always_01Child");
  }

  private List<Finding> trained(Block block) {
    DiagnosisListener dashboard = new DiagnosisListener(4);
    try (Model model = PlainDjl.model(block)) {
      NDArray x = PlainDjl.noise(manager, 5, 24, 2, 4, 4);
      NDArray y = PlainDjl.classes(manager, 24, 4);
      PlainDjl.fit(model, x, y, 8, 2, PlainDjl.config(Loss.softmaxCrossEntropyLoss(), dashboard));
    }
    return dashboard.findings().stream().filter(f -> f.name().contains("wrong mode")).toList();
  }

  @Test
  void whatCannotBeCheckedIsAClearError() {
    Block block = net(norm(), dropout());
    NDArray one = PlainDjl.noise(manager, 3, 1, 2, 4, 4);
    assertThatThrownBy(() -> ModeCheck.of(block, one)).hasMessageContaining("not initialised");
    block.initialize(manager, DataType.FLOAT32, one.getShape());
    assertThatThrownBy(() -> ModeCheck.of(block, one))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2 images");
  }
}
