package deconvlab.verify;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import deconvlab.nn.ConvTranspose2d;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;

/**
 * One line of a training run's network, in PyTorch's terms and with its defaults.
 *
 * @param type one of {@link #TYPES}
 * @param in channels or features that come in; 0 where there is no weight
 * @param out channels or features that go out; 0 where there is no weight
 * @param kernel taps on both axes, also of the other shapes
 */
record LayerSpec(
    String name,
    String type,
    int in,
    int out,
    Shape kernel,
    Shape stride,
    Shape padding,
    Shape outputPadding,
    Shape dilation,
    int groups) {

  static final List<String> TYPES =
      List.of(
          "conv2d",
          "conv_transpose2d",
          "linear",
          "max_pool2d",
          "avg_pool2d",
          "global_average_pool",
          "flatten");

  /** Reads a line; errors name layer and field. */
  static LayerSpec parse(JsonFields fields) {
    String type = fields.text("type");
    if (!TYPES.contains(type)) {
      throw fields.error(
          "type", Text.format("is \"%s\", must be one of %s", type, String.join(", ", TYPES)));
    }
    boolean maps = type.startsWith("conv");
    boolean pools = type.equals("max_pool2d") || type.equals("avg_pool2d");
    boolean weighted = maps || type.equals("linear");
    Shape kernel = maps || pools ? pair(fields, "kernel", 0, 1) : new Shape(1, 1);
    return new LayerSpec(
        fields.text("name"),
        type,
        weighted ? count(fields, "in") : 0,
        weighted ? count(fields, "out") : 0,
        kernel,
        // A pool's stride is its kernel where none is said.
        pools && !fields.has("stride") ? kernel : pair(fields, "stride", 1, 1),
        pair(fields, "padding", 0, 0),
        pair(fields, "output_padding", 0, 0),
        pair(fields, "dilation", 1, 1),
        fields.has("groups") ? count(fields, "groups") : 1);
  }

  private static int count(JsonFields fields, String field) {
    return whole(fields, field, fields.integer(field), 1);
  }

  private static int whole(JsonFields fields, String field, long value, int least) {
    if (value < least || value > Integer.MAX_VALUE) {
      throw fields.error(field, Text.format("is %d, must be at least %d", value, least));
    }
    return (int) value;
  }

  /** One entry for both axes, or two; {@code standard} where the field is missing, 0 for needed. */
  private static Shape pair(JsonFields fields, String field, int standard, int least) {
    if (!fields.has(field) && (standard > 0 || least == 0)) {
      return new Shape(standard, standard);
    }
    long[] values = fields.integers(field);
    if (values.length != 1 && values.length != 2) {
      throw fields.error(
          field, Text.format("is %s, must have one entry or two", Arrays.toString(values)));
    }
    for (long value : values) {
      whole(fields, field, value, least);
    }
    return new Shape(values[0], values[values.length - 1]);
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
              .setKernelShape(kernel)
              .setFilters(out)
              .optStride(stride)
              .optPadding(padding)
              .optDilation(dilation)
              .optGroups(groups)
              .optBias(bias)
              .build();
      case "conv_transpose2d" ->
          ConvTranspose2d.builder()
              .setKernelShape(kernel)
              .setFilters(out)
              .optStride(stride)
              .optPadding(padding)
              .optOutputPadding(outputPadding)
              .optDilation(dilation)
              .optGroups(groups)
              .optBias(bias)
              .build();
      case "linear" -> Linear.builder().setUnits(out).optBias(bias).build();
      case "max_pool2d" -> Pool.maxPool2dBlock(kernel, stride, padding);
      case "avg_pool2d" -> Pool.avgPool2dBlock(kernel, stride, padding);
      case "flatten" -> Blocks.batchFlattenBlock();
      default -> new LambdaBlock(LayerSpec::globalAverage, "global_average_pool");
    };
  }

  private static NDList globalAverage(NDList inputs) {
    Shape shape = inputs.head().getShape();
    return new NDList(inputs.head().reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2}));
  }
}
