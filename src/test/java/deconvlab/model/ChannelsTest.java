package deconvlab.model;

import static deconvlab.TensorAsserts.assertBitEqual;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deconvlab.nn.Masks;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Torch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Filters that go, and the network that lacks them. */
class ChannelsTest {
  private final NDManager manager = Torch.engine().newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  static List<Arguments> networks() {
    List<Arguments> all = new ArrayList<>();
    for (String model : Networks.names()) {
      NetworkConfig config = NetworkConfig.of(model).withWidth(8).withDepth(depth(model));
      all.add(Arguments.of(model + ", batch norm", config.withBatchNorm(true)));
      all.add(Arguments.of(model, config.withHead("bottleneck").withActivation("tanh")));
      all.add(Arguments.of(model + ", twin", config.withTwin("conv")));
    }
    NetworkConfig restorer = NetworkConfig.of("restorer").withWidth(8).withDepth(1);
    all.add(Arguments.of("sub-pixel at the end", restorer.withTwin("sub-pixel")));
    all.add(Arguments.of("low rank", NetworkConfig.of("s4").withWidth(8).withTwin("low-rank-2")));
    return all;
  }

  private static int depth(String model) {
    return Math.min(4, NetworkConfig.of(model).depth());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void aMaskedNetworkAndTheOneWithoutItsFiltersAreTheSame(String name, NetworkConfig config) {
    Network network = MovedNetwork.of(config, manager);
    mask(network, 0.4);
    Network small = Channels.compact(network, manager);
    assertThat(small.config()).isEqualTo(Channels.without(config, 0.4));
    assertThat(Summary.of(small).parameters()).isLessThan(Summary.of(network).parameters());
    NDList expected = forward(network);
    NDList outputs = forward(small);
    assertThat(outputs).hasSameSizeAs(expected);
    for (int i = 0; i < outputs.size(); i++) {
      float largest = expected.get(i).abs().max().getFloat();
      float off = outputs.get(i).sub(expected.get(i)).abs().max().getFloat();
      // Sums in another order; the rest is exact.
      assertThat(off).as(name).isLessThanOrEqualTo(2e-6f * Math.max(1, largest));
    }
  }

  /** ⌊0.4·8⌋ = 3 of 8 go, 6 of 16, 12 of 32; the colours of the picture stay. */
  @Test
  void widthsAreCountedWithoutTheNetwork() {
    NetworkConfig ddnet = NetworkConfig.of("ddnet").withWidth(8);
    assertThat(Channels.without(ddnet, 0.4).filters()).isEqualTo("5,10,20,10,5,3");
    assertThat(Channels.without(ddnet, 0.99).filters()).isEqualTo("1,1,1,1,1,3");
    assertThat(Channels.without(ddnet, 0).filters()).isEqualTo("8,16,32,16,8,3");
    assertThat(Size.of(Channels.without(ddnet, 0))).isEqualTo(Size.of(ddnet));
    // conv1: 5·(3·9 + 1); 140 parameters, and 140·32² − bias multiply-adds.
    Network small = Network.of(Channels.without(ddnet, 0.4), 0);
    assertThat(small.stages().get(0).multiplyAdds()).isEqualTo(5 * 27 * 1024);
    assertThat(small.stages().get(6).multiplyAdds()).isEqualTo(20 * 16 * 10 * 9);
  }

  /** Weights by hand: filter 1 has the smaller norm, its channel and what reads it go. */
  @Test
  void theNextLayerLosesWhatItReadOfTheChannel() {
    NetworkConfig config = NetworkConfig.of("s2").withWidth(2);
    Network network = Network.initialised(config, 3, manager);
    NDArray first = network.stages().get(0).weight().getArray();
    NDArray second = network.stages().get(1).weight().getArray();
    first.get("1").muli(0.01f);
    mask(network, 0.5);
    Network small = Channels.compact(network, manager);
    assertThat(small.config().filters()).isEqualTo("1,1");
    assertBitEqual(small.stages().get(0).weight().getArray(), first.get("0:1"));
    // A transposed convolution's weight is (in, out, k, k): of the pair, the stronger channel out.
    float[] norms =
        second.abs().sum(new int[] {3}).sum(new int[] {2}).sum(new int[] {0}).toFloatArray();
    String kept = norms[0] > norms[1] ? "0:1" : "1:2";
    assertBitEqual(small.stages().get(1).weight().getArray(), second.get("0:1, " + kept));
  }

  @Test
  void howWeightsLieInMemoryDoesNotMatter() {
    NetworkConfig config = NetworkConfig.of("ddnet").withWidth(4).withBatchNorm(true);
    Network plain = Network.initialised(config, 5, manager);
    Network laid = Network.initialised(config, 5, manager);
    laid.lay(MemoryFormat.CHANNELS_LAST, manager);
    mask(plain, 0.5);
    mask(laid, 0.5);
    List<Parameter> expected = List.copyOf(Channels.compact(plain, manager).trainable().values());
    List<Parameter> found = List.copyOf(Channels.compact(laid, manager).trainable().values());
    for (int i = 0; i < expected.size(); i++) {
      assertBitEqual(found.get(i).getArray(), expected.get(i).getArray());
    }
    assertThat(laid.stages().get(0).quantised(8, true))
        .usingRecursiveComparison()
        .isEqualTo(plain.stages().get(0).quantised(8, true));
  }

  @Test
  void weightsAreRoundedInPlace() {
    Network network = Network.initialised(NetworkConfig.of("ddnet").withWidth(4), 1, manager);
    NDArray weight = network.trainable().get("deconv1.weight").getArray();
    float[] before = weight.toFloatArray();
    network.round(4, true, manager);
    float[] after = weight.toFloatArray();
    // (16, 8, 3, 3): the channels out are axis 1, each with a scale of its own.
    float largest = 0;
    for (int c = 0; c < 16; c++) {
      for (int k = 0; k < 9; k++) {
        largest = Math.max(largest, Math.abs(before[(c * 8 + 5) * 9 + k]));
      }
    }
    for (int k = 0; k < 9; k++) {
      double steps = after[5 * 9 + k] / (largest / 7);
      assertThat(steps).isCloseTo(Math.rint(steps), within(1e-5));
      assertThat((double) after[5 * 9 + k]).isCloseTo(before[5 * 9 + k], within(largest / 13.99));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sigmoid | none | activation=sigmoid is not 0 at 0, so that a filter of zeros still speaks",
        "softplus | none | activation=softplus is not 0 at 0",
        "relu | separable | twin=separable has depthwise layers",
        "relu | sub-pixel | twin=sub-pixel makes pixels of its filters, which stay or go together"
      })
  void whatCannotLoseFiltersIsRefused(String activation, String twin, String message) {
    NetworkConfig config = NetworkConfig.of("ddnet").withActivation(activation).withTwin(twin);
    assertThatThrownBy(() -> Channels.without(config, 0.5)).hasMessageStartingWith(message);
  }

  @Test
  void filtersAreOneForEachConvolution() {
    assertThatThrownBy(() -> Network.of(NetworkConfig.of("ddnet").withFilters("1,2"), 0))
        .hasMessage(
            "filters='1,2' has 2 numbers, must have 6: one for each (transposed) convolution");
    assertThatThrownBy(() -> NetworkConfig.of("ddnet").withFilters("1,x"))
        .hasMessageStartingWith("filters='1,x' must be numbers of 1 to 9999 with commas between");
  }

  private void mask(Network network, double share) {
    NDList all = new NDList();
    network.trainable().values().forEach(one -> all.add(one.getArray()));
    Masks.of(all, Channels.masks(network, share), manager).apply(manager);
  }

  private NDList forward(Network network) {
    return network.forward(
        new ParameterStore(manager, false), MovedNetwork.input(network, manager), false);
  }
}
