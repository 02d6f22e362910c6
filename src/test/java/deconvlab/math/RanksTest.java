package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RanksTest {
  @Test
  void equalValuesShareTheirRanks() {
    assertThat(Ranks.of(5, 2, 5, 9, 5, -0.0, 0.0)).containsExactly(5, 3, 5, 7, 5, 1.5, 1.5);
    assertThat(Ranks.of()).isEmpty();
  }

  /** The second: scipy.stats.spearmanr(…) of SciPy 1.17.1. */
  @Test
  void spearmanByHandAndByScipy() {
    double[] steps = {1, 2, 3, 4};
    assertThat(Ranks.spearman(steps, new double[] {1, 3, 2, 9})).isCloseTo(0.8, within(1e-15));
    double[] a = {0.3, -1.2, 4, 4, 0, 7.5, 2};
    double[] b = {1, 1, -3, 8, 0.5, 2.5, 2.5};
    assertThat(Ranks.spearman(a, b)).isCloseTo(0.38533731779422625, within(1e-12));
    assertThat(Ranks.spearman(a, new double[7])).isNaN();
    assertThatThrownBy(() -> Ranks.spearman(a, steps))
        .hasMessage("a has 7 values, b has 4: both need the same number, at least 2");
  }
}
