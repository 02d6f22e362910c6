package deconvlab.nn;

import static deconvlab.TensorAsserts.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clipping by hand: gradients [3, −4] and [12] have norm 13. */
class ClippingTest {
  private final NDManager manager = Torch.engine().newBaseManager();
  private final NDList gradients =
      new NDList(manager.create(new float[] {3, -4}), manager.create(new float[] {12}));
  private final NDArray norm = manager.create(13f);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void byNormScalesAllAlike() {
    Clipping.Clipped clipped = Clipping.byNorm(gradients, norm, 6.5);
    assertClose(clipped.gradients().get(0), new long[] {2}, new double[] {1.5, -2}, 1e-6);
    assertClose(clipped.gradients().get(1), new long[] {1}, new double[] {6}, 1e-6);
    assertThat(clipped.norm().getFloat()).isCloseTo(6.5f, within(1e-5f));
    assertThat(clipped.share().getFloat()).isEqualTo(1);
  }

  @Test
  void belowTheLimitNothingChanges() {
    Clipping.Clipped clipped = Clipping.byNorm(gradients, norm, 13.1);
    assertThat(clipped.gradients().get(0).toFloatArray()).containsExactly(3, -4);
    assertThat(clipped.norm().getFloat()).isEqualTo(13);
    assertThat(clipped.share().getFloat()).isZero();
  }

  @Test
  void byValueCutsBothSigns() {
    Clipping.Clipped clipped = Clipping.byValue(gradients, 3.5);
    assertThat(clipped.gradients().get(0).toFloatArray()).containsExactly(3, -3.5f);
    assertThat(clipped.gradients().get(1).toFloatArray()).containsExactly(3.5f);
    double left = Math.sqrt(9 + 2 * 3.5 * 3.5);
    assertThat((double) clipped.norm().getFloat()).isCloseTo(left, within(1e-5));
    assertThat((double) clipped.share().getFloat()).isCloseTo(2.0 / 3, within(1e-6));
    // What came in stays as it was.
    assertThat(gradients.get(0).toFloatArray()).containsExactly(3, -4);
  }

  /** Finite gradients whose norm overflows are all brought to 0: their norm is 0, not inf·0. */
  @Test
  void aNormThatOverflowsLeavesZerosOfNormZero() {
    NDList steep = new NDList(manager.create(new float[] {3e38f, -3e38f}));
    NDArray infinite = manager.create(Float.POSITIVE_INFINITY);
    Clipping.Clipped clipped = Clipping.byNorm(steep, infinite, 1);
    assertThat(clipped.gradients().head().toFloatArray()).containsExactly(0, -0f);
    assertThat(clipped.norm().getFloat()).isZero();
    assertThat(clipped.share().getFloat()).isEqualTo(1);
    NDList broken = new NDList(manager.create(new float[] {Float.POSITIVE_INFINITY, 1}));
    assertThat(Clipping.byNorm(broken, infinite, 1).norm().getFloat()).isNaN();
  }

  @Test
  void gradientsOfZeroHaveNormZeroAfterwards() {
    NDList zeros = new NDList(manager.create(new float[] {0, 0}));
    for (double limit : new double[] {1e-30, 1, 1e38}) {
      Clipping.Clipped clipped = Clipping.byNorm(zeros, manager.create(0f), limit);
      assertThat(clipped.norm().getFloat()).isZero();
      assertThat(Clipping.byValue(zeros, limit).norm().getFloat()).isZero();
    }
  }

  @Test
  void notANumberStaysOne() {
    NDList broken = new NDList(manager.create(new float[] {Float.NaN, 9}));
    Clipping.Clipped clipped = Clipping.byValue(broken, 1);
    assertThat(clipped.gradients().head().toFloatArray()).containsExactly(Float.NaN, 1);
    assertThat(clipped.share().getFloat()).isEqualTo(0.5f);
  }

  @Test
  void weightsAreCutInPlace() {
    NDList weights = new NDList(manager.create(new float[] {-0.3f, 0.1f, 0.25f}));
    weights.head().setRequiresGradient(true);
    Clipping.weights(weights, 0.2);
    assertThat(weights.head().toFloatArray()).containsExactly(-0.2f, 0.1f, 0.2f);
  }
}
