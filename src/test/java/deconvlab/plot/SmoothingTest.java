package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SmoothingTest {
  @Test
  void exponentialMeanIsNotPulledToZeroAtTheStart() {
    // weights 1 | 0.25, 0.5 over 0.75 | 0.125, 0.25, 0.5 over 0.875
    double[] mean = Smoothing.exponential(0.5).of(new double[] {8, 2, 4});
    assertThat(mean).containsExactly(new double[] {8, 4, 3.5 / 0.875}, within(1e-12));
  }

  @Test
  void runningMeanTakesTheLastPoints() {
    double[] mean = Smoothing.running(2).of(new double[] {8, 2, 4});
    assertThat(mean).containsExactly(8, 5, 3);
  }

  @Test
  void whatIsNotFiniteIsLeftOutAndStaysAGap() {
    double[] y = {4, Double.NaN, Double.POSITIVE_INFINITY, 6};
    double[] mean = Smoothing.running(4).of(y);
    assertThat(mean).containsExactly(4, Double.NaN, Double.NaN, 5);
    assertThat(Smoothing.exponential(0).of(y)).containsExactly(4, Double.NaN, Double.NaN, 6);
  }

  @Test
  void saysWhatItDid() {
    assertThat(Smoothing.exponential(0.95).describe()).isEqualTo("exponential mean, weight 0.95");
    assertThat(Smoothing.running(20).describe()).isEqualTo("running mean of 20 points");
  }

  @Test
  void refusesWhatIsNoMean() {
    assertThatThrownBy(() -> Smoothing.exponential(1)).hasMessageContaining("weight=1.0 must be");
    assertThatThrownBy(() -> Smoothing.exponential(Double.NaN)).hasMessageContaining("weight=NaN");
    assertThatThrownBy(() -> Smoothing.running(0)).hasMessageContaining("window=0.0 must be");
  }
}
