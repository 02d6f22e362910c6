package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  @ParameterizedTest
  @CsvSource({
    // n, kernel, stride, padding, outputPadding, dilation, size
    "2, 3, 2, 0, 0, 1, 5",
    "4, 3, 2, 1, 1, 1, 8",
    "4, 4, 2, 1, 0, 1, 8",
    "3, 3, 1, 1, 0, 1, 3",
    "2, 3, 3, 0, 2, 4, 14",
    "1, 2, 1, 2, 0, 1, -2",
    "0, 3, 2, 0, 0, 1, 1",
  })
  void transposedSizeByTheFormula(int n, int k, int s, int p, int op, int d, long size) {
    assertThat(new Axis(k, s, p, op, d).transposedSize(n)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"5, 3, 2, 0, 2", "32, 3, 2, 1, 16", "31, 3, 2, 1, 16", "3, 3, 1, 0, 1"})
  void convolvedSizeRoundsDown(int n, int k, int s, int p, long size) {
    assertThat(Axis.of(k, s, p).convolvedSize(n)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 0, 0, 1, kernel=0, at least 1",
    "-3, 1, 0, 0, 1, kernel=-3, at least 1",
    "3, 0, 0, 0, 1, stride=0, at least 1",
    "3, 1, -2, 0, 1, padding=-2, at least 0",
    "3, 2, 0, -1, 1, outputPadding=-1, at least 0",
    "3, 2, 0, 2, 1, outputPadding=2, 'in [0, 1]'",
    "3, 2, 0, 3, 3, outputPadding=3, 'in [0, 2]'",
    "3, 1, 0, 0, 0, dilation=0, at least 1",
  })
  void refusalsNameArgumentValueAndRange(
      int k, int s, int p, int op, int d, String value, String range) {
    assertThatThrownBy(() -> new Axis(k, s, p, op, d))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(value)
        .hasMessageContaining(range);
  }

  @Test
  void outputPaddingMayReachTheStrideUnderDilation() {
    assertThat(new Axis(3, 2, 0, 2, 3).transposedSize(2)).isEqualTo(2 + 6 + 1 + 2);
  }

  @Test
  void hugeValuesDoNotWrap() {
    int big = Integer.MAX_VALUE;
    Axis axis = new Axis(big, big, big, big - 1, big);
    assertThat(axis.span()).isEqualTo((long) big * (big - 1) + 1);
    assertThat(axis.transposedSize(1)).isEqualTo(axis.span() - 2L * big + big - 1);
    assertThatThrownBy(() -> axis.transposedSize(Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("overflows");
    assertThat(axis.overlap().max()).isEqualTo(big);
  }

  @Test
  void undoingFindsTheOutputPaddingThatRoundingLost() {
    assertThat(Axis.undoing(3, 2, 1, 1, 32)).isEqualTo(new Axis(3, 2, 1, 1, 1));
    assertThat(Axis.undoing(3, 2, 1, 1, 31)).isEqualTo(new Axis(3, 2, 1, 0, 1));
    assertThat(Axis.undoing(Axis.of(4, 4, 0), 11)).isEqualTo(new Axis(4, 4, 0, 3, 1));
    assertThatThrownBy(() -> Axis.undoing(7, 2, 1, 1, 4)).hasMessageContaining("kernel=7");
  }

  @Test
  void overlapCountsTheInputsOfEachPhase() {
    assertThat(Axis.of(3, 2, 1).overlap()).isEqualTo(new Axis.Overlap(1, 2, 1.5));
    assertThat(Axis.of(4, 2, 1).overlap()).isEqualTo(new Axis.Overlap(2, 2, 2));
    assertThat(Axis.of(2, 3, 0).overlap()).isEqualTo(new Axis.Overlap(0, 1, 2 / 3.0));
    assertThat(new Axis(4, 2, 0, 0, 2).overlap()).isEqualTo(new Axis.Overlap(0, 4, 2));
    assertThat(new Axis(5, 6, 0, 0, 4).overlap()).isEqualTo(new Axis.Overlap(0, 2, 5 / 6.0));
  }

  @Test
  void phaseOfATapFollowsPadding() {
    assertThat(Axis.of(3, 2, 0).phaseOf(1)).isEqualTo(1);
    assertThat(Axis.of(3, 2, 1).phaseOf(0)).isEqualTo(1);
    assertThat(new Axis(3, 3, 1, 0, 2).phaseOf(2)).isZero();
  }

  @Test
  void samePaddingNeedsAnOddKernel() {
    assertThat(Axis.same(5).transposedSize(7)).isEqualTo(7);
    assertThatThrownBy(() -> Axis.same(4)).hasMessageContaining("kernel=4");
    assertThatThrownBy(() -> Axis.same(-1)).hasMessageContaining("kernel=-1");
  }
}
