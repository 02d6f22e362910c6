package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class OrthonormalTest {
  @Test
  void rowsHaveLengthOneAndStandAtRightAngles() {
    double[][] rows = Orthonormal.rows(new Random(3), 40, 48).toRows();

    for (int a = 0; a < 40; a++) {
      for (int b = 0; b <= a; b++) {
        double product =
            Tensor.of(new long[] {48}, rows[a]).dot(Tensor.of(new long[] {48}, rows[b]));
        assertThat(product).isCloseTo(a == b ? 1 : 0, within(1e-13));
      }
    }
  }

  @Test
  void refusesMoreRowsThanColumns() {
    assertThatThrownBy(() -> Orthonormal.rows(new Random(3), 4, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[4, 3]")
        .hasMessageContaining("rows <= columns");
  }
}
