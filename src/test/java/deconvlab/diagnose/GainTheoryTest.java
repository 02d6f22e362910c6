package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.data.Datasets;
import deconvlab.model.NetworkConfig;
import deconvlab.train.RunOptions;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GainTheoryTest {
  private static final Offset<Double> EXACT = within(1e-12);

  @Test
  void knowsTheForwardFansAndThePoolingsOfDdnet() {
    List<GainTheory> ddnet = GainTheory.of(NetworkConfig.of("ddnet"), 0);

    assertThat(ddnet)
        .extracting(GainTheory::layer)
        .containsExactly("conv1", "conv2", "conv3", "deconv1", "deconv2", "deconv3");
    assertThat(ddnet)
        .extracting(GainTheory::forwardFan)
        .containsExactly(27.0, 288.0, 576.0, 288.0, 144.0, 72.0);
    assertThat(ddnet)
        .extracting(GainTheory::pooled)
        .containsExactly(false, true, true, true, false, false);
  }

  @Test
  void countsTheBordersOfEightByEightMaps() {
    NetworkConfig config = NetworkConfig.of("stack").withStack(2, "deconv").withWidth(4);

    List<GainTheory> theory = GainTheory.of(config, 0);

    // Eight outputs of 3 taps lack one at either end: 22 of 24. The profile is then 2, 3 … 3, 2;
    // its ends hand on 2 · 2 and the others 3 times their value: (2 · 4 + 3 · 18) / (3 · 22).
    assertThat(theory.get(2).border()).isEqualTo(Math.log10(22.0 / 24), EXACT);
    assertThat(theory.get(1).border()).isEqualTo(Math.log10(62.0 / 66), EXACT);
  }

  @Test
  void countsTheBordersOfAStrideForwardsAndBackwards() {
    NetworkConfig config = NetworkConfig.of("stack").withStack(2, "zigzag").withWidth(4);

    List<GainTheory> theory = GainTheory.of(config, 0);

    // k4 s2 p1, 4 to 8: the outer two of the inputs lack one of four outputs: 14 of 16.
    assertThat(theory.get(2).border()).isEqualTo(Math.log10(14.0 / 16), EXACT);
    // k3 s2 p1, 8 to 4: of the profile 3, 4, 4, 3 the first reaches two of its three inputs.
    assertThat(theory.get(1).border()).isEqualTo(Math.log10((3 * 14 - 3) / 42.0), EXACT);
    assertThat(theory.get(0).border()).isEqualTo(0, EXACT);
  }

  @Test
  void slopeFollowsAFactorOnTheWeights() {
    NetworkConfig config = NetworkConfig.of("stack").withStack(4, "zigzag").withWidth(4);

    double one = GainTheory.slope(config, 0.5);

    assertThat(GainTheory.slope(config.withInitScale(10), 0.5)).isEqualTo(one + 1, within(1e-6));
    assertThat(one)
        .isEqualTo(
            Arrays.stream(GainTheory.gains(config, 0.5)).average().orElseThrow(), within(0.05));
  }

  @Test
  void gainOnDigits() {
    assertThat(new GainTheory("deconv1", 0.02, 200, 0, false).gain(0.5))
        .isEqualTo(0.5 * Math.log10(2), EXACT);
  }

  @Test
  void agreesWithALinearStack() {
    NetworkConfig config =
        NetworkConfig.of("stack").withStack(4, "zigzag").withActivation("identity");
    List<GainTheory> theory = GainTheory.of(config, 3);

    try (Probing probing = Probing.on(Datasets.load("cifar10-mini"), 8, 0, RunOptions.defaults())) {
      double[] gains = probing.atStart(config, 3).gains();

      for (int l = 1; l < theory.size(); l++) {
        double expected = theory.get(l).gain(1) + theory.get(l).border();
        assertThat(gains[l - 1]).isEqualTo(expected, within(0.06));
      }
    }
  }

  @Test
  void refusesATwin() {
    NetworkConfig twin = NetworkConfig.of("ddnet").withTwin("conv");

    assertThatThrownBy(() -> GainTheory.of(twin, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twin=conv")
        .hasMessageContaining("twin=none");
  }
}
