package deconvlab.verify;

import static java.util.Objects.requireNonNullElse;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import deconvlab.nn.ConvTranspose2d;
import deconvlab.record.Defaulted;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.List;

/**
 * One line of a training run's network, in PyTorch's terms and with its defaults. One entry for
 * both axes, or two.
 *
 * @param type one of {@link #TYPES}
 * @param in channels or features that come in; 0 where there is no weight
 * @param out channels or features that go out; 0 where there is no weight
 * @param kernel taps on both axes, also of the other shapes
 */
record LayerSpec(
    String name,
    String type,
    @Defaulted Integer in,
    @Defaulted Integer out,
    @Defaulted long[] kernel,
    @Defaulted long[] stride,
    @Defaulted long[] padding,
    @Defaulted long[] outputPadding,
    @Defaulted long[] dilation,
    @Defaulted Integer groups) {

  private static final long[] ONE = {1};
  private static final long[] NONE = {0};
  private static final List<String> TYPES =
      List.of(
          "conv2d",
          "conv_transpose2d",
          "linear",
          "max_pool2d",
          "avg_pool2d",
          "global_average_pool",
          "flatten");

  LayerSpec {
    Checks.oneOf("type", type, TYPES);
    boolean maps = type.startsWith("conv");
    boolean pools = type.equals("max_pool2d") || type.equals("avg_pool2d");
    boolean weighted = maps || type.equals("linear");
    in = weighted ? count("in", in) : 0;
    out = weighted ? count("out", out) : 0;
    groups = groups == null ? 1 : count("groups", groups);
    kernel = pair("kernel", maps || pools ? CaseForm.need("kernel", kernel) : ONE, ONE, 1);
    // A pool's stride is its kernel where none is said.
    stride = pair("stride", stride, pools ? kernel : ONE, 1);
    padding = pair("padding", padding, NONE, 0);
    outputPadding = pair("output_padding", outputPadding, NONE, 0);
    dilation = pair("dilation", dilation, ONE, 1);
  }

  private static int count(String field, Integer value) {
    Checks.least(field, CaseForm.need(field, value), 1);
    return value;
  }

  private static long[] pair(String field, long[] given, long[] standard, int least) {
    long[] values = requireNonNullElse(given, standard);
    Checks.that(
        (values.length == 1 || values.length == 2)
            && Arrays.stream(values).allMatch(v -> v >= least && v <= Integer.MAX_VALUE),
        "%s is %s, must have one entry or two, at least %d and at most %d",
        field,
        Arrays.toString(values),
        least,
        Integer.MAX_VALUE);
    return new long[] {values[0], values[values.length - 1]};
  }

  /** Whether batch norm (where the run has it) and the activation follow. */
  boolean activated() {
    return type.startsWith("conv");
  }

  boolean weighted() {
    return activated() || type.equals("linear");
  }

  /** The layer as a block of its own. */
  Block block(boolean bias) {
    return switch (type) {
      case "conv2d" ->
          Conv2d.builder()
              .setKernelShape(new Shape(kernel))
              .setFilters(out)
              .optStride(new Shape(stride))
              .optPadding(new Shape(padding))
              .optDilation(new Shape(dilation))
              .optGroups(groups)
              .optBias(bias)
              .build();
      case "conv_transpose2d" ->
          ConvTranspose2d.builder()
              .setKernelShape(new Shape(kernel))
              .setFilters(out)
              .optStride(new Shape(stride))
              .optPadding(new Shape(padding))
              .optOutputPadding(new Shape(outputPadding))
              .optDilation(new Shape(dilation))
              .optGroups(groups)
              .optBias(bias)
              .build();
      case "linear" -> Linear.builder().setUnits(out).optBias(bias).build();
      case "max_pool2d" ->
          Pool.maxPool2dBlock(new Shape(kernel), new Shape(stride), new Shape(padding));
      case "avg_pool2d" ->
          Pool.avgPool2dBlock(new Shape(kernel), new Shape(stride), new Shape(padding));
      case "flatten" -> Blocks.batchFlattenBlock();
      default -> new LambdaBlock(LayerSpec::globalAverage, "global_average_pool");
    };
  }

  private static NDList globalAverage(NDList inputs) {
    Shape shape = inputs.head().getShape();
    return new NDList(inputs.head().reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2}));
  }
}
