package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.TestImages;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Size;
import org.junit.jupiter.api.Test;

/** What cannot fit is refused before anything is allocated. */
class FootprintTest {
  private static final long GIB = 1L << 30;

  @Test
  void aBatchThatTheMachineCannotHold() {
    TrainConfig config = Runs.config(NetworkConfig.of("ddnet"), 1).withBatch(2_000_000);
    Size size = Size.of(config.network());
    assertThatThrownBy(() -> Footprint.machine(config, size, 45_000, 4 * GIB))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("model=ddnet, width=32, batch=2000000 needs at least 0.0 GiB")
        .hasMessageContaining("for the activations of 45000 images; this machine has 4.0 GiB: use");
    assertThatCode(() -> Footprint.machine(config.withBatch(128), size, 45_000, 4 * GIB))
        .doesNotThrowAnyException();
  }

  @Test
  void aNetworkThatIsTooWide() {
    for (String model : new String[] {"ddnet", "s4", "s1", "stack"}) {
      NetworkConfig wide = NetworkConfig.of(model).withWidth(4096);
      TrainConfig config = Runs.config(wide.withDepth(deepest(model)), 1);
      assertThatThrownBy(() -> Footprint.machine(config, Size.of(config.network()), 40, 2 * GIB))
          .hasMessageStartingWith("model=" + model + ", width=4096, batch=40 needs at least ");
    }
  }

  private static int deepest(String model) {
    return switch (model) {
      case "s1" -> 8;
      case "stack" -> 512;
      case "s4" -> 4;
      default -> 8;
    };
  }

  @Test
  void aWeightThatJavaCannotHold() {
    NetworkConfig network = NetworkConfig.of("s4");
    assertThatThrownBy(() -> Footprint.heap(network, 3 * GIB, 2 * GIB))
        .hasMessageStartingWith(
            "a weight of model=s4, width=32 takes 3.0 GiB of Java's memory, which is 2.0 GiB");
    // More elements than an array has, however much memory there is.
    NetworkConfig wide = network.withDepth(4).withWidth(4096);
    assertThatThrownBy(
            () ->
                new Training(
                    Runs.config(wide, 1).withLoss(LossConfig.CLASSIFY),
                    TestImages.data(),
                    1,
                    Runs.OPTIONS))
        .hasMessageContaining("a weight of model=s4, width=4096 takes 18.0 GiB of Java's memory");
  }
}
