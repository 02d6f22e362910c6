package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleTest {
  private static final double[][] ROWS = {{1, 10}, {2, 60}, {6, 20}};

  @Test
  void meanAndMedianOfUnsortedValues() {
    assertThat(Sample.mean(6, 1, 2)).isEqualTo(3);
    assertThat(Sample.median(6, 1, 2)).isEqualTo(2);
    assertThat(Sample.median(6, 1, 2, 4)).isEqualTo(3);
  }

  @Test
  void columnsAreTakenOneByOne() {
    assertThat(Sample.means(ROWS)).containsExactly(3, 30);
    assertThat(Sample.medians(ROWS)).containsExactly(2, 20);
  }

  @Test
  void nothingHasNoMiddle() {
    assertThatThrownBy(Sample::mean).hasMessageContaining("values");
    assertThatThrownBy(() -> Sample.medians(new double[0][])).hasMessageContaining("rows");
  }
}
