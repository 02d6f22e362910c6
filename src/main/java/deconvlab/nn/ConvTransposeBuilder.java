package deconvlab.nn;

import ai.djl.ndarray.types.Shape;
import deconvlab.math.Axis;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The options of a {@link ConvTransposeBlock}; PyTorch's defaults: stride 1, padding 0, output
 * padding 0, dilation 1, one group, a bias.
 *
 * @param <B> the block
 */
public final class ConvTransposeBuilder<B extends ConvTransposeBlock> {
  private final int dims;
  private final Function<ConvTransposeBuilder<B>, B> block;
  private Shape kernel;
  private Shape stride;
  private Shape padding;
  private Shape outputPadding;
  private Shape dilation;
  int filters;
  int inChannels;
  int groups = 1;
  boolean bias = true;

  ConvTransposeBuilder(int dims, Function<ConvTransposeBuilder<B>, B> block) {
    this.dims = dims;
    this.block = block;
    stride = all(1);
    padding = all(0);
    outputPadding = all(0);
    dilation = all(1);
  }

  /** The block; a wrong option is refused with its name, value and range. */
  public B build() {
    return block.apply(this);
  }

  private Shape all(long value) {
    long[] same = new long[dims];
    Arrays.fill(same, value);
    return new Shape(same);
  }

  /** Taps on each axis. Required. */
  public ConvTransposeBuilder<B> setKernelShape(Shape kernelShape) {
    kernel = kernelShape;
    return this;
  }

  /** Output channels. Required. */
  public ConvTransposeBuilder<B> setFilters(int count) {
    filters = count;
    return this;
  }

  /** Input channels; left out, the first input decides. */
  public ConvTransposeBuilder<B> optInChannels(int count) {
    Checks.that(count >= 1, "inChannels=%d must be at least 1, or left out", count);
    inChannels = count;
    return this;
  }

  /** Distance between the outputs of neighbouring inputs, on each axis. */
  public ConvTransposeBuilder<B> optStride(Shape strides) {
    stride = strides;
    return this;
  }

  /** Outputs cut off at each end, on each axis. */
  public ConvTransposeBuilder<B> optPadding(Shape paddings) {
    padding = paddings;
    return this;
  }

  /** Outputs added at the end, on each axis, below max(stride, dilation). */
  public ConvTransposeBuilder<B> optOutputPadding(Shape outputPaddings) {
    outputPadding = outputPaddings;
    return this;
  }

  /** Distance between the outputs of neighbouring taps, on each axis. */
  public ConvTransposeBuilder<B> optDilation(Shape dilations) {
    dilation = dilations;
    return this;
  }

  /** Groups that channels in and out are split into. */
  public ConvTransposeBuilder<B> optGroups(int count) {
    groups = count;
    return this;
  }

  /** Whether a bias is added to each output channel. */
  public ConvTransposeBuilder<B> optBias(boolean include) {
    bias = include;
    return this;
  }

  List<Axis> axes() {
    Checks.that(filters >= 1, "filters=%d must be at least 1: call setFilters", filters);
    if (groups < 1 || filters % groups != 0) {
      throw Checks.refusal("groups=%d must be at least 1 and divide filters=%d", groups, filters);
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
      throw Checks.refusal("%s=%s must have %d entries, one an axis", name, shape, dims);
    }
    if (shape.get(axis) > Integer.MAX_VALUE) {
      throw Checks.refusal("%s=%s must have entries of at most %d", name, shape, Integer.MAX_VALUE);
    }
    return (int) shape.get(axis);
  }
}
