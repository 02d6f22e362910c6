package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorRowsTest {
  @Test
  void thereAndBack() {
    double[][] rows = {{1, 2, 3}, {4, 5, 6}};

    Tensor tensor = Tensor.ofRows(rows);

    assertThat(tensor.shape()).containsExactly(2, 3);
    assertThat(tensor.data()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(tensor.toRows()).isDeepEqualTo(rows);
  }

  @Test
  void rowsRunAlongTheLastAxisAndAreCopies() {
    Tensor tensor = Tensor.of(new long[] {2, 1, 2}, 1, 2, 3, 4);

    double[][] rows = tensor.toRows();
    rows[0][0] = 99;

    assertThat(rows[1]).containsExactly(3, 4);
    assertThat(tensor.at(0)).isEqualTo(1);
  }

  @Test
  void raggedRowsAreRefused() {
    assertThatThrownBy(() -> Tensor.ofRows(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1 has 1 elements, row 0 has 2");
  }
}
