package deconvlab.model;

import static deconvlab.TensorAsserts.assertBitEqual;
import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Sampling;
import deconvlab.nn.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks with a code: torch's numbers, what a code is drawn from, both halves alone. */
class CodedNetworksTest {
  private final NDManager manager = Torch.engine().newBaseManager();
  private final ParameterStore store = new ParameterStore(manager, false);

  @AfterEach
  void close() {
    manager.close();
  }

  /**
   * {@code environment/peers/generation_reference.py} with torch 2.7.1: sum of squares and outputs
   * 0, 33, 1000 and 4572, weights, images and codes by formula, width 2, code 5.
   */
  @ParameterizedTest
  @CsvSource({
    "autoencoder, 4, 501.507, -0.04789, -0.1809, -0.13133, -0.38351",
    "vae, 3, 919.217, -0.18273, 0.07408, 0.0318, -0.7047",
    "generator, 4, 266.456, 0.30097, 0.28499, 0.26826, 0.12114"
  })
  void theForwardPassIsTorchs(
      String model, int kernel, double squares, float a, float b, float c, float d) {
    Network network = network(NetworkConfig.of(model).withKernel(kernel));
    float[] made =
        network
            .forward(store, input(network), false, Trace.none())
            .singletonOrThrow()
            .toFloatArray();
    double sum = 0;
    for (float value : made) {
      sum += (double) value * value;
    }
    assertThat(sum).isCloseTo(squares, within(1e-4 * squares));
    assertThat(new float[] {made[0], made[33], made[1000], made[4572]})
        .containsExactly(new float[] {a, b, c, d}, within(2e-5f));
  }

  @Test
  void layersOneByOne() {
    assertThat(Network.of(NetworkConfig.of("vae").withWidth(2).withLatent(5), 0).stages())
        .extracting(s -> s.name() + " " + s.output())
        .containsExactly(
            "conv1 (2, 16, 16)",
            "conv2 (4, 8, 8)",
            "conv3 (8, 4, 4)",
            "flatten1 (128)",
            "dense1 (10)",
            "sample1 (5)",
            "dense2 (128)",
            "reshape1 (8, 4, 4)",
            "deconv1 (4, 8, 8)",
            "deconv2 (2, 16, 16)",
            "deconv3 (3, 32, 32)");
    Network twin = Network.of(NetworkConfig.of("generator").withTwin("conv").withWidth(2), 0);
    assertThat(twin.input()).isEqualTo(new Shape(64));
    assertThat(twin.stages()).extracting(Stage::name).contains("upsample3", "deconv3");
  }

  @ParameterizedTest
  @CsvSource({"autoencoder", "vae"})
  void bothHalvesMakeTheWhole(String model) {
    Network network = network(NetworkConfig.of(model).withBatchNorm(true));
    NDArray x = input(network);
    NDArray codes = network.encode(x);
    assertThat(codes.getShape()).isEqualTo(new Shape(2, 5));
    NDArray whole = network.forward(store, x, false, Trace.none()).head();
    assertBitEqual(network.decode(codes), whole);
    assertBitEqual(network.at("deconv3", x), whole);
  }

  /** Means 1 and −2, variances 1 and 4; KL by hand: 0.5, and ½·(4 + 4 − 1 − ln 4) = 2.80685. */
  @Test
  void aCodeIsDrawnAroundItsMean() {
    float[] one = {1, -2, 0, (float) Math.log(4)};
    NDArray code = manager.create(one, new Shape(1, 4)).tile(new long[] {20_000, 1});
    NDArray drawn = new Sampling(3).drawn(code, 0);
    assertClose(drawn.mean(new int[] {0}), new long[] {2}, new double[] {1, -2}, 0.06);
    NDArray centred = drawn.sub(drawn.mean(new int[] {0}, true));
    NDArray variance = centred.square().mean(new int[] {0});
    assertClose(variance, new long[] {2}, new double[] {1, 4}, 0.15);
    assertClose(
        Sampling.divergences(manager.create(one, new Shape(1, 4)).tile(new long[] {3, 1})),
        new long[] {2},
        new double[] {1.5, 3 * 2.80685},
        1e-4);
  }

  @Test
  void aStepsDrawIsItsOwnAndEvaluationTakesTheMean() {
    Network network = network(NetworkConfig.of("vae"));
    NDArray x = input(network);
    float[] seventh = training(network, x, 7);
    assertThat(training(network, x, 8)).isNotEqualTo(seventh);
    assertThat(training(network, x, 7)).isEqualTo(seventh);
    Trace still = Trace.withoutDropout();
    assertBitEqual(
        network.forward(store, x, true, still).head(),
        network.forward(store, x, false, Trace.none()).head());
    assertThat(still.divergences().singletonOrThrow().getShape()).isEqualTo(new Shape(5));
    assertThat(network.isRandom()).isTrue();
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Network ddnet = Network.of(NetworkConfig.of("ddnet"), 0);
    assertThatThrownBy(() -> ddnet.decode(manager.zeros(new Shape(2, 5))))
        .hasMessage("model=ddnet has no code: use autoencoder, vae or generator");
    NetworkConfig config = NetworkConfig.of("generator");
    assertThatThrownBy(() -> Network.of(config.withPicture("residual"), 0))
        .hasMessageStartingWith("picture=residual needs a network");
    Network generator = network(config);
    assertThatThrownBy(
            () -> generator.forward(store, manager.zeros(new Shape(2, 6)), false, Trace.none()))
        .hasMessage("input shape [(2, 6)] must be (N, 5)");
    assertThatThrownBy(() -> config.withLatent(-1)).hasMessage("latent=-1 must be in [1, 4096]");
  }

  private float[] training(Network network, NDArray x, long step) {
    return network.forward(store, x, true, Trace.ofStep(step)).head().toFloatArray();
  }

  private Network network(NetworkConfig config) {
    return PeerNumbers.network(config.withWidth(2).withLatent(5), manager);
  }

  /** Two images, or two codes. */
  private NDArray input(Network network) {
    if (network.input().dimension() == 1) {
      return manager.create(
          new float[] {0.5f, -1, 2, 0.25f, -0.75f, 1, 0, -2, 3, 0.1f}, new Shape(2, 5));
    }
    return PeerNumbers.images(manager);
  }
}
