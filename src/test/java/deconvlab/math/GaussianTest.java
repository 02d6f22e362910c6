package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GaussianTest {
  /** sin(a·(3k + j)² + j)·(j + 1) + shift in row k and column j. */
  private static Gaussian rows(int n, double a, double shift) {
    float[] rows = new float[3 * n];
    for (int i = 0; i < rows.length; i++) {
      int j = i % 3;
      rows[i] = (float) ((float) Math.sin(a * i * i + j) * (j + 1) + shift);
    }
    return Gaussian.of(rows, 3);
  }

  /** Means 2 and 5; deviations −1, 1 and 3, −3: variance 2 and 18, covariance −6. */
  @Test
  void meanAndCovarianceByHand() {
    Gaussian two = Gaussian.of(new float[] {1, 8, 3, 2}, 2);
    assertThat(two.mean()).containsExactly(2, 5);
    assertThat(two.covariance()[0]).containsExactly(2, -6);
    assertThat(two.covariance()[1]).containsExactly(-6, 18);
  }

  /** In one dimension (μ₁ − μ₂)² + (σ₁ − σ₂)²: here 9 + (√8 − √2)² = 11. */
  @Test
  void inOneDimensionByHand() {
    Gaussian wide = Gaussian.of(new float[] {1, 5}, 1);
    Gaussian narrow = Gaussian.of(new float[] {-1, 1}, 1);
    assertThat(wide.frechet(narrow)).isCloseTo(11, within(1e-12));
  }

  /** {@code environment/peers/generation_reference.py}, by SciPy's sqrtm. */
  @Test
  void theDistanceIsSciPys() {
    Gaussian x = rows(7, 0.9, 0);
    Gaussian y = rows(9, 1.7, 0.5);
    assertThat(x.frechet(y)).isCloseTo(7.77145660234399, within(1e-6));
    assertThat(y.frechet(x)).isCloseTo(x.frechet(y), within(1e-9));
    assertThat(x.frechet(x)).isCloseTo(0, within(1e-9));
  }

  /** Two samples of one distribution: four times the images, about a quarter of the distance. */
  @Test
  void itsBiasFallsAsOneOverN() {
    double few = 0;
    double many = 0;
    for (int seed = 0; seed < 8; seed++) {
      few += normal(50, seed).frechet(normal(50, 100 + seed)) / 8;
      many += normal(200, seed).frechet(normal(200, 100 + seed)) / 8;
    }
    assertThat(few / many).isBetween(3.0, 5.5);
  }

  private static Gaussian normal(int n, long seed) {
    Random random = new Random(seed);
    float[] rows = new float[10 * n];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    return Gaussian.of(rows, 10);
  }

  /** 2 and 1 twice over: eigenvalues 3 and 1, root ½·(√3 ± 1). */
  @Test
  void rootsAndEigenvaluesByHand() {
    Symmetric one = Symmetric.of(new double[][] {{2, 1}, {1, 2}});
    double[] values = one.values().clone();
    Arrays.sort(values);
    assertThat(values).containsExactly(new double[] {1, 3}, within(1e-12));
    double[][] root = one.root();
    assertThat(root[0])
        .containsExactly(
            new double[] {(Math.sqrt(3) + 1) / 2, (Math.sqrt(3) - 1) / 2}, within(1e-12));
    assertThatThrownBy(() -> Symmetric.of(new double[][] {{1, 2}}))
        .hasMessage("row 0 has 2 numbers, must have 1");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Gaussian.of(new float[] {1, 2, 3}, 2))
        .hasMessage("rows has 3 numbers, must have a multiple of 2, two rows at least");
    assertThatThrownBy(() -> rows(7, 1, 0).frechet(Gaussian.of(new float[] {1, 2}, 1)))
        .hasMessage("other has 1 numbers, must have 3");
  }
}
