package deconvlab.model;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.nn.PixelShuffle;
import deconvlab.nn.Torch;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image-to-image networks: their layers, and torch's numbers. */
class RestorerTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /**
   * {@code environment/peers/restoration_reference.py} with torch 2.7.1: the sum of squares and
   * outputs number 0, 33, 1000 and 4572 of two images by formula, weights by formula, width 2 and
   * 3, depth 1.
   */
  @ParameterizedTest
  @CsvSource({
    "restorer, 3, none, direct, 2, 2326.487, 0.26759, 0.31765, 0.13377, -0.19538",
    "restorer, 4, none, direct, 2, 614.7, 0.28843, 0.50902, 0.46359, -0.2241",
    "restorer, 3, conv, direct, 2, 13015.255, 0.18668, -0.41758, 1.24235, -2.60252",
    "restorer, 3, sub-pixel, direct, 2, 13491.259, -0.83116, -1.1671, -0.20722, -0.66406",
    "restorer, 3, none, residual, 2, 2853.342, -0.23241, 0.11765, -0.06623, -0.60448",
    "plain, 3, none, direct, 3, 16799.278, 0.29847, -2.0733, 0.47128, 9.73556"
  })
  void theForwardPassIsTorchs(
      String model,
      int kernel,
      String twin,
      String picture,
      int width,
      double squares,
      float first,
      float second,
      float third,
      float fourth) {
    NetworkConfig config =
        NetworkConfig.of(model)
            .withKernel(kernel)
            .withTwin(twin)
            .withPicture(picture)
            .withWidth(width)
            .withDepth(1);
    Network network = PeerNumbers.network(config, manager);
    ParameterStore store = new ParameterStore(manager, false);
    float[] made =
        network
            .forward(store, PeerNumbers.images(manager), false, Trace.none())
            .singletonOrThrow()
            .toFloatArray();
    double sum = 0;
    for (float value : made) {
      sum += (double) value * value;
    }
    assertThat(sum).isCloseTo(squares, within(1e-4 * squares));
    assertThat(new float[] {made[0], made[33], made[1000], made[4572]})
        .containsExactly(new float[] {first, second, third, fourth}, within(2e-5f));
  }

  /** Width 16: 448 + 4,640 + 2·9,248 + 867; with kernel 4 the last has 32·3·16 + 3. */
  @ParameterizedTest
  @CsvSource({
    "restorer, 16, 3, none, 24451",
    "restorer, 16, 4, none, 25123",
    "restorer, 16, 3, conv, 24451",
    "restorer, 16, 3, sub-pixel, 27052",
    "plain, 29, 3, none, 24392"
  })
  void theArmsOfTheStudyAreAboutAsLarge(
      String model, int width, int kernel, String twin, long parameters) {
    NetworkConfig config =
        NetworkConfig.of(model).withWidth(width).withKernel(kernel).withTwin(twin);
    assertThat(Size.of(config).parameters()).isEqualTo(parameters);
    assertThat(Summary.of(Network.initialised(config, 0, manager)).parameters())
        .isEqualTo(parameters);
  }

  @Test
  void layersOneByOne() {
    NetworkConfig config = NetworkConfig.of("restorer").withWidth(4).withDepth(1);
    assertThat(Network.of(config, 0).stages())
        .extracting(s -> s.name() + " " + s.output())
        .containsExactly(
            "conv1 (4, 32, 32)", "conv2 (8, 16, 16)", "conv3 (8, 16, 16)", "deconv1 (3, 32, 32)");
    assertThat(Network.of(config.withTwin("sub-pixel"), 0).stages())
        .extracting(s -> s.name() + " " + s.output())
        .endsWith("deconv1 (12, 16, 16)", "shuffle1 (3, 32, 32)");
    assertThat(Network.of(NetworkConfig.of("plain").withWidth(4).withDepth(1), 0).stages())
        .extracting(s -> s.name() + " " + s.output())
        .containsExactly(
            "conv1 (4, 32, 32)", "conv2 (4, 32, 32)", "conv3 (4, 32, 32)", "conv4 (3, 32, 32)");
  }

  @Test
  void channelsBecomePixelsAndGradientsGoBack() {
    NDArray x = manager.arange(24f).reshape(new Shape(1, 8, 1, 3));
    assertClose(
        PixelShuffle.apply(x, 2),
        new long[] {1, 2, 2, 6},
        new double[] {
          0, 3, 1, 4, 2, 5, 6, 9, 7, 10, 8, 11, 12, 15, 13, 16, 14, 17, 18, 21, 19, 22, 20, 23
        },
        0);
    x.setRequiresGradient(true);
    try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
      collecting.backward(PixelShuffle.apply(x, 2).square().sum());
    }
    assertThat(x.getGradient().toFloatArray()).startsWith(0, 2, 4).endsWith(44, 46);
    assertThatThrownBy(() -> PixelShuffle.apply(x, 3))
        .hasMessage("scale=3 must be at least 1, and its square divide the 8 channels");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    for (String model : List.of("s2", "ddnet-as-written")) {
      assertThatThrownBy(() -> Network.of(NetworkConfig.of(model).withPicture("residual"), 0))
          .hasMessage(
              "picture=residual needs a network that ends in a 3×32×32 picture; model=%s does not",
              model);
    }
    assertThatThrownBy(
            () -> Network.of(NetworkConfig.of("ddnet-as-written").withTwin("sub-pixel"), 0))
        .hasMessage("twin=sub-pixel needs layers that make maps 2 times as large exactly");
  }
}
