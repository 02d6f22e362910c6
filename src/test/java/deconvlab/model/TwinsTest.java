package deconvlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Snapshot;
import deconvlab.nn.Torch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The control networks: what stands in each place, how they start, how large they are. */
class TwinsTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static List<String> models() {
    return Networks.names();
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyPlaceKeepsItsNameShapeAndWhatFollows(String model) {
    NetworkConfig config = NetworkConfig.of(model).withWidth(4).withBatchNorm(true);
    List<Stage> original = Network.of(config, 0).stages();
    List<Stage> twin = Network.of(config.withTwin("conv"), 0).stages();
    assertThat(twin.stream().filter(s -> !(s.layer() instanceof Layer.Upsample)).map(this::place))
        .containsExactlyElementsOf(original.stream().map(this::place).toList());
    assertThat(twin).noneMatch(s -> s.layer() instanceof Layer.Deconv);
    assertThat(original).noneMatch(Stage::twin);
    assertThat(twin.stream().filter(Stage::twin).map(Stage::name))
        .containsExactlyElementsOf(
            original.stream()
                .filter(s -> s.layer() instanceof Layer.Deconv)
                .map(Stage::name)
                .toList());
  }

  private String place(Stage stage) {
    return "%s %s %d".formatted(stage.name(), stage.output(), stage.after().size());
  }

  @Test
  void ddnetUpsamplesAndConvolves() {
    NetworkConfig config = NetworkConfig.of("ddnet").withHead("bottleneck").withTwin("conv");
    Network network = Network.initialised(config, 0, manager);
    assertThat(network.stages())
        .extracting(s -> s.name() + " " + s.output() + " " + s.multiplyAdds())
        .endsWith(
            "pool3 (128, 4, 4) 0",
            "upsample1 (128, 8, 8) 0",
            "deconv1 (64, 8, 8) 4718592", // 64 places · 128 · 64 · 9
            "upsample2 (64, 16, 16) 0",
            "deconv2 (32, 16, 16) 4718592",
            "upsample3 (32, 32, 32) 0",
            "deconv3 (3, 32, 32) 884736",
            "average1 (128) 0",
            "dense1 (10) 1280");
    assertThat(Summary.of(network).toString()).contains("deconv2 (conv) (32, 16, 16) ");
  }

  /**
   * The scores of DDNet's factored twins for one picture, as PyTorch 2.7.1 computes them in double:
   * parameter number j has the numbers 0.2·sin(0.37·i + j), the picture sin(i/700).
   */
  @ParameterizedTest
  @CsvSource({
    "separable, -0.071548 0.070348 0.2095 0.307715 0.336971 0.288639 0.176364 0.031609 -0.106598"
        + " -0.204102",
    "low-rank-4, 0.072619 0.165355 0.220363 0.230433 0.200003 0.142419 0.074737 0.011996 -0.036975"
        + " -0.070879"
  })
  void factoredTwinsEqualPyTorch(String kind, String scores) {
    NetworkConfig config = NetworkConfig.of("ddnet").withWidth(4).withTwin(kind);
    Network network = Network.initialised(config, 0, manager);
    int j = 0;
    for (Parameter one : network.trainable().values()) {
      NDArray array = one.getArray();
      float[] values = new float[Math.toIntExact(array.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (0.2 * Math.sin(0.37 * i + j));
      }
      j++;
      Snapshot.copy(
          new NDList(manager.create(values, array.getShape())), new NDList(array), manager);
    }
    NDArray x = manager.arange(3072f).div(700).sin().reshape(1, 3, 32, 32);
    float[] found =
        network
            .forward(new ParameterStore(manager, false), new NDList(x), false)
            .head()
            .toFloatArray();
    double[] expected = Arrays.stream(scores.split(" ", -1)).mapToDouble(Double::valueOf).toArray();
    for (int c = 0; c < expected.length; c++) {
      assertThat((double) found[c]).as(kind).isCloseTo(expected[c], within(1e-5));
    }
  }

  /** DDNet of width 4: 16 channels in, 8 out, at 4×4; nine taps. */
  @Test
  void factoredTwinsCountWhatTheyDo() {
    NetworkConfig config = NetworkConfig.of("ddnet").withWidth(4);
    assertThat(Network.initialised(config.withTwin("separable"), 0, manager).stages())
        .extracting(
            s -> s.name() + " " + s.output() + " " + s.parameters() + " " + s.multiplyAdds())
        .contains(
            "pointwise1 (8, 4, 4) 136 2048", // 8·16 + 8; 16 places · 8 · 16
            "deconv1 (8, 8, 8) 80 1152", // 8·9 + 8; 16 places · 8 · 9
            "pointwise3 (3, 16, 16) 15 3072",
            "deconv3 (3, 32, 32) 30 6912");
    assertThat(Network.initialised(config.withTwin("low-rank-4"), 0, manager).stages())
        .extracting(
            s -> s.name() + " " + s.output() + " " + s.parameters() + " " + s.multiplyAdds())
        .contains(
            "pointwise1 (4, 4, 4) 68 1024", // 4·16 + 4; 16 places · 4 · 16
            "deconv1 (8, 8, 8) 296 4608", // 4·8·9 + 8; 16 places · 4 · 8 · 9
            "pointwise3 (1, 16, 16) 5 1024",
            "deconv3 (3, 32, 32) 30 6912");
    assertThat(Network.of(config, 0).stages())
        .extracting(s -> s.name() + " " + s.multiplyAdds())
        .contains("deconv1 18432", "deconv3 27648");
  }

  /** A head that leaves the trunk in its middle stays where it was. */
  @ParameterizedTest
  @CsvSource({"separable", "low-rank-2", "low-rank-8"})
  void factoredTwinsKeepShapesAndTheHeadsPlace(String kind) {
    for (String model : Networks.names()) {
      for (String head : new String[] {"decoder", "bottleneck"}) {
        NetworkConfig config = NetworkConfig.of(model).withWidth(8).withHead(head);
        Network own = Network.of(config, 0);
        Shape[] inputs = {new Shape(2).addAll(own.input())};
        Network twin = Network.of(config.withTwin(kind), 0);
        assertThat(twin.getOutputShapes(inputs)).isEqualTo(own.getOutputShapes(inputs));
        assertThat(Size.of(config.withTwin(kind)).parameters())
            .isEqualTo(
                Summary.of(Network.initialised(config.withTwin(kind), 0, manager)).parameters());
      }
    }
  }

  /** Stride 2 without output padding: 4 becomes 7, so the twin drops the eighth row and column. */
  @Test
  void anOddSizeIsCutOff() {
    NetworkConfig config = NetworkConfig.of("ddnet-as-written").withWidth(2).withTwin("conv");
    assertThat(Network.of(config, 0).stages())
        .filteredOn(s -> s.layer() instanceof Layer.Upsample)
        .extracting(Stage::output)
        .containsExactly(new Shape(8, 63, 63), new Shape(4, 125, 125), new Shape(2, 249, 249));
  }

  /** Stacks at stride 1 and three taps: the draws of the place itself are the same, too. */
  @ParameterizedTest
  @CsvSource({
    "ddnet, conv1 conv2 conv3 dense1",
    "s2, conv1 deconv1 dense1",
    "s4, conv1 conv2 conv3 dense1 dense2",
    "stack, conv1 conv2 conv3 conv4 conv5 dense1"
  })
  void sharedLayersStartAlike(String model, String shared) {
    NetworkConfig config = NetworkConfig.of(model).withWidth(4).withInit("xavier-library-fan");
    Map<String, float[]> original = weights(config);
    Map<String, float[]> twin = weights(config.withTwin("conv"));
    for (String layer : List.of(shared.split(" ", -1))) {
      assertThat(twin.get(layer + ".weight")).as(layer).isEqualTo(original.get(layer + ".weight"));
    }
    assertThat(twin.keySet()).isEqualTo(original.keySet());
  }

  /**
   * Zigzag: 144w² + 71w + 10 = 207,082 at w = 37.7. Kernel 5: 72w² + 67w + 10 = 206,954 at w =
   * 53.2.
   */
  @ParameterizedTest
  @CsvSource({
    "s1, zigzag, 3, 32",
    "s2, zigzag, 3, 32",
    "s4, zigzag, 3, 32",
    "ddnet, zigzag, 3, 32",
    "cnn, zigzag, 3, 32",
    "stack, deconv, 3, 32",
    "stack, zigzag, 3, 38",
    "stack, deconv, 5, 53"
  })
  void aMatchedTwinHasAsManyParameters(String model, String kind, int kernel, long width) {
    NetworkConfig config = NetworkConfig.of(model).withKind(kind).withKernel(kernel);
    Network twin = Network.initialised(config.withTwin("matched"), 0, manager);
    long wanted = Summary.of(Network.initialised(config, 0, manager)).parameters();
    assertThat(twin.stages().get(0).output().get(0)).isEqualTo(width);
    assertThat((double) Summary.of(twin).parameters())
        .isCloseTo((double) wanted, within(0.02 * wanted));
    assertThat(twin.stages()).noneMatch(s -> s.layer() instanceof Layer.Deconv);
  }

  @ParameterizedTest
  @CsvSource({"upsampler, 7", "upsampler, 5", "bench, 3"})
  void widerKernelsAreMatched(String model, int kernel) {
    NetworkConfig config = NetworkConfig.of(model).withKernel(kernel).withBatchNorm(true);
    double wanted = Summary.of(Network.initialised(config, 0, manager)).parameters();
    Network twin = Network.initialised(config.withTwin("matched"), 0, manager);
    assertThat((double) Summary.of(twin).parameters())
        .isCloseTo((double) wanted, within(0.02 * wanted));
    assertThat(twin.stages().get(0).output().get(0)).isGreaterThan(32);
  }

  /** Width 1 has 122 parameters; its twin 49 + 20 + 19 + 20 = 108, at width 2 already 278. */
  @Test
  void noWidthFits() {
    NetworkConfig config =
        NetworkConfig.of("stack").withStack(2, "zigzag").withWidth(1).withTwin("matched");
    assertThatThrownBy(() -> Network.of(config, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "twin=matched: no width gives the twin of model=stack, width=1 its 122 parameters within"
                + " 2 %; the nearest is width 1 with 108: use another width, or twin=conv");
  }

  @ParameterizedTest
  @MethodSource("models")
  void parametersAreCountedWithoutBuilding(String model) {
    for (boolean norm : new boolean[] {false, true}) {
      for (String head : new String[] {"decoder", "bottleneck"}) {
        NetworkConfig config =
            NetworkConfig.of(model).withWidth(3).withHead(head).withBatchNorm(norm);
        Network network = Network.initialised(config, 0, manager);
        Size size = Size.of(config);
        assertThat(size.parameters()).isEqualTo(Summary.of(network).parameters());
        long largest =
            network.trainable().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .max()
                .orElseThrow();
        assertThat(size.largestWeight()).isEqualTo(largest);
        assertThat(size.activations())
            .isGreaterThanOrEqualTo(
                network.stages().stream().mapToLong(stage -> stage.output().size()).sum());
      }
    }
  }

  private Map<String, float[]> weights(NetworkConfig config) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    Network.initialised(config, 5, manager)
        .trainable()
        .forEach((name, parameter) -> weights.put(name, parameter.getArray().toFloatArray()));
    return weights;
  }
}
