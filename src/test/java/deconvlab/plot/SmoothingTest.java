package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmoothingTest {
  @Test
  void exponentialMeanBeginsWhereTheSeriesDoesAndFollowsIt() {
    // rates 1, 3/4, 3/5: 8, 8 + 0.75·(2 − 8), 3.5 + 0.6·(4 − 3.5)
    double[] mean = Smoothing.exponential(0.5).of(new double[] {8, 2, 4});
    assertThat(mean).containsExactly(new double[] {8, 3.5, 3.8}, within(1e-12));
  }

  /** A loss that leaps and falls at once: the mean of all so far would stay above it for long. */
  @Test
  void aSteepStartIsFollowed() {
    double[] loss = new double[60];
    Arrays.setAll(loss, i -> i < 3 ? 4 : 2);
    for (Smoothing kind : List.of(Smoothing.exponential(0.9), Smoothing.running(20))) {
      double[] mean = kind.of(loss);
      assertThat(mean[0]).isEqualTo(4);
      assertThat(mean[12]).as(kind.describe()).isLessThan(2.21);
    }
  }

  @Test
  void runningMeanIsOfThePointsAround() {
    assertThat(Smoothing.running(2).of(new double[] {8, 2, 4})).containsExactly(8, 5, 3);
    // alone, with one on either side, with one before
    assertThat(Smoothing.running(3).of(new double[] {8, 2, 5, 9}))
        .containsExactly(8, 5, 16 / 3.0, 7);
  }

  @Test
  void whatIsNotFiniteIsLeftOutAndStaysAGap() {
    double[] y = {4, Double.NaN, Double.POSITIVE_INFINITY, 6};
    double[] mean = Smoothing.running(4).of(y);
    assertThat(mean).containsExactly(4, Double.NaN, Double.NaN, 6);
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
