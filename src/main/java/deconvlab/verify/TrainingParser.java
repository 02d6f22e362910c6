package deconvlab.verify;

import deconvlab.math.Tensor;
import deconvlab.nn.Nonlinearity;
import deconvlab.text.Text;
import deconvlab.train.ClipConfig;
import deconvlab.train.LossConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.PenaltyConfig;
import deconvlab.train.ScheduleConfig;
import deconvlab.train.StepRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;

/** Reads the training runs of a file; whatever is missing or cannot be is named. */
final class TrainingParser {
  private static final double LEAKY = 0.01;

  /** Full-batch runs to compare have tens of steps; rounding alone parts longer ones. */
  private static final int MOST_STEPS = 10_000;

  /** Five times it is the tolerance: a quarter of the loss or the norm. */
  private static final double MOST_SPREAD = 0.05;

  private TrainingParser() {}

  static List<TrainingCase> parse(String path, JsonFields file) {
    TrainingData data = data(path, file);
    List<TrainingCase> runs = new ArrayList<>();
    ArrayNode records = file.array("runs");
    for (int i = 0; i < records.size(); i++) {
      JsonFields unnamed = new JsonFields(records.get(i), Text.format("%s: runs[%d]", path, i));
      String name = Text.printable(unnamed.text("name"));
      String where = Text.format("%s: run %s", path, name);
      JsonFields fields = file.child(records.get(i), where);
      fields.has("name");
      runs.add(run(name, where, data, fields));
    }
    return runs;
  }

  private static TrainingData data(String path, JsonFields file) {
    Tensor x = file.tensor("x");
    long[] labels = file.integers("labels");
    if (x.shape().length != 4 || labels.length != x.shape()[0]) {
      throw file.error(
          "labels",
          Text.format(
              "has %d entries, must have one for each of x's images, of shape %s (N, C, H, W)",
              labels.length, Arrays.toString(x.shape())));
    }
    if (Arrays.stream(labels).anyMatch(label -> label < 0)) {
      throw file.error("labels", "must hold classes, whole numbers of at least 0");
    }
    return new TrainingData(layers(path, file), x, labels, params(path, file));
  }

  private static List<LayerSpec> layers(String path, JsonFields file) {
    JsonFields network = file.child("network");
    ArrayNode lines = network.array("layers");
    List<LayerSpec> layers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String where = Text.format("%s: network.layers[%d]", path, i);
      layers.add(LayerSpec.parse(network.child(lines.get(i), where)));
    }
    return layers;
  }

  private static Map<String, Tensor> params(String path, JsonFields file) {
    ArrayNode arrays = file.array("params");
    Map<String, Tensor> params = new LinkedHashMap<>();
    for (int i = 0; i < arrays.size(); i++) {
      JsonFields one = file.child(arrays.get(i), Text.format("%s: params[%d]", path, i));
      if (params.put(one.text("name"), one.itself(one.text("name"))) != null) {
        throw one.error("name", "is that of another of params");
      }
    }
    return params;
  }

  private static TrainingCase run(String name, String where, TrainingData data, JsonFields fields) {
    TrainingNumbers expected = expected(fields);
    String activation = fields.text("activation").replace('_', '-');
    return new TrainingCase(
        name,
        where,
        data,
        checked(fields, "activation", () -> Nonlinearity.named(activation)),
        fields.real("slope", LEAKY),
        fields.flag("batch_norm", false),
        rule(fields),
        schedule(fields),
        expected,
        spread(fields, "loss_spread", expected.steps()),
        spread(fields, "grad_l2_spread", expected.steps()));
  }

  private static StepRule rule(JsonFields fields) {
    double smoothing = fields.real("label_smoothing", 0);
    double l1 = fields.real("l1", 0);
    double l2 = fields.real("l2", 0);
    return new StepRule(
        checked(fields, "label_smoothing", () -> LossConfig.CLASSIFY.withLabelSmoothing(smoothing)),
        checked(fields, "l1, l2", () -> new PenaltyConfig(l1, l2)),
        clip(fields),
        optimizer(fields));
  }

  private static OptimizerConfig optimizer(JsonFields fields) {
    JsonFields given = fields.child("optimizer");
    return checked(
        fields,
        "optimizer",
        () -> {
          OptimizerConfig d = OptimizerConfig.of(given.text("type"), given.real("lr"));
          return new OptimizerConfig(
              d.name(),
              d.learningRate(),
              given.real("momentum", 0),
              given.flag("nesterov", false),
              given.real("beta1", d.beta1()),
              given.real("beta2", d.beta2()),
              given.real("alpha", d.alpha()),
              given.real("eps", d.epsilon()),
              given.real("weight_decay", d.weightDecay()));
        });
  }

  private static ClipConfig clip(JsonFields fields) {
    double weights = fields.real("weight_clip", 0);
    if (!fields.has("clip")) {
      return checked(fields, "weight_clip", () -> ClipConfig.NONE.withWeights(weights));
    }
    JsonFields given = fields.child("clip");
    return checked(
        fields, "clip", () -> new ClipConfig(given.text("type"), given.real("limit"), weights));
  }

  private static ScheduleConfig schedule(JsonFields fields) {
    if (!fields.has("schedule")) {
      return ScheduleConfig.CONSTANT;
    }
    JsonFields given = fields.child("schedule");
    return checked(
        fields,
        "schedule",
        () ->
            new ScheduleConfig(
                given.text("type").replace('_', '-'),
                given.has("every") ? given.count("every", 0, MOST_STEPS) : 0,
                given.real("factor", 1),
                given.real("end", 0),
                given.has("warmup") ? given.count("warmup", 0, MOST_STEPS) : 0));
  }

  private static TrainingNumbers expected(JsonFields fields) {
    int steps = fields.count("steps", 1, MOST_STEPS);
    List<String> names = fields.texts("param_names");
    double[][] gradients = fields.table("grad_l2");
    for (double[] row : gradients) {
      length(fields, "grad_l2", row.length, names.size(), "a step, one a parameter");
    }
    length(fields, "grad_l2", gradients.length, steps, "one a step");
    double[] finals = fields.reals("final_param_l2");
    length(fields, "final_param_l2", finals.length, names.size(), "one a parameter");
    return new TrainingNumbers(
        names,
        required(fields, "lr", steps),
        required(fields, "loss", steps),
        gradients,
        required(fields, "grad_global_l2", steps),
        fields.real("loss_after_last_step"),
        finals);
  }

  private static double[] required(JsonFields fields, String field, int steps) {
    double[] values = fields.reals(field);
    length(fields, field, values.length, steps, "one a step");
    return values;
  }

  /** One value a step; zeros where the field is missing. */
  private static double[] spread(JsonFields fields, String field, int steps) {
    double[] values = fields.has(field) ? required(fields, field, steps) : new double[steps];
    for (double value : values) {
      if (!(value >= 0 && value <= MOST_SPREAD)) {
        throw fields.error(
            field,
            Text.format(
                "has %s, must be from 0 to %s: a run that strays further agrees with anything",
                value, MOST_SPREAD));
      }
    }
    return values;
  }

  private static void length(JsonFields fields, String field, int has, int must, String what) {
    if (has != must) {
      throw fields.error(field, Text.format("has %d entries, must have %d, %s", has, must, what));
    }
  }

  /** What our own configurations refuse is the file's mistake: named with file, run and field. */
  private static <T> T checked(JsonFields fields, String field, Supplier<T> made) {
    try {
      return made.get();
    } catch (VerifyFileException e) {
      throw e;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw fields.error(field, "cannot be: " + e.getMessage());
    }
  }
}
