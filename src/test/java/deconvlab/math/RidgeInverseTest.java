package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RidgeInverseTest {
  /** A = (1 2; 0 1; 1 0), so AᵀA = (2 2; 2 5). */
  private static Tensor normal(Tensor x) {
    return Tensor.of(new long[] {2}, 2 * x.at(0) + 2 * x.at(1), 2 * x.at(0) + 5 * x.at(1));
  }

  /** y = (5, 2, 1) is A·(1, 2): Aᵀy = (6, 12). */
  private static final Tensor BACK = Tensor.of(new long[] {2}, 6, 12);

  @Test
  void withHardlyAnyPenaltyItInverts() {
    Tensor x = new RidgeInverse(1e-12, 10).of(BACK, RidgeInverseTest::normal);
    assertThat(x.data()).containsExactly(new double[] {1, 2}, within(1e-9));
  }

  /** (AᵀA + I)·x = Aᵀy: (3 2; 2 6)·x = (6, 12) has x = (6/7, 12/7). */
  @Test
  void thePenaltyShrinks() {
    Tensor x = new RidgeInverse(1, 10).of(BACK, RidgeInverseTest::normal);
    assertThat(x.data()).containsExactly(new double[] {6 / 7.0, 12 / 7.0}, within(1e-12));
  }

  /** One step goes along Aᵀy by ‖b‖²/⟨b, (AᵀA + λI)·b⟩: 180/1260 of (6, 12) with λ = 1. */
  @Test
  void itStopsWhereItIsTold() {
    Tensor x = new RidgeInverse(1, 1).of(BACK, RidgeInverseTest::normal);
    assertThat(x.data()).containsExactly(new double[] {6 / 7.0, 12 / 7.0}, within(1e-12));
    Tensor other =
        new RidgeInverse(1, 1).of(Tensor.of(new long[] {2}, 1, 0), RidgeInverseTest::normal);
    assertThat(other.data()).containsExactly(new double[] {1 / 3.0, 0}, within(1e-12));
  }
}
