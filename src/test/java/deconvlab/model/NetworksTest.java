package deconvlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Torch;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every network layer by layer: shapes, parameters and multiply-adds counted by hand. */
class NetworksTest {
  private static final NetworkConfig DDNET = NetworkConfig.of("ddnet");

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void vggIsPairsOfConvolutionsWithBatchNorm() {
    Network network = Network.initialised(NetworkConfig.of("vgg"), 0, manager);
    assertThat(shapes(network))
        .containsExactly(
            "conv1 (32, 32, 32)",
            "conv2 (32, 32, 32)",
            "pool1 (32, 16, 16)",
            "conv3 (64, 16, 16)",
            "conv4 (64, 16, 16)",
            "pool2 (64, 8, 8)",
            "conv5 (128, 8, 8)",
            "conv6 (128, 8, 8)",
            "pool3 (128, 4, 4)",
            "average1 (128)",
            "dense1 (10)");
    // 9·(3·32 + 32² + 32·64 + 64² + 64·128 + 128²), batch norm 2·(2·32 + 2·64 + 2·128), 129·10;
    // multiply-adds 884,736 + 9,437,184 + 2 · (4,718,592 + 9,437,184) + 1,280.
    assertThat(Summary.of(network).parameters()).isEqualTo(288_746);
    assertThat(Summary.of(network).multiplyAdds()).isEqualTo(38_634_752);
  }

  @Test
  void ddnetWithItsDecoderHead() {
    Network network = Network.initialised(DDNET, 0, manager);
    assertThat(shapes(network))
        .containsExactly(
            "conv1 (32, 32, 32)",
            "pool1 (32, 16, 16)",
            "conv2 (64, 16, 16)",
            "pool2 (64, 8, 8)",
            "conv3 (128, 8, 8)",
            "pool3 (128, 4, 4)",
            "deconv1 (64, 8, 8)",
            "deconv2 (32, 16, 16)",
            "deconv3 (3, 32, 32)",
            "flatten1 (3072)",
            "dense1 (10)");
    assertThat(parameters(network))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "conv1", 3L * 32 * 9 + 32,
                "conv2", 32L * 64 * 9 + 64,
                "conv3", 64L * 128 * 9 + 128,
                "deconv1", 128L * 64 * 9 + 64,
                "deconv2", 64L * 32 * 9 + 32,
                "deconv3", 32L * 3 * 9 + 3,
                "dense1", 3072L * 10 + 10));
    Summary summary = Summary.of(network);
    assertThat(summary.parameters()).isEqualTo(217_101);
    // Outputs · inputs · taps of a convolution, inputs · outputs · taps of a transposed one:
    // 884,736 + 2 · 4,718,592 + 2 · 1,179,648 + 221,184 + 30,720.
    assertThat(summary.multiplyAdds()).isEqualTo(12_933_120);
    assertThat(summary.table().longColumn("multiply-adds").asList())
        .containsExactly(
            884_736L,
            0L,
            4_718_592L,
            0L,
            4_718_592L,
            0L,
            1_179_648L,
            1_179_648L,
            221_184L,
            0L,
            30_720L);
    assertThat(network.hasPicture()).isTrue();
  }

  @Test
  void ddnetWithItsBottleneckHead() {
    Network network = Network.initialised(DDNET.withHead("bottleneck"), 0, manager);
    assertThat(shapes(network)).endsWith("deconv3 (3, 32, 32)", "average1 (128)", "dense1 (10)");
    assertThat(Summary.of(network).parameters()).isEqualTo(186_371 + 128 * 10 + 10);
    assertThat(Summary.of(network).multiplyAdds()).isEqualTo(12_902_400 + 1_280);
    NDList out = forward(network, 2);
    assertThat(out.get(0).getShape()).isEqualTo(new Shape(2, 10));
    assertThat(out.get(1).getShape()).isEqualTo(new Shape(2, 3, 32, 32));
  }

  @Test
  void theBottleneckScoresTheMapsNotThePicture() {
    NetworkConfig config = DDNET.withWidth(4).withHead("bottleneck");
    Network network = Network.initialised(config, 0, manager);
    NDArray before = forward(network, 1).head();
    NDArray weight = network.trainable().get("deconv3.weight").getArray();
    weight.set(weight.mul(2).toFloatArray());
    assertThat(forward(network, 1).head().toFloatArray()).isEqualTo(before.toFloatArray());
  }

  @Test
  void ddnetAsWritten() {
    Network network =
        Network.initialised(NetworkConfig.of("ddnet-as-written").withWidth(4), 0, manager);
    assertThat(shapes(network))
        .containsExactly(
            "conv1 (4, 32, 32)",
            "conv2 (8, 32, 32)",
            "conv3 (16, 32, 32)",
            "deconv1 (8, 63, 63)",
            "deconv2 (4, 125, 125)",
            "deconv3 (3, 249, 249)",
            "flatten1 (186003)",
            "dense1 (10)");
    assertThat(parameters(network))
        .containsEntry("deconv1", 16L * 8 * 9 + 8)
        .containsEntry("dense1", 1_860_040L);
    assertThat(forward(network, 1).singletonOrThrow().getShape()).isEqualTo(new Shape(1, 10));
    assertThat(network.stages().subList(3, 6)).allMatch(stage -> stage.after().isEmpty());
    // 16 · 32² inputs · 8 · 9; 8 · 63² · 4 · 9; 4 · 125² · 3 · 9
    assertThat(Summary.of(network).table().longColumn("multiply-adds").asList())
        .containsExactly(
            110_592L, 294_912L, 1_179_648L, 1_179_648L, 1_143_072L, 1_687_500L, 0L, 1_860_030L);
  }

  @Test
  void stacks() {
    assertStack("conv", 3, List.of("conv2 (32, 8, 8)", "conv3 (32, 8, 8)", "conv4 (32, 8, 8)"), 32);
    assertStack(
        "deconv", 3, List.of("deconv1 (32, 8, 8)", "deconv2 (32, 8, 8)", "deconv3 (32, 8, 8)"), 32);
    assertStack(
        "zigzag", 3, List.of("conv2 (64, 4, 4)", "deconv1 (32, 8, 8)", "conv3 (64, 4, 4)"), 64);
    assertStack("zigzag", 2, List.of("conv2 (64, 4, 4)", "deconv1 (32, 8, 8)"), 32);
  }

  private void assertStack(String kind, int layers, List<String> trunk, int last) {
    Network network =
        Network.initialised(NetworkConfig.of("stack").withStack(layers, kind), 0, manager);
    List<String> shapes = shapes(network);
    assertThat(shapes.get(0)).isEqualTo("conv1 (32, 8, 8)");
    assertThat(shapes.subList(1, layers + 1)).isEqualTo(trunk);
    assertThat(shapes).endsWith("average1 (" + last + ")", "dense1 (10)").hasSize(layers + 3);
    long patch = 3 * 32 * 16 + 32;
    long one =
        switch (kind) {
          case "zigzag" -> layers == 3 ? 2 * 18_496L + 32_800 : 18_496L + 32_800;
          default -> layers * (32L * 32 * 9 + 32);
        };
    assertThat(Summary.of(network).parameters()).isEqualTo(patch + one + last * 10L + 10);
    assertThat(network.stages().subList(0, layers + 1)).allMatch(stage -> !stage.after().isEmpty());
  }

  @Test
  void cnn() {
    Network network = Network.initialised(NetworkConfig.of("cnn"), 0, manager);
    assertThat(shapes(network))
        .endsWith("pool3 (128, 4, 4)", "flatten1 (2048)", "dense1 (64)", "dense2 (10)");
    assertThat(Summary.of(network).parameters()).isEqualTo(93_248 + 2048 * 64 + 64 + 650);
    assertThat(Summary.of(network).multiplyAdds()).isEqualTo(10_321_920 + 2048 * 64 + 640);
    assertThat(network.hasPicture()).isFalse();
    assertThat(forward(network, 2).singletonOrThrow().getShape()).isEqualTo(new Shape(2, 10));
  }

  @Test
  void benchIsTheNetworkThatBenchStepDescribes() {
    Network network =
        Network.initialised(NetworkConfig.of("bench").withBatchNorm(true), 0, manager);
    assertThat(shapes(network))
        .containsExactly(
            "conv1 (32, 16, 16)",
            "conv2 (64, 8, 8)",
            "conv3 (128, 4, 4)",
            "deconv1 (64, 8, 8)",
            "deconv2 (32, 16, 16)",
            "deconv3 (16, 32, 32)",
            "average1 (16)",
            "dense1 (10)");
    // No biases: 864 + 18,432 + 73,728 + 131,072 + 32,768 + 8,192, batch norm 2 · 336, dense 170.
    assertThat(Summary.of(network).parameters()).isEqualTo(265_056 + 672 + 170);
  }

  @Test
  void batchNormTakesThePlaceOfTheBias() {
    Network network = Network.initialised(DDNET.withBatchNorm(true), 0, manager);
    assertThat(parameters(network))
        .containsEntry("conv1", 3L * 32 * 9 + 2 * 32)
        .containsEntry("deconv2", 64L * 32 * 9 + 2 * 32)
        // The last transposed convolution has no batch norm: it keeps its bias.
        .containsEntry("deconv3", 32L * 3 * 9 + 3);
    assertThat(network.trainable().keySet())
        .startsWith("conv1.weight", "conv1.gamma", "conv1.beta", "conv2.weight")
        .contains("deconv3.bias", "dense1.bias");
  }

  @Test
  void theSummarySumsUp() {
    String text = Summary.of(Network.initialised(DDNET, 0, manager)).toString();
    assertThat(text)
        .contains("deconv1    (64, 8, 8)               73,792        1,179,648")
        .contains("all                                217,101       12,933,120");
  }

  @Test
  void imagesOfAnotherShapeAreRefused() {
    Network network = Network.initialised(DDNET.withWidth(4), 0, manager);
    for (Shape shape :
        List.of(new Shape(2, 1, 32, 32), new Shape(2, 3, 28, 28), new Shape(3, 32))) {
      NDArray x = manager.ones(shape);
      assertThatThrownBy(() -> run(network, x, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(shape.toString())
          .hasMessageContaining("must be (N, 3, 32, 32)");
    }
  }

  private static List<String> shapes(Network network) {
    return network.stages().stream().map(s -> s.name() + " " + s.output()).toList();
  }

  /** By layer, of layers that have any. */
  private static Map<String, Long> parameters(Network network) {
    return network.stages().stream()
        .filter(s -> s.parameters() > 0)
        .collect(Collectors.toMap(Stage::name, Stage::parameters));
  }

  private NDList forward(Network network, int images) {
    NDArray x = manager.arange(images * 3072f).div(1000).sin().reshape(images, 3, 32, 32);
    return run(network, x, false);
  }

  private NDList run(Network network, NDArray x, boolean training) {
    return network.forward(new ParameterStore(manager, false), new NDList(x), training);
  }
}
