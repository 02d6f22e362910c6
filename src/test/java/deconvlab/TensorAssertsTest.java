package deconvlab;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The comparison itself can fail, and says where. */
class TensorAssertsTest {
  private static final long[] SHAPE = {2, 3};
  private static final double[] EXPECTED = {1, 2, 3, 4, 5, 6};

  @Test
  void namesTheWorstCellTheGapAndTheTolerance() {
    double[] actual = {1, 2.1, 3, 4, 5, 6.5};
    assertThatThrownBy(() -> TensorAsserts.assertClose(actual, SHAPE, EXPECTED, 1e-3))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cell [1, 2] of shape [2, 3] is 6.5, expected 6.0")
        .hasMessageContaining("gap 0.500, tolerance 0.00100, 2 of 6 wrong");
  }

  @Test
  void aNanIsWrongUnlessItWasExpected() {
    double[] actual = {1, 2, Double.NaN, 4, 5, 6};
    assertThatThrownBy(() -> TensorAsserts.assertClose(actual, SHAPE, EXPECTED, 1e9))
        .hasMessageContaining("cell [0, 2]");
    assertThatCode(() -> TensorAsserts.assertClose(actual, SHAPE, actual, 0))
        .doesNotThrowAnyException();
  }

  @Test
  void withinTheToleranceIsQuiet() {
    double[] actual = {1, 2, 3, 4, 5, 6.5};
    assertThatCode(() -> TensorAsserts.assertClose(actual, SHAPE, EXPECTED, 0.5))
        .doesNotThrowAnyException();
  }
}
