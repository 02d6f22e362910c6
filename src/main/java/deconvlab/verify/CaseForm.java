package deconvlab.verify;

import static java.util.Objects.requireNonNullElse;

import deconvlab.math.Tensor;
import deconvlab.record.Defaulted;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One of a file's {@code cases} or {@code valid_neighbours}, of either kind: what a file lacks is
 * null, and absent layer options take PyTorch's defaults. {@code batched} says what the ranks say.
 */
@Defaulted
record CaseForm(
    String name,
    Long dims,
    Boolean batched,
    ArrayForm x,
    ArrayForm w,
    ArrayForm b,
    long[] stride,
    long[] padding,
    long[] padsBegin,
    long[] padsEnd,
    long[] outputPadding,
    long[] dilation,
    Long group,
    Equivalent symmetricEquivalent,
    ArrayForm expected,
    ArrayForm g,
    ArrayForm dx,
    ArrayForm dw,
    ArrayForm db,
    String errorType,
    String api,
    long[] xShape,
    long[] wShape,
    long[] bShape,
    long[] yShape,
    Long inChannels,
    Long outChannels,
    JsonNode kernelSize) {

  /** What pads alike at both ends and gives the case once {@code cropEnd} is cut off. */
  @Defaulted
  record Equivalent(long[] padding, long[] outputPadding, long[] cropEnd) {}

  CaseForm {
    Checks.that(dims == null || dims >= 1 && dims <= 3, "dims is %s, must be 1, 2 or 3", dims);
    Checks.that(
        api == null || api.equals("call") || api.equals("layer"),
        "api is \"%s\", must be \"call\" or \"layer\"",
        api);
    Checks.that(
        g != null || Stream.of(dx, dw, db).allMatch(d -> d == null),
        "g is missing, though dx, dw and db need it");
  }

  /** The case; errors name the field. */
  VerifyCase called(String known) {
    return errorType == null && yShape == null && api == null
        ? operator(known)
        : configuration(known);
  }

  static <T> T need(String field, T value) {
    Checks.that(value != null, "%s is missing", field);
    return value;
  }

  private ConfigurationCase configuration(String known) {
    boolean refused = errorType != null;
    boolean layer = "layer".equals(api);
    int axes = dims(wShape);
    return new ConfigurationCase(
        known,
        options(axes, padding, outputPadding),
        layer
            ? new Options.Layer(
                need("in_channels", inChannels), need("out_channels", outChannels), kernel(axes))
            : null,
        layer ? xShape : need("x_shape", xShape),
        layer ? null : need("w_shape", wShape),
        bShape,
        refused,
        refused || xShape == null ? null : need("y_shape", yShape));
  }

  private OperatorCase operator(String known) {
    int axes = dims(need("w", w).shape());
    Equivalent padded =
        requireNonNullElse(symmetricEquivalent, new Equivalent(padding, outputPadding, null));
    Crop crop = new Crop(new int[axes], ends(axes, "crop_end", padded.cropEnd));
    if (padded.padding == null && padsBegin != null) {
      crop =
          new Crop(
              ends(axes, "pads_begin", padsBegin),
              ends(axes, "pads_end", need("pads_end", padsEnd)));
    }
    return new OperatorCase(
        known,
        options(axes, padded.padding, padded.outputPadding),
        need("x", x).tensor(),
        w.tensor(),
        ArrayForm.tensorOrNull(b),
        need("expected", expected).tensor(),
        g == null ? null : gradients(),
        crop);
  }

  private OperatorCase.Gradients gradients() {
    Tensor bias = b == null ? null : need("db", db).tensor();
    return new OperatorCase.Gradients(
        g.tensor(), need("dx", dx).tensor(), need("dw", dw).tensor(), bias);
  }

  /** The field dims, else what the weight's rank says. */
  private int dims(long[] weight) {
    if (dims != null || weight == null) {
      return need("dims", dims).intValue();
    }
    Checks.that(
        weight.length >= 3 && weight.length <= 5,
        "dims is missing, and the weight has shape %s, must have 3 to 5 entries",
        Arrays.toString(weight));
    return weight.length - 2;
  }

  private Options options(int axes, long[] pad, long[] outPad) {
    return new Options(
        axes,
        requireNonNullElse(group, 1L),
        option(axes, stride, 1),
        option(axes, pad, 0),
        option(axes, outPad, 0),
        option(axes, dilation, 1));
  }

  private static long[] option(int axes, long[] given, long standard) {
    return requireNonNullElse(given, same(axes, standard));
  }

  /** A bare kernel size is that of every axis, a list has one an axis. */
  private long[] kernel(int axes) {
    JsonNode size = need("kernel_size", kernelSize);
    Checks.that(
        size.canConvertToLong()
            || size.isArray() && size.valueStream().allMatch(JsonNode::canConvertToLong),
        "kernel_size is %s, must hold whole numbers of at most 64 bits",
        size);
    return size.isArray()
        ? size.valueStream().mapToLong(JsonNode::longValue).toArray()
        : same(axes, size.longValue());
  }

  private static long[] same(int axes, long value) {
    long[] values = new long[axes];
    Arrays.fill(values, value);
    return values;
  }

  private static int[] ends(int axes, String field, long[] given) {
    long[] values = option(axes, given, 0);
    Checks.that(
        values.length == axes
            && Arrays.stream(values).allMatch(v -> v >= 0 && v <= Integer.MAX_VALUE),
        "%s is %s, must hold %d whole numbers of at least 0, one an axis",
        field,
        Arrays.toString(values),
        axes);
    return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
  }
}
