package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalMeanTest {
  @Test
  void knownMeans() {
    assertThat(NormalMean.of(z -> 1, 3)).isCloseTo(1, within(1e-9));
    assertThat(NormalMean.of(z -> z * z, 2)).isCloseTo(4, within(1e-8));
    assertThat(NormalMean.of(z -> Math.pow(z, 4), 1)).isCloseTo(3, within(1e-8));
    assertThat(NormalMean.of(Math::abs, 0.5)).isCloseTo(0.5 * Math.sqrt(2 / Math.PI), within(1e-7));
    assertThat(NormalMean.of(Math::exp, 1)).isCloseTo(Math.exp(0.5), within(1e-8));
    assertThat(NormalMean.of(Math::sin, 1)).isCloseTo(0, within(1e-12));
    assertThat(NormalMean.of(z -> 7 + z, 0)).isCloseTo(7, within(1e-9));
  }
}
