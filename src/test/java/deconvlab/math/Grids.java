package deconvlab.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random geometries and comparisons shared by the tests of this package. */
final class Grids {
  private Grids() {}

  /** A valid geometry and an input, kernel, bias and output gradient of its shapes. */
  record Sample(Geometry geometry, Tensor x, Tensor w, Tensor b, Tensor g) {
    static Sample draw(long seed) {
      Random random = new Random(seed);
      while (true) {
        Geometry geometry = geometry(random);
        int dims = geometry.dims();
        boolean batched = random.nextInt(4) > 0;
        long[] xShape = new long[dims + (batched ? 2 : 1)];
        xShape[0] = random.nextInt(8) == 0 ? 0 : 1L + random.nextInt(2);
        xShape[xShape.length - dims - 1] = geometry.inChannels();
        for (int a = xShape.length - dims; a < xShape.length; a++) {
          xShape[a] = 1L + random.nextInt(4);
        }
        long[] yShape;
        try {
          yShape = geometry.outputShape(xShape);
        } catch (IllegalArgumentException cutToNothing) {
          continue;
        }
        return new Sample(
            geometry,
            Tensor.gaussian(random, xShape),
            Tensor.gaussian(random, geometry.weightShape()),
            random.nextBoolean() ? Tensor.gaussian(random, geometry.outChannels()) : null,
            Tensor.gaussian(random, yShape));
      }
    }

    private static Geometry geometry(Random random) {
      int groups = 1 + random.nextInt(3);
      List<Axis> axes = new ArrayList<>();
      for (int dims = 1 + random.nextInt(3); dims > 0; dims--) {
        int stride = 1 + random.nextInt(4);
        int dilation = 1 + random.nextInt(4);
        int outputPadding = random.nextInt(Math.max(stride, dilation));
        int kernel = 1 + random.nextInt(4);
        axes.add(new Axis(kernel, stride, random.nextInt(5), outputPadding, dilation));
      }
      int in = groups * (1 + random.nextInt(2));
      return new Geometry(in, groups * (1 + random.nextInt(3)), groups, axes);
    }

    @Override
    public String toString() {
      return geometry + " x " + java.util.Arrays.toString(x.shape());
    }
  }

  static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertClose(actual.data(), expected.data());
  }

  static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i])
          .as("element %d", i)
          .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-10));
    }
  }
}
