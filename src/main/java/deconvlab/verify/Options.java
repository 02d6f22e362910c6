package deconvlab.verify;

import deconvlab.math.Geometry;
import deconvlab.text.Checks;
import java.util.Arrays;

/**
 * The options of a transposed convolution as a file states them, not yet checked: refusing them is
 * the operator's task. One entry an axis, or a single entry for all axes.
 */
public record Options(
    int dims, long group, long[] stride, long[] padding, long[] outputPadding, long[] dilation) {

  /** The geometry that a weight of this shape implies under these options. */
  Geometry geometryOf(long[] wShape) {
    requireRank(wShape);
    return Geometry.ofWeight(
        wShape,
        asInt("groups", group),
        ints("stride", stride),
        ints("padding", padding),
        ints("outputPadding", outputPadding),
        ints("dilation", dilation));
  }

  /** The geometry of a layer built with these options. */
  Geometry geometryOf(Layer layer) {
    return new Geometry(
        asInt("inChannels", layer.inChannels()),
        asInt("outChannels", layer.outChannels()),
        asInt("groups", group),
        Geometry.axes(
            kernel(layer),
            ints("stride", stride),
            ints("padding", padding),
            ints("outputPadding", outputPadding),
            ints("dilation", dilation)));
  }

  private int[] kernel(Layer layer) {
    int[] kernel = ints("kernel", layer.kernelSize());
    Checks.that(
        kernel.length == dims,
        "kernel=%s has %d entries, must have %d, one for each spatial axis",
        Arrays.toString(kernel),
        kernel.length,
        dims);
    return kernel;
  }

  /** Refuses a weight that does not have two axes of channels and one for each dimension. */
  void requireRank(long[] wShape) {
    Checks.that(
        wShape.length == dims + 2,
        "weight has shape %s of rank %d, must have rank %d for %d dimension(s):"
            + " (inChannels, outChannels/groups, kernel…)",
        Arrays.toString(wShape),
        wShape.length,
        dims + 2,
        dims);
  }

  /** A file's integer as an int, refused by name where it is too large for one. */
  static int asInt(String name, long value) {
    Checks.that(value == (int) value, "%s=%d must be at most %d", name, value, Integer.MAX_VALUE);
    return (int) value;
  }

  private static int[] ints(String name, long[] values) {
    return Arrays.stream(values).mapToInt(value -> asInt(name, value)).toArray();
  }

  /** What a layer is built with beside its options. */
  public record Layer(long inChannels, long outChannels, long[] kernelSize) {}
}
