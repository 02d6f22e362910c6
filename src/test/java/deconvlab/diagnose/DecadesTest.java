package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecadesTest {
  @Test
  void aSignalThatLosesAFactorOfTenALayerOnTheWayBackHasSlopeMinusOne() {
    assertThat(Decades.slope(new double[] {1, 10, 100})).isCloseTo(-1, within(1e-12));
    assertThat(Decades.slope(new double[] {100, 10, 1})).isCloseTo(1, within(1e-12));
    assertThat(Decades.slope(new double[] {7, 7, 7, 7})).isCloseTo(0, within(1e-12));
  }

  @Test
  void theSlopeIsTheLeastSquaresOne() {
    // Distances 1.5, 0.5, -0.5, -1.5 from the middle; log10 0, 2, 1, 3: (1 - 0.5 - 4.5) / 5.
    assertThat(Decades.slope(new double[] {1, 100, 10, 1000})).isCloseTo(-0.8, within(1e-12));
  }

  @Test
  void aDeadOrBrokenNetworkHasNoSlope() {
    assertThat(Decades.slope(new double[] {0, 0, 0})).isNaN();
    assertThat(Decades.slope(new double[] {1, 0, 1})).isNaN();
    assertThat(Decades.slope(new double[] {1, Double.NaN})).isNaN();
    assertThat(Decades.slope(new double[] {1, Double.POSITIVE_INFINITY})).isNaN();
    assertThat(Decades.slope(new double[] {3})).isNaN();
    assertThat(Decades.slope(new double[0])).isNaN();
  }

  @Test
  void aGainIsWhatTheGradientGainsOnItsWayToTheLayerBefore() {
    assertThat(Decades.gains(new double[] {1, 10, 0.1}))
        .containsExactly(new double[] {-1, 2}, within(1e-12));
    assertThat(Decades.gains(new double[] {5})).isEmpty();
  }
}
