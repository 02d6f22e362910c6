package deconvlab.saliency;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Trace;
import deconvlab.nn.Torch;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One way back, three rules: by hand, by autograd, by PyTorch's hooks. */
class LensTest {
  private static final NetworkConfig VGG = NetworkConfig.of("vgg").withWidth(2);
  private static final NetworkConfig DDNET = NetworkConfig.of("ddnet").withWidth(2);
  private static final List<Method> RULES =
      List.of(Method.GRADIENT, Method.DECONVNET, Method.GUIDED);

  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aReluPassesBySignBySignalOrByBoth() {
    NDArray signal = manager.create(new float[] {-2, 3, 5, -7, 4});
    NDArray z = manager.create(new float[] {1, -1, 6, 0, 0});
    assertThat(Method.GRADIENT.back(signal, z).toFloatArray()).containsExactly(-2, 0, 5, 0, 0);
    assertThat(Method.DECONVNET.back(signal, z).toFloatArray()).containsExactly(0, 3, 5, 0, 4);
    assertThat(Method.GUIDED.back(signal, z).toFloatArray()).containsExactly(0, 0, 5, 0, 0);
  }

  /**
   * z1(i,j) = 2·red(4i+1, 4j+2) − 3·green(4i, 4j); the unit is −5·relu z1(3,4) + 7·relu z1(3,5),
   * with z1(3,4) = 2·0.8 − 3·0.2 = 1 and z1(3,5) = 2·0.2 − 3·0.6 = −1.4.
   */
  @Test
  void throughTwoLayersByHand() {
    NetworkConfig config = NetworkConfig.of("stack").withStack(1, "conv").withWidth(1);
    Network network = Network.initialised(config, 0, manager);
    float[] first = new float[48];
    first[1 * 4 + 2] = 2;
    first[16] = -3;
    float[] second = new float[9];
    second[4] = -5;
    second[5] = 7;
    Filled.set(network.arrays().get("conv1.weight").getArray(), first);
    Filled.set(network.arrays().get("conv2.weight").getArray(), second);
    byte[] pixels = new byte[ImageSet.IMAGE_BYTES];
    pixels[13 * 32 + 18] = (byte) 204;
    pixels[1024 + 12 * 32 + 16] = 51;
    pixels[13 * 32 + 22] = 51;
    pixels[1024 + 12 * 32 + 20] = (byte) 153;
    ImageSet image = new ImageSet(pixels, new byte[1], List.of("all"));
    Lens lens = Lens.on(network, Normalization.NONE, "conv2");
    int unit = lens.unit(0, 3, 4);
    assertThat(unit).isEqualTo(28);
    assertThat(lens.values(image, unit)[0]).isCloseTo(-5, within(1e-6));
    double[] gradient = new double[ImageSet.IMAGE_BYTES];
    gradient[13 * 32 + 18] = -10;
    gradient[1024 + 12 * 32 + 16] = 15;
    double[] deconvnet = new double[ImageSet.IMAGE_BYTES];
    deconvnet[13 * 32 + 22] = 14;
    deconvnet[1024 + 12 * 32 + 20] = -21;
    assertThat(map(lens, Method.GRADIENT, image, unit)).containsExactly(gradient);
    assertThat(map(lens, Method.DECONVNET, image, unit)).containsExactly(deconvnet);
    assertThat(map(lens, Method.GUIDED, image, unit)).containsOnly(0);
    // f is linear between 0 and the image but for the kinks at 0: x times the gradient at x.
    assertThat(map(lens, Method.INTEGRATED, image, unit)[13 * 32 + 18]).isCloseTo(-8, within(1e-5));
  }

  /** PyTorch 2.7.1, float64, backward hooks on nn.ReLU: value, Σ g, Σ |g| and g at two places. */
  @ParameterizedTest
  @CsvSource({
    "vgg, conv6, 339, GRADIENT, 3.5153107, -3.2222234, 757.07403, 1648, -3.2413122, 2672, -3.1811093",
    "vgg, conv6, 339, DECONVNET, 3.5153107, -4.2405465, 85.020935, 1420, -0.45280621, 398, 0.43086626",
    "vgg, conv6, 339, GUIDED, 3.5153107, 0.63091981, 745.8369, 395, -2.8122372, 2476, 2.6818586",
    "vgg, dense1, 3, GRADIENT, 1.6358914, -1.7353155, 190.27388, 1360, 0.55826643, 274, -0.54260516",
    "vgg, dense1, 3, DECONVNET, 1.6358914, -1.4076817, 29.619737, 1392, -0.064804193, 1510, -0.064734237",
    "vgg, dense1, 3, GUIDED, 1.6358914, 0.58176135, 261.01239, 139, -0.5916497, 1195, 0.55452549",
    "ddnet, deconv2, 345, GRADIENT, 0.18095404, -0.13320867, 124.33573, 702, -0.48131357, 1758, 0.44925446",
    "ddnet, deconv2, 345, DECONVNET, 0.18095404, -2.0529092, 120.70775, 469, 0.50145287, 2715, -0.50001944",
    "ddnet, deconv2, 345, GUIDED, 0.18095404, -3.6202668, 201.52506, 469, 0.93761719, 1493, 0.87132572",
    "ddnet, dense1, 7, GRADIENT, 2.5949454, 3.3512679, 2243.8718, 446, 6.0448594, 1502, -6.0142293",
    "ddnet, dense1, 7, DECONVNET, 2.5949454, -25.250896, 1230.1263, 469, 2.4387583, 437, -2.2394373",
    "ddnet, dense1, 7, GUIDED, 2.5949454, -124.41657, 6088.68, 3030, 22.249123, 983, -21.658181"
  })
  void hooksInPyTorchGiveTheSame(
      String model,
      String layer,
      int unit,
      String method,
      double value,
      double sum,
      double size,
      int first,
      double atFirst,
      int second,
      double atSecond) {
    Network network = Filled.network(model.equals("vgg") ? VGG : DDNET, manager);
    Lens lens = Lens.on(network, Filled.HALF, layer);
    double[] map = map(lens, Method.valueOf(method), Filled.images(1), unit);
    double rounding = 2e-6 * size;
    assertThat(lens.values(Filled.images(1), unit)[0])
        .isCloseTo(value, within(1e-5 * Math.max(1, value)));
    assertThat(Arrays.stream(map).sum()).isCloseTo(sum, within(rounding));
    assertThat(Arrays.stream(map).map(Math::abs).sum()).isCloseTo(size, within(rounding));
    assertThat(map[first]).isCloseTo(atFirst, within(rounding / 10));
    assertThat(map[second]).isCloseTo(atSecond, within(rounding / 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s2", "ddnet", "s4", "cnn", "vgg", "stack", "upsampler"})
  void theGradientIsAutograds(String model) {
    for (String activation : List.of("relu", "tanh")) {
      NetworkConfig config =
          NetworkConfig.of(model).withWidth(2).withBatchNorm(true).withActivation(activation);
      Network network = Network.initialised(config, 3, manager);
      Lens lens = Lens.on(network, Filled.HALF, "dense" + (model.matches("s4|cnn") ? 2 : 1));
      ImageSet images = Filled.images(2);
      double[] maps =
          lens.maps(Method.GRADIENT, images, 4, 9).stream()
              .flatMapToDouble(map -> Arrays.stream(map.values()))
              .toArray();
      lens.each(
          images,
          2,
          (x, from) ->
              assertClose(autograd(network, x, 4, 9), new long[] {2, 3, 32, 32}, maps, 1e-5));
    }
  }

  /** d(Σ of the score of one class for each image)/dx. */
  private static double[] autograd(Network network, NDArray x, int... classes) {
    float[] asked = new float[classes.length * 10];
    IntStream.range(0, classes.length).forEach(n -> asked[n * 10 + classes[n]] = 1);
    try (GradientCollector collecting = Torch.engine().newGradientCollector()) {
      x.setRequiresGradient(true);
      ParameterStore store = new ParameterStore(x.getManager(), false);
      NDArray scores = network.forward(store, x, false, Trace.none()).head();
      collecting.backward(scores.mul(x.getManager().create(asked, scores.getShape())).sum());
      float[] gradient = Torch.keptGradient(x).toFloatArray();
      return IntStream.range(0, gradient.length).mapToDouble(i -> gradient[i]).toArray();
    }
  }

  @Test
  void theRulesAreOneWhereNoReluIsOnTheWay() {
    Network linear = Filled.network(VGG.withActivation("identity"), manager);
    Network bent = Filled.network(DDNET, manager);
    assertThat(distinct(Lens.on(linear, Filled.HALF, "dense1"), 5)).isOne();
    // A unit's own ReLU is not on the way: it is looked at before.
    assertThat(distinct(Lens.on(bent, Filled.HALF, "conv1"), 1024 + 77)).isOne();
    assertThat(distinct(Lens.on(bent, Filled.HALF, "conv2"), 77)).isEqualTo(3);
  }

  /** Every weight and so every signal and every pre-activation is above 0. */
  @Test
  void theRulesAreOneWhereSignalAndInputsArePositive() {
    Network network = Filled.network(VGG, manager);
    network
        .trainable()
        .forEach(
            (name, one) -> {
              float[] values = one.getArray().toFloatArray();
              for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]) + 0.01f;
              }
              Filled.set(one.getArray(), values);
            });
    network.statistics().forEach(one -> Filled.set(one, ones((int) one.size())));
    network
        .arrays()
        .forEach(
            (name, one) -> {
              if (name.endsWith("runningMean")) {
                Filled.set(one.getArray(), new float[(int) one.getArray().size()]);
              }
            });
    // Pixels in [0, 1].
    assertThat(distinct(Lens.on(network, Normalization.NONE, "dense1"), 2)).isOne();
  }

  private static float[] ones(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static long distinct(Lens lens, int unit) {
    return RULES.stream()
        .map(rule -> Arrays.toString(map(lens, rule, Filled.images(1), unit)))
        .distinct()
        .count();
  }

  /** Nothing bends in a network without ReLU and max pooling: the gradient is one all the way. */
  @Test
  void integratedGradientsOfALinearNetworkSumToTheDifference() {
    NetworkConfig linear = NetworkConfig.of("s2").withWidth(2).withActivation("identity");
    Lens lens = Lens.on(Filled.network(linear, manager), Filled.HALF, "dense1");
    NDArray none = manager.zeros(new Shape(1, 3, 32, 32));
    double difference = lens.values(Filled.images(1), 3)[0] - lens.forward(none).toFloatArray()[3];
    SaliencyMap map = lens.maps(Method.INTEGRATED, Filled.images(1), 3).get(0);
    assertThat(map.sum()).isCloseTo(difference, within(1e-4 * Math.abs(difference)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vgg", "ddnet"})
  void integratedGradientsAreXTimesTheMeanGradientOnTheWay(String model) {
    Network network = Filled.network(model.equals("vgg") ? VGG : DDNET, manager);
    Lens lens = Lens.on(network, Filled.HALF, "dense1");
    double[] map = map(lens, Method.INTEGRATED, Filled.images(1), 2);
    int size = ImageSet.IMAGE_BYTES;
    int[] classes = new int[64];
    Arrays.fill(classes, 2);
    lens.each(
        Filled.images(1),
        1,
        (image, first) -> {
          float[] x = image.toFloatArray();
          float[] way = new float[64 * size];
          IntStream.range(0, way.length)
              .forEach(i -> way[i] = x[i % size] * (float) ((Math.floorDiv(i, size) + 0.5) / 64));
          double[] g = autograd(network, manager.create(way, new Shape(64, 3, 32, 32)), classes);
          double off = 0;
          for (int p = 0; p < size; p++) {
            int at = p;
            double mean =
                IntStream.range(0, 64).mapToDouble(i -> g[i * size + at]).average().orElseThrow();
            off += Math.abs(map[p] - x[p] * mean);
          }
          // Sums round otherwise in another batch, and a bend may lie between.
          assertThat(off).isLessThan(1e-3 * Arrays.stream(map).map(Math::abs).sum());
        });
  }

  @Test
  void occlusionIsTheFallAndNothingOutsideTheFieldMatters() {
    Network network = Filled.network(VGG, manager);
    Lens lens = Lens.on(network, Filled.HALF, "conv3");
    int unit = lens.unit(1, 2, 5);
    ReceptiveField field = lens.field(unit);
    assertThat(field).isEqualTo(ReceptiveField.of(network, "conv3", 2, 5));
    SaliencyMap map = lens.maps(Method.OCCLUSION, Filled.images(1), unit).get(0);
    assertThat(map.channels()).isEqualTo(1);
    for (int i = 0; i < 1024; i++) {
      int row = i / 32;
      int column = i % 32;
      // A square that covers the pixel and reaches the field lies within 7 of it.
      if (row > field.bottom() + 7 || column > field.right() + 7) {
        assertThat(map.values()[i]).isCloseTo(0, within(1e-5));
      }
    }
    // The corner pixel has one square, of rows and columns 0 to 7.
    byte[] grey = Filled.images(1).pixels();
    float[] normalised = new float[grey.length];
    for (int i = 0; i < grey.length; i++) {
      boolean covered = i % 32 < 8 && i % 1024 / 32 < 8;
      normalised[i] = covered ? 0 : ((grey[i] & 0xff) / 255f - 0.5f) / 0.25f;
    }
    NDArray x = manager.create(normalised, new Shape(1, 3, 32, 32));
    double whole = lens.values(Filled.images(1), unit)[0];
    assertThat(map.values()[0])
        .isCloseTo(whole - lens.forward(x).toFloatArray()[unit], within(1e-5));
  }

  @Test
  void whatCannotBeIsRefused() {
    Network tanh = Network.initialised(DDNET.withActivation("tanh"), 0, manager);
    Lens lens = Lens.on(tanh, Filled.HALF, "conv3");
    assertThatThrownBy(() -> lens.maps(Method.GUIDED, Filled.images(1), 0))
        .hasMessageContaining("method=guided is a rule for relu");
    assertThatThrownBy(() -> lens.maps(Method.GRADIENT, Filled.images(2), 0))
        .hasMessage("units has 1 places for 2 images: give one each");
    assertThatThrownBy(() -> lens.maps(Method.GRADIENT, Filled.images(1), 512))
        .hasMessage("unit=512 must be in [0, 511]");
    assertThatThrownBy(() -> lens.unit(8, 0, 0)).hasMessage("channel=8 must be in [0, 7]");
    assertThatThrownBy(() -> Lens.on(tanh, Filled.HALF, "conv9"))
        .hasMessageContaining("layer=conv9 is unknown: use one of conv1, pool1");
  }

  private static double[] map(Lens lens, Method method, ImageSet image, int unit) {
    return lens.maps(method, image, unit).get(0).values();
  }
}
