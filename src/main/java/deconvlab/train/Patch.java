package deconvlab.train;

import deconvlab.model.NetworkConfig;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Some fields of a {@link TrainConfig} as JSON, nested as the configuration is or by dotted keys:
 * {@code {"network": {"width": 8}}} and {@code {"network.width": 8}} are one patch. Every key must
 * be one of the configuration's and every value of its type; an error names key, value and what is
 * right.
 */
public final class Patch {
  private static final String MODEL = "ddnet";
  private static final String DATA = "cifar10-mini";
  private static final ObjectNode DEFAULT = standard(MODEL).toJson();
  private static final Map<String, JsonNode> FIELDS = fields();

  private Patch() {}

  /** Whether {@code key} is a field that takes a number. */
  public static boolean isNumber(String key) {
    return FIELDS.containsKey(key) && FIELDS.get(key).isNumber();
  }

  /**
   * Reads {@code key=value}; the value is text where the field is, else a number, true or false.
   */
  public static ObjectNode parse(String setting) {
    int equals = setting.indexOf('=');
    Checks.that(
        equals > 0,
        "setting '%s' must be key=value, for instance optimizer.learningRate=0.01",
        Text.brief(setting));
    String key = setting.substring(0, equals);
    String value = setting.substring(equals + 1);
    JsonNode field = field(key);
    ObjectNode patch = Json.object();
    if (field.isString()) {
      patch.put(key, value);
    } else {
      try {
        patch.set(key, Json.read(value, JsonNode.class));
      } catch (JsonException e) {
        throw wrong(key, "'" + value + "'", field);
      }
    }
    return merge(patch);
  }

  /** A patch as settings that make it again. */
  public static List<String> settings(ObjectNode patch) {
    return flatten("", patch).entrySet().stream()
        .map(e -> e.getKey() + "=" + e.getValue().asString())
        .toList();
  }

  /** All of {@code settings}, later ones over earlier ones. */
  public static ObjectNode parse(String... settings) {
    ObjectNode all = Json.object();
    for (String setting : settings) {
      all = merge(all, parse(setting));
    }
    return all;
  }

  /**
   * One patch of several, nested; a later one's value stands over an earlier one's.
   *
   * @throws IllegalArgumentException naming a key that no configuration has, with the nearest that
   *     there is, or a value of another type than the field's
   */
  public static ObjectNode merge(ObjectNode... patches) {
    ObjectNode merged = Json.object();
    for (ObjectNode patch : patches) {
      flatten("", patch).forEach((key, value) -> put(merged, key, value));
    }
    return merged;
  }

  /**
   * The default configuration of the patch's model and optimizer with the patch's values: ddnet on
   * the embedded images with Adam, weights contiguous, unless it says otherwise.
   *
   * @throws IllegalArgumentException as {@link #merge}, or if a value is out of its range
   */
  public static TrainConfig config(ObjectNode... patches) {
    ObjectNode patch = merge(patches);
    ObjectNode optimizer = (ObjectNode) DEFAULT.get("optimizer");
    String name = patch.path("optimizer").path("name").asString(optimizer.get("name").asString());
    TrainConfig start =
        standard(patch.path("network").path("model").asString(MODEL))
            .withOptimizer(OptimizerConfig.of(name, optimizer.get("learningRate").asDouble()));
    return on(start, patch);
  }

  /** What a patch that says nothing means. */
  private static TrainConfig standard(String model) {
    // Studies older than memory formats are silent about them: their runs' keys stand.
    return TrainConfig.of(NetworkConfig.of(model), DATA).withMemoryFormat("contiguous");
  }

  /** {@code config} with the patch's values. */
  public static TrainConfig on(TrainConfig config, ObjectNode patch) {
    ObjectNode whole = config.toJson();
    flatten("", patch).forEach((key, value) -> put(whole, key, value));
    try {
      return Json.read(Json.write(whole), TrainConfig.class);
    } catch (JsonException e) {
      throw new IllegalArgumentException(reason(e), e);
    }
  }

  /** {@code config} with a number in the field {@code key}. */
  public static TrainConfig set(TrainConfig config, String key, double value) {
    JsonNode field = field(key);
    ObjectNode patch = Json.object();
    if (field.isIntegralNumber() && value == Math.rint(value)) {
      patch.put(key, (long) value);
    } else {
      patch.put(key, value);
    }
    return on(config, patch);
  }

  /** The fields in which {@code config} differs from {@code base}, as {@link #parse} takes them. */
  public static List<String> differences(TrainConfig base, TrainConfig config) {
    Map<String, JsonNode> before = flatten("", base.toJson());
    return flatten("", config.toJson()).entrySet().stream()
        .filter(e -> !e.getValue().equals(before.get(e.getKey())))
        .map(e -> e.getKey() + "=" + e.getValue().asString())
        .toList();
  }

  /** What a record's constructor said, without the place in a text that nobody has seen. */
  private static String reason(JsonException e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof IllegalArgumentException ? cause.getMessage() : e.getMessage();
  }

  private static Map<String, JsonNode> flatten(String path, ObjectNode patch) {
    Map<String, JsonNode> flat = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : patch.properties()) {
      String key = path + entry.getKey();
      JsonNode value = entry.getValue();
      boolean group = isGroup(key);
      if (group && value instanceof ObjectNode inner) {
        flatten(key + ".", inner).forEach((field, its) -> once(flat, field, its));
      } else if (group) {
        throw Checks.refusal("%s=%s must be an object {…} of its fields", key, shown(value));
      } else {
        once(flat, key, checked(key, value));
      }
    }
    return flat;
  }

  private static void once(Map<String, JsonNode> flat, String key, JsonNode value) {
    Checks.that(
        flat.put(key, value) == null, "%s stands twice in a patch: nested and with dots", key);
  }

  private static JsonNode checked(String key, JsonNode value) {
    JsonNode field = field(key);
    boolean right =
        field.isString()
            ? value.isString()
            : field.isBoolean()
                ? value.isBoolean()
                : field.isIntegralNumber()
                    ? value.isIntegralNumber() && value.canConvertToInt()
                    : value.isNumber();
    if (!right) {
      throw wrong(key, shown(value), field);
    }
    return field.isFloatingPointNumber() ? Json.number(value.asDouble()) : value;
  }

  private static IllegalArgumentException wrong(String key, String value, JsonNode field) {
    String type =
        field.isString()
            ? "text in quotes"
            : field.isBoolean()
                ? "true or false"
                : field.isIntegralNumber() ? "a whole number of at most 32 bits" : "a number";
    return Checks.refusal(
        "%s=%s must be %s; its default is %s", key, Text.brief(value), type, field);
  }

  private static String shown(JsonNode value) {
    return Text.brief(value.toString());
  }

  private static JsonNode field(String key) {
    JsonNode field = FIELDS.get(key);
    if (field != null) {
      return field;
    }
    Map<String, String> known = new LinkedHashMap<>();
    FIELDS.keySet().forEach(f -> known.put(f, f));
    if (!key.contains(".")) {
      DEFAULT.propertyNames().forEach(group -> known.put(group, group));
      FIELDS.keySet().forEach(f -> known.putIfAbsent(last(f), f));
    }
    String nearest = known.get(Text.nearest(key, known.keySet()));
    throw Checks.refusal(
        "'%s' is %s; perhaps '%s'",
        Text.brief(key),
        isGroup(key) ? "a group of fields: set one of them" : "an unknown key of a configuration",
        isGroup(key) ? key + "." + DEFAULT.get(key).propertyNames().iterator().next() : nearest);
  }

  private static boolean isGroup(String key) {
    return DEFAULT.get(key) instanceof ObjectNode;
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static void put(ObjectNode whole, String key, JsonNode value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      whole.set(key, value);
    } else {
      String group = key.substring(0, dot);
      ObjectNode inner =
          whole.get(group) instanceof ObjectNode there ? there : whole.putObject(group);
      put(inner, key.substring(dot + 1), value);
    }
  }

  private static Map<String, JsonNode> fields() {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : DEFAULT.properties()) {
      if (entry.getValue() instanceof ObjectNode group) {
        group
            .properties()
            .forEach(f -> fields.put(entry.getKey() + "." + f.getKey(), f.getValue()));
      } else {
        fields.put(entry.getKey(), entry.getValue());
      }
    }
    return fields;
  }
}
