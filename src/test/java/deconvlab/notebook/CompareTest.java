package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CompareTest {
  @Test
  void namesTheLargestDifferenceAndItsPlace() {
    double[][] mine = {{1, 2, 3}, {4, 5.5, 6}};
    double[][] other = {{1, 2.25, 3}, {4, 5, 6}};
    Compare compare = Compare.of(mine, other, 1e-6);
    assertThat(compare.isSame()).isFalse();
    assertThat(compare.detail())
        .isEqualTo("largest difference 0.5 at [1, 1]: yours 5.5 against 5 over 6 values");
  }

  @Test
  void toleranceIsAbsoluteBelowOneAndRelativeAbove() {
    assertThat(Compare.of(0.0, 1e-7, 1e-6).isSame()).isTrue();
    assertThat(Compare.of(0.0, 2e-6, 1e-6).isSame()).isFalse();
    assertThat(Compare.of(1000.0009, 1000.0, 1e-6).isSame()).isTrue();
    assertThat(Compare.of(1000.0011, 1000.0, 1e-6).isSame()).isFalse();
  }

  @Test
  void theWorstOffenderIsTheOneBeyondItsTolerance() {
    // 1000.0005 is further off, but within its tolerance; 0.0001 is not.
    double[] mine = {1000.0005, 0.0001};
    Compare compare = Compare.of(mine, new double[] {1000, 0}, 1e-6);
    assertThat(compare.isSame()).isFalse();
    assertThat(compare.detail()).contains("0.0001 at [1]");
  }

  @Test
  void nanEqualsNaNOnly() {
    assertThat(Compare.of(Double.NaN, Double.NaN, 0).isSame()).isTrue();
    assertThat(Compare.of(Double.NaN, 1.0, 1e9).isSame()).isFalse();
    assertThat(Compare.of(Double.POSITIVE_INFINITY, 1.0, 1e9).isSame()).isFalse();
    assertThat(Compare.of(1.0, Double.POSITIVE_INFINITY, 1e-6).isSame()).isFalse();
    assertThat(Compare.of(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0).isSame()).isTrue();
  }

  @Test
  void shapesComeFirst() {
    assertThat(Compare.of(new double[2], new double[3], 1).detail())
        .isEqualTo("shape [2], held against shape [3]");
    assertThat(Compare.of(new double[3][2], new double[2][3], 1).detail())
        .isEqualTo("shape [3, 2], held against shape [2, 3]");
    assertThat(Compare.of(5, new double[] {5}, 1).detail())
        .isEqualTo("shape a single number, held against shape [1]");
    assertThat(Compare.of(new double[][] {{1}, {1, 2}}, new double[][] {{1}, {1}}, 1).isSame())
        .isFalse();
    assertThat(Compare.of(new double[0], new double[0], 0).isSame()).isTrue();
  }

  @Test
  void kindsOfNumbersMix() {
    assertThat(Compare.of(new float[] {1, 2}, new int[] {1, 2}, 0).isSame()).isTrue();
    assertThat(Compare.of(List.of(1, 2L), new long[] {1, 2}, 0).isSame()).isTrue();
    assertThat(Compare.of(List.of(List.of(1), List.of(2)), new int[][] {{1}, {2}}, 0).isSame())
        .isTrue();
  }

  @Test
  void otherThingsAreComparedByEquals() {
    assertThat(Compare.of("k4 s2", "k4 s2", 0).isSame()).isTrue();
    assertThat(Compare.of("k3 s2", "k4 s2", 0).detail())
        .isEqualTo("yours: k3 s2, held against k4 s2");
    assertThat(Compare.of(true, false, 0).isSame()).isFalse();
    assertThat(Compare.of(null, 1, 0).isSame()).isFalse();
  }

  @Test
  void toleranceMustBeFinite() {
    assertThatThrownBy(() -> Compare.of(1, 1, Double.NaN)).hasMessageContaining("tolerance=NaN");
    assertThatThrownBy(() -> Compare.of(1, 1, -1)).hasMessageContaining("tolerance=-1.0");
  }
}
