package deconvlab.verify;

import static java.util.Objects.requireNonNullElse;

import deconvlab.record.Defaulted;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.stream.LongStream;
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
    Checks.that(dims == null || (dims >= 1 && dims <= 3), "dims is %s, must be 1, 2 or 3", dims);
    Checks.that(
        api == null || api.equals("call") || api.equals("layer"),
        "api is \"%s\", must be \"call\" or \"layer\"",
        api);
    Checks.that(
        g != null || Stream.of(dx, dw, db).allMatch(d -> d == null),
        "g is missing, though dx, dw and db need it");
  }

  static <T> T need(String field, T value) {
    Checks.that(value != null, "%s is missing", field);
    return value;
  }

  /** Whether it is a configuration to refuse or to accept, not an operation to compute. */
  boolean isConfiguration() {
    return errorType != null || yShape != null || api != null;
  }

  boolean refused() {
    return errorType != null;
  }

  boolean isLayer() {
    return "layer".equals(api);
  }

  /** The same, if it lacks nothing that its kind needs. */
  CaseForm complete() {
    if (!isConfiguration()) {
      need("x", x);
      need("w", w);
      need("expected", expected);
      crop();
    } else if (isLayer()) {
      layer();
    } else {
      need("x_shape", xShape);
      need("w_shape", wShape);
    }
    if (isConfiguration() && !refused() && xShape != null) {
      need("y_shape", yShape);
    }
    if (g != null) {
      need("dx", dx);
      need("dw", dw);
      Checks.that(b == null || db != null, "db is missing, though there are b and g");
    }
    options();
    return this;
  }

  Options.Layer layer() {
    return new Options.Layer(
        need("in_channels", inChannels), need("out_channels", outChannels), kernel());
  }

  /** What the operator's output loses before it is compared. */
  Crop crop() {
    return padded().padding == null && padsBegin != null
        ? new Crop(ends("pads_begin", padsBegin), ends("pads_end", need("pads_end", padsEnd)))
        : new Crop(new int[dimensions()], ends("crop_end", padded().cropEnd));
  }

  Options options() {
    return new Options(
        dimensions(),
        requireNonNullElse(group, 1L),
        option(stride, 1),
        option(padded().padding, 0),
        option(padded().outputPadding, 0),
        option(dilation, 1));
  }

  private Equivalent padded() {
    return requireNonNullElse(symmetricEquivalent, new Equivalent(padding, outputPadding, null));
  }

  /** The field dims, else what the weight's rank says. */
  private int dimensions() {
    long[] weight = w == null ? wShape : w.shape();
    if (dims != null || weight == null) {
      return need("dims", dims).intValue();
    }
    Checks.that(
        weight.length >= 3 && weight.length <= 5,
        "dims is missing, and the weight has shape %s, must have 3 to 5 entries",
        Arrays.toString(weight));
    return weight.length - 2;
  }

  /** A bare kernel size is that of every axis, a list has one an axis. */
  private long[] kernel() {
    JsonNode size = need("kernel_size", kernelSize);
    Checks.that(
        (size.isArray() ? size.valueStream() : Stream.of(size))
            .allMatch(n -> n.isIntegralNumber() && n.canConvertToLong()),
        "kernel_size is %s, must hold whole numbers of at most 64 bits",
        size);
    return size.isArray()
        ? size.valueStream().mapToLong(JsonNode::longValue).toArray()
        : option(null, size.longValue());
  }

  private long[] option(long[] given, long standard) {
    return given == null
        ? LongStream.generate(() -> standard).limit(dimensions()).toArray()
        : given;
  }

  private int[] ends(String field, long[] given) {
    long[] values = option(given, 0);
    Checks.that(
        values.length == dimensions()
            && Arrays.stream(values).allMatch(v -> v >= 0 && v <= Integer.MAX_VALUE),
        "%s is %s, must hold %d whole numbers of at least 0, one an axis",
        field,
        Arrays.toString(values),
        dimensions());
    return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
  }
}
