package deconvlab.math;

import deconvlab.text.Text;
import java.util.Arrays;

/** The refusals of {@link Geometry}, apart so that the geometry itself reads in one go. */
final class GeometryChecks {
  /** Of 8 bytes each, they would fill the 64-bit address space. */
  private static final double MOST_ELEMENTS = 0x1p60;

  private GeometryChecks() {}

  static void listLength(String name, int[] values, int dims) {
    if (values.length != dims && values.length != 1) {
      throw new IllegalArgumentException(
          Text.format(
              "%s=%s has %d entries, must have %d, one for each spatial axis (or one for all)",
              name, Arrays.toString(values), values.length, dims));
    }
  }

  static void weightRank(long[] wShape) {
    if (wShape.length < 3 || wShape.length > 5) {
      throw new IllegalArgumentException(
          Text.format(
              "weight has shape %s of rank %d, must have rank 3, 4 or 5:"
                  + " (inChannels, outChannels/groups, kernel…)",
              Arrays.toString(wShape), wShape.length));
    }
  }

  /** The sizes of a weight as ints, refused where they make no geometry with these groups. */
  static int[] weightSizes(long[] wShape, int groups) {
    String shown =
        Text.format(
            "weight of shape %s (inChannels, outChannels/groups, kernel…)",
            Arrays.toString(wShape));
    if (groups < 1) {
      throw new IllegalArgumentException(
          Text.format("groups=%d must be at least 1: use 1 to connect all channels", groups));
    }
    for (int i = 0; i < wShape.length; i++) {
      String name = i == 0 ? "inChannels" : i == 1 ? "outChannels/groups" : "kernel";
      if (wShape[i] < 1 || wShape[i] > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            Text.format(
                "%s: %s=%d (dimension %d) must be in [1, %d]",
                shown, name, wShape[i], i, Integer.MAX_VALUE));
      }
    }
    if (wShape[0] % groups != 0) {
      throw new IllegalArgumentException(
          Text.format(
              "%s: inChannels=%d must be divisible by groups=%d: use a multiple of %d or other groups",
              shown, wShape[0], groups, groups));
    }
    if (wShape[1] > Integer.MAX_VALUE / groups) {
      throw new IllegalArgumentException(
          Text.format(
              "%s: outChannels=%d·%d must be at most %d: use fewer groups",
              shown, wShape[1], groups, Integer.MAX_VALUE));
    }
    return Arrays.stream(wShape).mapToInt(size -> (int) size).toArray();
  }

  /** Checks rank, channels and sizes of an input; returns the number of axes before the sizes. */
  static int input(Geometry geometry, long[] xShape) {
    int dims = geometry.dims();
    String shown = Text.format("x of shape %s", Arrays.toString(xShape));
    if (xShape.length != dims + 1 && xShape.length != dims + 2) {
      throw new IllegalArgumentException(
          Text.format(
              "%s has rank %d, must have rank %d (inChannels, size…) or %d (N, inChannels, size…)",
              shown, xShape.length, dims + 1, dims + 2));
    }
    int lead = xShape.length - dims;
    if (xShape[lead - 1] != geometry.inChannels()) {
      throw new IllegalArgumentException(
          Text.format(
              "%s has %d channels at dimension %d, must have inChannels=%d as the weight does",
              shown, xShape[lead - 1], lead - 1, geometry.inChannels()));
    }
    if (lead == 2 && xShape[0] < 0) {
      throw new IllegalArgumentException(
          Text.format("%s has batch size %d, must be at least 0", shown, xShape[0]));
    }
    int least = lead == 2 && xShape[0] == 0 ? 0 : 1;
    for (int a = 0; a < dims; a++) {
      if (xShape[lead + a] < least) {
        throw new IllegalArgumentException(
            Text.format(
                "%s has size %d on spatial axis %d, must be at least %d (only a batch may be empty)",
                shown, xShape[lead + a], a, least));
      }
    }
    return lead;
  }

  /** Refuses outputs below least on an axis, and such that no machine could address. */
  static void outputSizes(Geometry geometry, long[] xShape, long[] yShape, int least) {
    double elements = Arrays.stream(yShape).asDoubleStream().reduce(1, (a, b) -> a * b);
    if (elements > MOST_ELEMENTS) {
      throw new IllegalArgumentException(
          Text.format(
              "output size %s of x of shape %s must hold at most 2^60 elements:"
                  + " lower stride, dilation or outputPadding",
              Arrays.toString(yShape), Arrays.toString(xShape)));
    }
    int lead = xShape.length - geometry.dims();
    for (int a = 0; a < geometry.dims(); a++) {
      if (yShape[lead + a] < least) {
        Axis axis = geometry.axes().get(a);
        throw new IllegalArgumentException(
            Text.format(
                "output size %d on spatial axis %d must be at least %d: x of shape %s with kernel=%d,"
                    + " stride=%d, padding=%d, outputPadding=%d, dilation=%d is cut to nothing;"
                    + " lower padding to at most %d or enlarge x",
                yShape[lead + a],
                a,
                least,
                Arrays.toString(xShape),
                axis.kernel(),
                axis.stride(),
                axis.padding(),
                axis.outputPadding(),
                axis.dilation(),
                Math.max(0, (yShape[lead + a] + 2L * axis.padding() - least) / 2)));
      }
    }
  }
}
