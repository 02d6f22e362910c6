package deconvlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Torch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** s1, s2, s4 and the upsampler layer by layer; every count is worked out by hand. */
class ArticleNetworksTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void s1MakesImagesOfImages() {
    Network network = Network.initialised(NetworkConfig.of("s1"), 0, manager);
    // With batch norm there is no bias: 3·32·9 + 2·32, 32·3·9 + 2·3, 3·64·9 + 2·64, 64·3·9 + 2·3;
    // multiply-adds 1024 places · inputs · outputs · 9.
    assertThat(lines(network))
        .containsExactly(
            "conv1 (32, 32, 32) 928 884736",
            "deconv1 (3, 32, 32) 870 884736",
            "conv2 (64, 32, 32) 1856 1769472",
            "deconv2 (3, 32, 32) 1734 1769472");
    assertThat(Summary.of(network).parameters()).isEqualTo(5_388);
    assertThat(Summary.of(network).multiplyAdds()).isEqualTo(5_308_416);
    assertThat(network.hasScores()).isFalse();
    assertThat(network.hasPicture()).isTrue();
    assertThat(network.trunkLayers()).containsExactly("conv1", "deconv1", "conv2", "deconv2");
    assertThat(forward(network)).containsExactly(new Shape(2, 3, 32, 32));
    assertThat(network.getOutputShapes(new Shape[] {new Shape(2, 3, 32, 32)}))
        .containsExactly(new Shape(2, 3, 32, 32));
  }

  @Test
  void s1ActivatesBetweenItsBlocksOnly() {
    List<Stage> stages = Network.of(NetworkConfig.of("s1").withDepth(3).withWidth(2), 0).stages();
    assertThat(stages).extracting(s -> s.output().get(0)).containsExactly(2L, 3L, 4L, 3L, 8L, 3L);
    assertThat(stages).allMatch(s -> s.after().get(0) instanceof BatchNorm);
    assertThat(stages).extracting(s -> s.after().size()).containsExactly(1, 2, 1, 2, 1, 1);
    assertThat(stages)
        .extracting(s -> s.layer().activated())
        .containsExactly(false, true, false, true, false, false);
    NetworkConfig plain = NetworkConfig.of("s1").withBatchNorm(false);
    assertThat(lines(Network.initialised(plain, 0, manager)))
        .containsExactly(
            "conv1 (32, 32, 32) 896 884736",
            "deconv1 (3, 32, 32) 867 884736",
            "conv2 (64, 32, 32) 1792 1769472",
            "deconv2 (3, 32, 32) 1731 1769472");
  }

  @Test
  void s2() {
    Network network = Network.initialised(NetworkConfig.of("s2"), 0, manager);
    assertThat(lines(network))
        .containsExactly(
            "conv1 (32, 32, 32) 896 884736", // 3·32·9 + 32; 1024 places
            "deconv1 (32, 64, 64) 9248 9437184", // 32·32·9 + 32; 1024 inputs a map
            "average1 (32, 4, 4) 0 0",
            "flatten1 (512) 0 0",
            "dense1 (10) 5130 5120");
    assertThat(Summary.of(network).parameters()).isEqualTo(15_274);
    assertThat(Summary.of(network).multiplyAdds()).isEqualTo(10_327_040);
    assertThat(network.trunkLayers()).containsExactly("conv1", "deconv1");
    assertThat(forward(network)).containsExactly(new Shape(2, 10));
    assertThat(network.stages().subList(0, 2)).allMatch(s -> s.layer().activated());
  }

  @Test
  void s4() {
    Network network = Network.initialised(NetworkConfig.of("s4"), 0, manager);
    assertThat(lines(network))
        .containsExactly(
            "conv1 (32, 32, 32) 896 884736",
            "pool1 (32, 16, 16) 0 0",
            "conv2 (64, 16, 16) 18496 4718592",
            "pool2 (64, 8, 8) 0 0",
            "conv3 (128, 8, 8) 73856 4718592",
            "pool3 (128, 4, 4) 0 0",
            "flatten1 (2048) 0 0",
            "dense1 (64) 131136 131072",
            "reshape1 (4, 4, 4) 0 0",
            "deconv1 (10, 4, 4) 370 5760", // 4·10·9 + 10; 16 places · 4 · 10 · 9
            "deconv2 (32, 4, 4) 2912 46080", // 10·32·9 + 32
            "deconv3 (3, 4, 4) 867 13824", // 32·3·9 + 3
            "flatten2 (48) 0 0",
            "dense2 (10) 490 480");
    assertThat(Summary.of(network).parameters()).isEqualTo(229_023);
    assertThat(Summary.of(network).multiplyAdds()).isEqualTo(10_519_136);
    assertThat(network.trunkLayers())
        .containsExactly("conv1", "conv2", "conv3", "dense1", "deconv1", "deconv2", "deconv3");
    assertThat(forward(network)).containsExactly(new Shape(2, 10));
    assertThat(network.stages())
        .filteredOn(s -> s.layer().activated())
        .extracting(Stage::name)
        .containsExactly("conv1", "conv2", "conv3", "dense1", "deconv1", "deconv2");
  }

  /** The head of cnn is its output layer alone: dense1 belongs to what the slope is taken over. */
  @Test
  void theTrunkEndsBeforeTheOutputLayer() {
    assertThat(Network.of(NetworkConfig.of("cnn"), 0).trunkLayers())
        .containsExactly("conv1", "conv2", "conv3", "dense1");
    assertThat(Network.of(NetworkConfig.of("ddnet"), 0).trunkLayers())
        .containsExactly("conv1", "conv2", "conv3", "deconv1", "deconv2", "deconv3");
  }

  @ParameterizedTest
  @CsvSource({
    "s4, 2, '(64, 8, 8)', 4096",
    "s4, 4, '(256, 2, 2)', 1024",
    "cnn, 2, '(64, 8, 8)', 4096",
    "cnn, 4, '(256, 2, 2)', 1024"
  })
  void theEncoderHasTwoToFourBlocks(String model, int depth, String maps, int features) {
    Network network = Network.of(NetworkConfig.of(model).withDepth(depth), 0);
    List<String> shapes =
        network.stages().stream()
            .map(s -> s.name() + " " + s.output())
            .limit(2L * depth + 2)
            .toList();
    assertThat(shapes)
        .endsWith(
            "pool%d %s".formatted(depth, maps), "flatten1 (%d)".formatted(features), "dense1 (64)");
  }

  @Test
  void theUpsamplerDoublesFourTimes() {
    NetworkConfig config = NetworkConfig.of("upsampler").withKernel(5);
    Network network = Network.initialised(config, 0, manager);
    assertThat(lines(network))
        .containsExactly(
            "conv1 (32, 4, 4) 6176 98304", // 3·32·64 + 32; 16 places · 32 · 192
            "deconv1 (32, 8, 8) 25632 409600", // 32·32·25 + 32; 16 inputs a map
            "deconv2 (32, 16, 16) 25632 1638400",
            "deconv3 (32, 32, 32) 25632 6553600",
            "deconv4 (32, 64, 64) 25632 26214400",
            "average1 (32) 0 0",
            "dense1 (10) 330 320");
    for (int kernel : new int[] {3, 7}) {
      Network other = Network.of(config.withKernel(kernel).withWidth(2), 0);
      assertThat(other.stages())
          .extracting(s -> s.output().toString())
          .startsWith("(2, 4, 4)", "(2, 8, 8)", "(2, 16, 16)", "(2, 32, 32)", "(2, 64, 64)");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "conv, 3, 9248",
    "conv, 5, 25632",
    "deconv, 5, 25632",
    "deconv, 7, 50208" // 32·32·49 + 32
  })
  void aStackKeepsItsSizeWithAnyKernel(String kind, int kernel, long parameters) {
    NetworkConfig config = NetworkConfig.of("stack").withStack(3, kind).withKernel(kernel);
    Network network = Network.initialised(config, 0, manager);
    for (Stage stage : network.stages().subList(1, 4)) {
      assertThat(stage.output()).isEqualTo(new Shape(32, 8, 8));
      assertThat(stage.parameters()).isEqualTo(parameters);
    }
  }

  private static List<String> lines(Network network) {
    return network.stages().stream()
        .map(s -> "%s %s %d %d".formatted(s.name(), s.output(), s.parameters(), s.multiplyAdds()))
        .toList();
  }

  /** The shapes that two images give. */
  private List<Shape> forward(Network network) {
    NDArray x = manager.arange(2 * 3072f).div(1000).sin().reshape(2, 3, 32, 32);
    NDList out = network.forward(new ParameterStore(manager, false), new NDList(x), false);
    return List.of(out.getShapes());
  }
}
