package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.model.NetworkConfig;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Options become the configuration that they name. */
class NetworkOptionsTest {
  @Test
  void leftOutTheyAreTheModelsDefaults() {
    for (String model : new String[] {"s1", "s4", "stack", "ddnet"}) {
      assertThat(config("--model", model)).isEqualTo(NetworkConfig.of(model));
    }
  }

  @Test
  void eachSetsItsOwnField() {
    NetworkConfig expected =
        NetworkConfig.of("stack")
            .withWidth(7)
            .withStack(5, "deconv")
            .withKernel(7)
            .withTwin("conv")
            .withActivation("leaky-relu")
            .withSlope(0.2)
            .withGain(4)
            .withBatchNorm(true)
            .withDropout(0.25, "after-norm")
            .withInit("orthogonal")
            .withInitScale(3);
    String line =
        "--model stack --width 7 --depth 5 --kind deconv --kernel 7 --twin conv --activation"
            + " leaky-relu --slope 0.2 --gain 4 --batch-norm --dropout 0.25 --dropout-place"
            + " after-norm --init orthogonal --init-scale 3";
    assertThat(config(line.split(" "))).isEqualTo(expected);
    assertThat(config("--model", "ddnet", "--head", "bottleneck").head()).isEqualTo("bottleneck");
  }

  @Test
  void batchNormCanBeTakenOut() {
    assertThat(config("--model", "s1", "--no-batch-norm").batchNorm()).isFalse();
    assertThat(config("--model", "s1", "--batch-norm").batchNorm()).isTrue();
  }

  @Test
  void whatWouldDoNothingIsRefused() {
    assertThatThrownBy(() -> config("--model", "s2", "--depth", "3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "depth=3 does nothing for model=s2: leave it out; it counts for s1, s4, cnn, stack,"
                + " restorer, plain");
    assertThatThrownBy(() -> config("--model", "s4", "--head", "decoder"))
        .hasMessage("head=decoder does nothing for model=s4: leave it out; it counts for ddnet");
  }

  private static NetworkConfig config(String... arguments) {
    return CommandLine.populateCommand(new NetworkOptions(), arguments).config();
  }
}
