package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.math.Axis;
import org.junit.jupiter.api.Test;

class StampsTest {
  @Test
  void eachInputHasARowAndTheLastRowIsTheirSum() {
    String alt =
        Stamps.picture(new Axis(3, 2, 1, 1, 1), new double[] {1, 10}, new double[] {1, 2, 3}).alt();

    assertThat(alt).contains("3 rows by 5 columns: 1 2 3 0 0; 0 0 10 20 30; 1 2 13 20 30");
  }

  @Test
  void outputPaddingBeyondTheLastStampShowsAsZero() {
    String alt =
        Stamps.picture(new Axis(2, 2, 0, 1, 1), new double[] {3}, new double[] {1, 2}).alt();

    assertThat(alt).contains("2 rows by 3 columns: 3 6 0; 3 6 0");
  }

  @Test
  void refusesAKernelOfAnotherLength() {
    assertThatThrownBy(() -> Stamps.picture(Axis.of(3, 1, 0), new double[2], new double[2]))
        .hasMessageContaining("w has 2 taps")
        .hasMessageContaining("kernel=3");
  }
}
