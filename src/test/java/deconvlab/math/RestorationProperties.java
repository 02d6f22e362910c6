package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * Claim C20 as far as it is algebra: where the transposed convolution is an inverse, and where not.
 */
class RestorationProperties {
  private static final int SIDE = 12;

  /**
   * As many orthonormal filters as a window has numbers, a kernel that the stride divides: what
   * comes back is (kernel/stride)² times the image, away from borders where there is padding.
   */
  @Property(tries = 40)
  void aTightFrameIsInverted(
      @ForAll @IntRange(min = 1, max = 3) int inputs,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll @IntRange(min = 1, max = 2) int times,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    int kernel = stride * times;
    int window = inputs * kernel * kernel;
    Random random = new Random(seed);
    Tensor filters =
        Orthonormal.rows(random, window, window).reshape(window, inputs, kernel, kernel);
    Tensor x = Tensor.gaussian(random, inputs, SIDE, SIDE);
    Geometry back = geometry(window, inputs, kernel, stride);
    Tensor restored =
        ConvTranspose.forward(back, ConvTranspose.gradInput(back, x, filters), filters, null);
    for (int c = 0; c < inputs; c++) {
      for (int i = kernel; i < SIDE - kernel; i++) {
        for (int j = kernel; j < SIDE - kernel; j++) {
          assertThat(restored.get(c, i, j)).isCloseTo(times * times * x.get(c, i, j), within(1e-9));
        }
      }
    }
  }

  /** A convolution with fewer outputs than inputs gives two inputs one output. */
  @Property(tries = 20)
  void fewerOutputsThanInputsLoseSome(
      @ForAll @IntRange(min = 1, max = 3) int inputs,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    int stride = 2;
    int outputs = 1;
    int side = 6;
    Random random = new Random(seed);
    Tensor filters = Tensor.gaussian(random, outputs, inputs, kernel, kernel);
    Geometry back =
        Geometry.square(
            outputs, inputs, Axis.undoing(Axis.of(kernel, stride, (kernel - 1) / 2), side));
    OperatorMatrix transposed =
        OperatorMatrix.of(back, new long[] {outputs, side / stride, side / stride}, filters);
    int rows = outputs * (side / stride) * (side / stride);
    int columns = inputs * side * side;
    // x less what is in the span of the rows of A is not 0, and A makes 0 of it.
    double[] x = Tensor.gaussian(random, columns).data();
    double[][] basis = new double[rows][];
    for (int r = 0; r < rows; r++) {
      double[] unit = new double[rows];
      unit[r] = 1;
      basis[r] = less(transposed.times(unit), basis, r);
      double length = Math.sqrt(dot(basis[r], basis[r]));
      Assume.that(length > 1e-6);
      for (int i = 0; i < columns; i++) {
        basis[r][i] /= length;
      }
    }
    double[] lost = less(less(x, basis, rows), basis, rows);
    assertThat(dot(lost, lost)).isGreaterThan(1e-3);
    Tensor seen =
        ConvTranspose.gradInput(back, Tensor.of(new long[] {inputs, side, side}, lost), filters);
    assertThat(seen.data()).containsOnly(new double[] {0}, within(1e-9));
  }

  private static double[] less(double[] x, double[][] basis, int count) {
    double[] rest = x.clone();
    for (int r = 0; r < count; r++) {
      double along = dot(rest, basis[r]);
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= along * basis[r][i];
      }
    }
    return rest;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static Geometry geometry(int outputs, int inputs, int kernel, int stride) {
    return Geometry.square(
        outputs, inputs, Axis.undoing(Axis.of(kernel, stride, (kernel - 1) / 2), SIDE));
  }
}
