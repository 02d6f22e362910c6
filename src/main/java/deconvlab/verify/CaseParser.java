package deconvlab.verify;

import deconvlab.math.Tensor;
import deconvlab.text.Text;
import java.util.Arrays;

/** Turns one record of a file into a case; absent layer options take PyTorch's defaults. */
final class CaseParser {
  private CaseParser() {}

  static VerifyCase parse(String name, JsonFields fields) {
    boolean configuration = fields.has("error_type") || fields.has("y_shape") || fields.has("api");
    return configuration ? configuration(name, fields) : operator(name, fields);
  }

  private static ConfigurationCase configuration(String name, JsonFields fields) {
    int dims = dims(fields, fields.integersOrNull("w_shape"));
    Options options = options(dims, fields, fields);
    boolean refused = fields.has("error_type");
    String api = fields.has("api") ? fields.text("api") : "call";
    boolean layer = api.equals("layer");
    if (!layer && !api.equals("call")) {
      throw fields.error("api", Text.format("is \"%s\", must be \"call\" or \"layer\"", api));
    }
    long[] xShape = layer ? fields.integersOrNull("x_shape") : fields.integers("x_shape");
    return new ConfigurationCase(
        name,
        options,
        layer ? layer(dims, fields) : null,
        xShape,
        layer ? null : fields.integers("w_shape"),
        fields.integersOrNull("b_shape"),
        refused,
        refused || xShape == null ? null : fields.integers("y_shape"));
  }

  private static Options.Layer layer(int dims, JsonFields fields) {
    long[] kernel = fields.integers("kernel_size");
    if (fields.isInteger("kernel_size")) {
      long same = kernel[0];
      kernel = new long[dims];
      Arrays.fill(kernel, same);
    }
    return new Options.Layer(fields.integer("in_channels"), fields.integer("out_channels"), kernel);
  }

  private static OperatorCase operator(String name, JsonFields fields) {
    Tensor x = fields.tensor("x");
    Tensor w = fields.tensor("w");
    Tensor b = fields.tensorOrNull("b");
    int dims = dims(fields, w.shape());
    boolean equivalent = fields.has("symmetric_equivalent");
    JsonFields padded = equivalent ? fields.child("symmetric_equivalent") : fields;
    Options options = options(dims, fields, padded);
    Crop crop = equivalent ? equivalentCrop(dims, padded) : Crop.none(dims);
    if (!padded.has("padding") && fields.has("pads_begin")) {
      int[] begin = ends(dims, "pads_begin", fields);
      int[] end = ends(dims, "pads_end", fields);
      crop = new Crop(begin, end);
    }
    Tensor expected = fields.tensor("expected");
    return new OperatorCase(name, options, x, w, b, expected, gradients(fields, b), crop);
  }

  private static Crop equivalentCrop(int dims, JsonFields padded) {
    return padded.has("crop_end")
        ? new Crop(new int[dims], ends(dims, "crop_end", padded))
        : Crop.none(dims);
  }

  private static int[] ends(int dims, String field, JsonFields fields) {
    long[] values = fields.integers(field);
    if (values.length != dims
        || Arrays.stream(values).anyMatch(v -> v < 0 || v > Integer.MAX_VALUE)) {
      throw fields.error(
          field, Text.format("must hold %d whole numbers of at least 0, one an axis", dims));
    }
    return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
  }

  private static OperatorCase.Gradients gradients(JsonFields fields, Tensor b) {
    if (!fields.has("g")) {
      for (String field : new String[] {"dx", "dw", "db"}) {
        if (fields.has(field)) {
          throw fields.error("g", Text.format("is missing, though %s needs it", field));
        }
      }
      return null;
    }
    return new OperatorCase.Gradients(
        fields.tensor("g"),
        fields.tensor("dx"),
        fields.tensor("dw"),
        b == null ? null : fields.tensor("db"));
  }

  /** The field dims, else what the weight's rank says. */
  private static int dims(JsonFields fields, long[] wShape) {
    long dims = fields.has("dims") || wShape == null ? fields.integer("dims") : wShape.length - 2;
    if (dims < 1 || dims > 3) {
      throw fields.error("dims", Text.format("is %d, must be 1, 2 or 3", dims));
    }
    return (int) dims;
  }

  private static Options options(int dims, JsonFields fields, JsonFields padded) {
    return new Options(
        dims,
        fields.has("group") ? fields.integer("group") : 1,
        option(dims, "stride", 1, fields),
        option(dims, "padding", 0, padded),
        option(dims, "output_padding", 0, padded),
        option(dims, "dilation", 1, fields));
  }

  private static long[] option(int dims, String field, long standard, JsonFields fields) {
    if (fields.has(field)) {
      return fields.integers(field);
    }
    long[] values = new long[dims];
    Arrays.fill(values, standard);
    return values;
  }
}
