package deconvlab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.record.Json;
import java.io.IOException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What is not valid is refused where it is said, with what would be. */
class NetworkConfigTest {
  private static final NetworkConfig DDNET = NetworkConfig.of("ddnet");

  @Test
  void unknownNamesListTheValidOnes() {
    refused(
        () -> NetworkConfig.of("resnet"),
        "model=resnet is unknown: use one of " + String.join(", ", Networks.names()));
    refused(() -> DDNET.withHead("tail"), "head=tail is unknown: use one of decoder, bottleneck");
    refused(
        () -> DDNET.withStack(3, "zag"), "kind=zag is unknown: use one of conv, deconv, zigzag");
    refused(
        () -> DDNET.withDropout(0.5, "first"),
        "dropoutPlace=first is unknown: use one of last, before-norm, after-norm");
    refused(() -> DDNET.withActivation("mish"), "activation=mish is unknown: use one of identity,");
    refused(() -> DDNET.withInit("zeros"), "init=zeros is unknown: use one of he,");
  }

  @Test
  void numbersOutOfRangeTellTheRange() {
    refused(() -> DDNET.withWidth(0), "width=0 must be in [1, 4096]");
    refused(() -> DDNET.withWidth(5000), "width=5000 must be in [1, 4096]");
    refused(() -> DDNET.withStack(0, "conv"), "depth=0 must be in [1, 512]");
    refused(() -> DDNET.withSlope(1), "slope=1.0 must be in [0, 1)");
    refused(() -> DDNET.withSlope(Double.NaN), "slope=NaN must be in [0, 1)");
    refused(
        () -> DDNET.withDropout(1, "last"),
        "dropout=1.0 must be in [0, 1): it is the share of units zeroed");
    refused(() -> DDNET.withDropout(-0.1, "last"), "dropout=-0.1 must be in [0, 1)");
  }

  @Test
  void kernelTwinGainAndScale() {
    NetworkConfig stack = NetworkConfig.of("stack");
    refused(
        () -> stack.withKernel(4),
        "kernel=4 must be 3, 5 or 7: odd, so that padding (k-1)/2 keeps");
    refused(() -> NetworkConfig.of("restorer").withKernel(6), "kernel=6 must be 3, 4, 5 or 7");
    refused(
        () -> DDNET.withKernel(5),
        "kernel=5 must be 3 for model=ddnet: it counts for stack, upsampler, restorer,"
            + " autoencoder, vae, generator alone");
    refused(
        () -> Network.of(stack.withKernel(5), 0),
        "kernel=5 must be 3 for kind=zigzag, which has 3 and 4: use kind conv or deconv");
    refused(() -> DDNET.withTwin("triplet"), "twin=triplet is unknown: use one of none, conv,");
    refused(() -> DDNET.withGain(-1), "gain=-1.0 must be in [0, 100]");
    refused(() -> DDNET.withGain(Double.NaN), "gain=NaN must be in [0, 100]");
    refused(() -> DDNET.withInitScale(0), "initScale=0.0 must be in (0, 1000000]");
    refused(() -> DDNET.withInitScale(Double.POSITIVE_INFINITY), "initScale=Infinity must be in");
    assertThat(stack.withStack(2, "conv").withKernel(7).kernel()).isEqualTo(7);
  }

  @Test
  void depthsAreTheModels() {
    assertThat(NetworkConfig.of("s1").depth()).isEqualTo(2);
    assertThat(NetworkConfig.of("s4").depth()).isEqualTo(3);
    assertThat(NetworkConfig.of("cnn").depth()).isEqualTo(3);
    assertThat(NetworkConfig.of("stack").depth()).isEqualTo(8);
    refused(() -> NetworkConfig.of("s4").withDepth(1), "depth=1 must be in [2, 4]");
    refused(() -> NetworkConfig.of("s4").withDepth(5), "depth=5 must be in [2, 4]");
    refused(() -> NetworkConfig.of("s1").withDepth(9), "depth=9 must be in [1, 8]");
  }

  @Test
  void throughJsonAndBack() throws IOException {
    NetworkConfig config =
        NetworkConfig.of("stack")
            .withStack(16, "deconv")
            .withKernel(5)
            .withTwin("conv")
            .withGain(4);
    assertThat(Json.read(Json.write(config), NetworkConfig.class)).isEqualTo(config);
  }

  @Test
  void batchNormIsPartOfS1AndVggAlone() {
    assertThat(Networks.names())
        .filteredOn(model -> NetworkConfig.of(model).batchNorm())
        .containsExactly("s1", "vgg");
  }

  @Test
  void missingNamesAreNamedToo() {
    refused(() -> DDNET.withHead(null), "head=null is unknown: use one of decoder, bottleneck");
    refused(() -> NetworkConfig.of(null), "model=null is unknown");
  }

  @Test
  void everyCopyChangesOneThing() {
    NetworkConfig all =
        DDNET
            .withHead("bottleneck")
            .withWidth(7)
            .withStack(3, "conv")
            .withActivation("tanh")
            .withSlope(0.3)
            .withBatchNorm(true)
            .withDropout(0.4, "after-norm")
            .withInit("icnr")
            .withTwin("matched")
            .withGain(4)
            .withInitScale(3)
            .withPicture("residual")
            .withFilters("7,8")
            .withLatent(9);
    assertThat(all)
        .isEqualTo(
            new NetworkConfig(
                "ddnet",
                "bottleneck",
                7,
                3,
                "conv",
                3,
                "matched",
                "tanh",
                0.3,
                4,
                true,
                0.4,
                "after-norm",
                "icnr",
                3,
                "residual",
                "7,8",
                9));
  }

  @Test
  void aLayoutsHeadLeavesTheTrunkWhereThereIsOne() {
    refused(
        () -> new Layout(List.of(new Layer.Flatten()), 2, List.of()), "headAt=2 must be in [0, 1]");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
