package deconvlab.math;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The geometry of a transposed convolution: channels, groups and one {@link Axis} for each spatial
 * axis. Shapes: input x (N, inChannels, size…) or unbatched (inChannels, size…), weight w
 * (inChannels, outChannels/groups, kernel…), bias (outChannels), output (N, outChannels, size'…).
 * Group q maps input channels [q·in/groups, (q+1)·in/groups) to the output channels of the same
 * rank.
 *
 * <p>What is refused is what PyTorch 2.7 refuses when it runs the operation, with two differences:
 * PyTorch builds a layer with, say, stride 0 and fails when it is applied, here it cannot be built;
 * and PyTorch does not look at output padding and dilation when the batch is empty.
 *
 * @param inChannels channels of the input, at least 1, divisible by groups
 * @param outChannels channels of the output, at least 1, divisible by groups
 * @param groups independent groups of channels, at least 1
 * @param axes one to three spatial axes, outermost first
 */
public record Geometry(int inChannels, int outChannels, int groups, List<Axis> axes) {

  /** Validates every component; the message names argument, value, range and what to change. */
  public Geometry {
    axes = List.copyOf(axes);
    if (axes.isEmpty() || axes.size() > 3) {
      throw new IllegalArgumentException(
          Text.format(
              "axes has %d entries, must be 1, 2 or 3: one Axis for each spatial axis",
              axes.size()));
    }
    if (groups < 1) {
      throw new IllegalArgumentException(
          Text.format("groups=%d must be at least 1: use 1 to connect all channels", groups));
    }
    requireChannels("inChannels", inChannels, groups);
    requireChannels("outChannels", outChannels, groups);
  }

  private static void requireChannels(String name, int channels, int groups) {
    if (channels < 1) {
      throw new IllegalArgumentException(
          Text.format("%s=%d must be at least 1: a layer needs a channel", name, channels));
    }
    if (channels % groups != 0) {
      throw new IllegalArgumentException(
          Text.format(
              "%s=%d must be divisible by groups=%d: use a multiple of %d or other groups",
              name, channels, groups, groups));
    }
  }

  /** One group, the same as the general constructor with the axes listed. */
  public static Geometry of(int inChannels, int outChannels, Axis... axes) {
    return new Geometry(inChannels, outChannels, 1, List.of(axes));
  }

  /** Two dimensions that are treated alike, in one group. */
  public static Geometry square(int inChannels, int outChannels, Axis axis) {
    return of(inChannels, outChannels, axis, axis);
  }

  /**
   * The geometry that a weight of shape (in, out/groups, kernel…) implies, as for PyTorch's
   * functional call. Each option holds one entry an axis, or a single entry for all of them.
   *
   * @throws IllegalArgumentException naming the argument, its value and what would be right
   */
  public static Geometry ofWeight(
      long[] wShape, int groups, int[] stride, int[] padding, int[] outputPadding, int[] dilation) {
    GeometryChecks.weightRank(wShape);
    int[] sizes = GeometryChecks.weightSizes(wShape, groups);
    int[] kernel = Arrays.copyOfRange(sizes, 2, sizes.length);
    List<Axis> axes = axes(kernel, stride, padding, outputPadding, dilation);
    return new Geometry(sizes[0], Math.multiplyExact(sizes[1], groups), groups, axes);
  }

  /**
   * One axis for each entry of kernel; each other option holds as many entries or a single one.
   *
   * @throws IllegalArgumentException naming the argument, its value and the axis
   */
  public static List<Axis> axes(
      int[] kernel, int[] stride, int[] padding, int[] outputPadding, int[] dilation) {
    int dims = kernel.length;
    GeometryChecks.listLength("stride", stride, dims);
    GeometryChecks.listLength("padding", padding, dims);
    GeometryChecks.listLength("outputPadding", outputPadding, dims);
    GeometryChecks.listLength("dilation", dilation, dims);
    List<Axis> axes = new ArrayList<>();
    for (int a = 0; a < dims; a++) {
      try {
        axes.add(
            new Axis(
                kernel[a],
                stride[stride.length == 1 ? 0 : a],
                padding[padding.length == 1 ? 0 : a],
                outputPadding[outputPadding.length == 1 ? 0 : a],
                dilation[dilation.length == 1 ? 0 : a]));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(Text.format("axis %d: %s", a, e.getMessage()), e);
      }
    }
    return axes;
  }

  /** Number of spatial axes: 1, 2 or 3. */
  public int dims() {
    return axes.size();
  }

  /** One property of every axis, such as {@code each(Axis::stride)}. */
  public long[] each(ToIntFunction<Axis> property) {
    return axes.stream().mapToLong(property::applyAsInt).toArray();
  }

  /** (inChannels, outChannels/groups, kernel…). */
  public long[] weightShape() {
    long[] shape = new long[dims() + 2];
    shape[0] = inChannels;
    shape[1] = outChannels / groups;
    System.arraycopy(each(Axis::kernel), 0, shape, 2, dims());
    return shape;
  }

  /**
   * Shape of the output for an input of shape (N, inChannels, size…) or (inChannels, size…).
   *
   * <p>With an empty batch (N = 0) sizes of 0 are valid on both sides, as in PyTorch; otherwise
   * every input and output size must be at least 1.
   *
   * @throws IllegalArgumentException for a wrong rank, other channels, a size below 0 or 1
   */
  public long[] outputShape(long[] xShape) {
    int lead = GeometryChecks.input(this, xShape);
    boolean emptyBatch = lead == 2 && xShape[0] == 0;
    long[] shape = xShape.clone();
    shape[lead - 1] = outChannels;
    for (int a = 0; a < dims(); a++) {
      shape[lead + a] = axes.get(a).transposedSize(xShape[lead + a]);
    }
    GeometryChecks.outputSizes(this, xShape, shape, emptyBatch ? 0 : 1);
    return shape;
  }

  /** Whether an input of this (valid) shape has the batch axis. */
  public boolean batched(long[] xShape) {
    return xShape.length == dims() + 2;
  }

  /**
   * Refuses a weight whose shape is not {@link #weightShape()}.
   *
   * @throws IllegalArgumentException showing both shapes
   */
  public void checkWeight(long[] wShape) {
    if (!Arrays.equals(wShape, weightShape())) {
      throw new IllegalArgumentException(
          Text.format(
              "weight has shape %s, must be %s: (inChannels, outChannels/groups, kernel…)",
              Arrays.toString(wShape), Arrays.toString(weightShape())));
    }
  }

  /**
   * Refuses a bias whose shape is not (outChannels).
   *
   * @throws IllegalArgumentException showing both shapes
   */
  public void checkBias(long[] bShape) {
    if (bShape.length != 1 || bShape[0] != outChannels) {
      throw new IllegalArgumentException(
          Text.format(
              "bias has shape %s, must be [%d]: one value for each of the %d output channels",
              Arrays.toString(bShape), outChannels, outChannels));
    }
  }

  /**
   * Inputs that an interior output sums, on average over the output phases: inChannels/groups ·
   * ∏kernel / ∏stride. This is the fan that keeps the variance of the forward signal.
   */
  public double forwardFan() {
    double strides = axes.stream().mapToDouble(Axis::stride).reduce(1, (a, b) -> a * b);
    return (double) inChannels / groups * taps() / strides;
  }

  /**
   * Outputs that an interior input reaches: outChannels/groups · ∏kernel. This is the fan that
   * keeps the variance of the gradient on its way back.
   */
  public double backwardFan() {
    return (double) outChannels / groups * taps();
  }

  /**
   * What libraries call "fan in": PyTorch's {@code weight.size(1) · ∏kernel}, which for the layout
   * (in, out/groups, kernel…) is outChannels/groups · ∏kernel. For a transposed convolution that is
   * the {@link #backwardFan()}: it is right for the gradient, not for the forward signal.
   */
  public double libraryFan() {
    return weightShape()[1] * taps();
  }

  private double taps() {
    return axes.stream().mapToDouble(Axis::kernel).reduce(1, (a, b) -> a * b);
  }
}
