package deconvlab.nn;

import ai.djl.ndarray.types.Shape;
import deconvlab.math.Axis;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The options of a {@link ConvTranspose}; PyTorch's defaults: stride 1, padding 0, output padding
 * 0, dilation 1, one group, a bias.
 *
 * @param <T> the concrete builder
 */
public abstract class ConvTransposeBuilder<T extends ConvTransposeBuilder<T>> {
  private final int dims;
  private Shape kernel;
  private Shape stride;
  private Shape padding;
  private Shape outputPadding;
  private Shape dilation;
  int filters;
  int inChannels;
  int groups = 1;
  boolean bias = true;

  ConvTransposeBuilder(int dims) {
    this.dims = dims;
    stride = all(1);
    padding = all(0);
    outputPadding = all(0);
    dilation = all(1);
  }

  abstract T self();

  private Shape all(long value) {
    long[] same = new long[dims];
    Arrays.fill(same, value);
    return new Shape(same);
  }

  /** Taps on each axis. Required. */
  public T setKernelShape(Shape kernelShape) {
    kernel = kernelShape;
    return self();
  }

  /** Output channels. Required. */
  public T setFilters(int count) {
    filters = count;
    return self();
  }

  /** Input channels; left out, the first input decides. */
  public T optInChannels(int count) {
    if (count < 1) {
      throw new IllegalArgumentException(
          Text.format("inChannels=%d must be at least 1, or left out", count));
    }
    inChannels = count;
    return self();
  }

  /** Distance between the outputs of neighbouring inputs, on each axis. */
  public T optStride(Shape strides) {
    stride = strides;
    return self();
  }

  /** Outputs cut off at each end, on each axis. */
  public T optPadding(Shape paddings) {
    padding = paddings;
    return self();
  }

  /** Outputs added at the end, on each axis, below max(stride, dilation). */
  public T optOutputPadding(Shape outputPaddings) {
    outputPadding = outputPaddings;
    return self();
  }

  /** Distance between the outputs of neighbouring taps, on each axis. */
  public T optDilation(Shape dilations) {
    dilation = dilations;
    return self();
  }

  /** Groups that channels in and out are split into. */
  public T optGroups(int count) {
    groups = count;
    return self();
  }

  /** Whether a bias is added to each output channel. */
  public T optBias(boolean include) {
    bias = include;
    return self();
  }

  List<Axis> axes() {
    if (filters < 1) {
      throw new IllegalArgumentException(
          Text.format("filters=%d must be at least 1: call setFilters", filters));
    }
    if (groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          Text.format("groups=%d must be at least 1 and divide filters=%d", groups, filters));
    }
    List<Axis> made = new ArrayList<>();
    for (int a = 0; a < dims; a++) {
      made.add(
          new Axis(
              at("kernelShape", kernel, a),
              at("stride", stride, a),
              at("padding", padding, a),
              at("outputPadding", outputPadding, a),
              at("dilation", dilation, a)));
    }
    return made;
  }

  private int at(String name, Shape shape, int axis) {
    if (shape == null || shape.dimension() != dims) {
      throw new IllegalArgumentException(
          Text.format("%s=%s must have %d entries, one an axis", name, shape, dims));
    }
    if (shape.get(axis) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          Text.format("%s=%s must have entries of at most %d", name, shape, Integer.MAX_VALUE));
    }
    return (int) shape.get(axis);
  }
}
