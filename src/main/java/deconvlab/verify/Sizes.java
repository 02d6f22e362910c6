package deconvlab.verify;

import deconvlab.math.Geometry;
import deconvlab.text.Checks;
import java.util.Arrays;

/**
 * Holds what a few numbers of a file would make against what is reasonable to allocate, before an
 * operator does: {@value #MOST} elements are half a gigabyte in double.
 */
final class Sizes {
  static final long MOST = 1 << 26;

  private Sizes() {}

  static void require(Options options, long[] xShape, long[] wShape) {
    require("x", xShape);
    require("weight", wShape);
    output(() -> options.geometryOf(wShape), xShape);
  }

  static void require(Options options, Options.Layer layer, long[] xShape) {
    long[] kernel = layer.kernelSize();
    long[] weight = Arrays.copyOf(kernel, kernel.length + 2);
    weight[kernel.length] = layer.inChannels();
    weight[kernel.length + 1] = layer.outChannels();
    if (xShape != null) {
      require("weight", weight);
      require("x", xShape);
      output(() -> options.geometryOf(layer), xShape);
    }
  }

  private static void output(java.util.function.Supplier<Geometry> geometry, long[] xShape) {
    long[] y;
    try {
      y = geometry.get().outputShape(xShape);
    } catch (IllegalArgumentException | ArithmeticException e) {
      // What cannot be computed at all is for the operator to refuse.
      return;
    }
    require("output size", y);
  }

  private static void require(String what, long[] shape) {
    double size = Arrays.stream(shape).mapToDouble(n -> n).reduce(1, (a, b) -> a * b);
    Checks.that(
        size <= MOST,
        "%s: shape %s has %.0f elements, must have at most %d",
        what,
        Arrays.toString(shape),
        size,
        MOST);
  }
}
