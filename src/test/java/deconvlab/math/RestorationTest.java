package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RestorationTest {
  @Test
  void aScaledAndShiftedCopyIsRestored() {
    Tensor x = Tensor.of(new long[] {1, 2, 2}, 1, 2, 3, 6);
    Tensor r = Tensor.of(new long[] {1, 2, 2}, 12, 14, 16, 22);

    Restoration restoration = Restoration.of(x, r, 0);

    assertThat(restoration.scale()).isCloseTo(0.5, within(1e-12));
    assertThat(restoration.relativeError()).isCloseTo(0, within(1e-12));
  }

  @Test
  void handComputedError() {
    // Centred: x = (-2, -1, 0, 3), r = (1, 0, 0, -1): <x,r> = -5, <r,r> = 2, so a = -2.5 and
    // x - a r = (0.5, -1, 0, 0.5): 1.5 of 14.
    Tensor x = Tensor.of(new long[] {1, 2, 2}, 1, 2, 3, 6);
    Tensor r = Tensor.of(new long[] {1, 2, 2}, 5, 4, 4, 3);

    Restoration restoration = Restoration.of(x, r, 0);

    assertThat(restoration.scale()).isCloseTo(-2.5, within(1e-12));
    assertThat(restoration.relativeError()).isCloseTo(Math.sqrt(1.5 / 14), within(1e-12));
  }

  @Test
  void eachChannelLosesItsOwnMeanAndBordersDoNotCount() {
    double[] x = new double[32];
    double[] r = new double[32];
    for (int i = 0; i < 32; i++) {
      x[i] = i * i % 7;
      boolean border = i / 4 % 4 % 3 == 0 || i % 4 % 3 == 0;
      r[i] = border ? 1000 * i : x[i] + (i < 16 ? 5 : -3);
    }

    Restoration restoration =
        Restoration.of(Tensor.of(new long[] {2, 4, 4}, x), Tensor.of(new long[] {2, 4, 4}, r), 1);

    assertThat(restoration.relativeError()).isCloseTo(0, within(1e-7));
  }

  @Test
  void nothingBackIsErrorOne() {
    Tensor x = Tensor.of(new long[] {1, 1, 3}, 1, 2, 4);

    assertThat(Restoration.of(x, Tensor.full(7, 1, 1, 3), 0).relativeError()).isEqualTo(1);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    Tensor x = Tensor.of(new long[] {1, 2, 2}, 1, 2, 3, 6);

    assertThatThrownBy(() -> Restoration.of(x, x, 1)).hasMessageContaining("margin=1");
    assertThatThrownBy(() -> Restoration.of(Tensor.full(3, 1, 2, 2), x, 0))
        .hasMessageContaining("constant");
    assertThatThrownBy(() -> Restoration.of(x, Tensor.zeros(1, 2, 3), 0))
        .hasMessageContaining("shapes differ");
  }
}
