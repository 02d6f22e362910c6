package deconvlab.verify;

import deconvlab.math.Tensor;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Typed access to the fields of one JSON object; every error names where the field is. */
final class JsonFields {
  /** Fields of the form that are not always looked at: other fields say the same. */
  private static final Set<String> DOCUMENTED = Set.of("batched", "pads_begin", "pads_end");

  private final JsonNode object;
  private final String where;
  private final Set<String> asked = new HashSet<>();
  private final List<JsonFields> children = new ArrayList<>();

  JsonFields(JsonNode element, String where) {
    this.where = Text.printable(where);
    if (!element.isObject()) {
      throw new VerifyFileException(Text.format("%s: must be a JSON object {…}", where));
    }
    object = element;
  }

  /** Whether the field is there and not null. */
  boolean has(String field) {
    asked.add(field);
    return object.has(field) && !object.get(field).isNull();
  }

  VerifyFileException error(String field, String problem) {
    String said = Text.format("%s: field %s %s", where, field, problem);
    return new VerifyFileException(Text.printable(said));
  }

  private JsonNode require(String field) {
    if (!has(field)) {
      throw error(field, object.has(field) ? "is null but needed" : "is missing");
    }
    return object.get(field);
  }

  JsonFields child(String field) {
    return child(require(field), Text.format("%s: field %s", where, field));
  }

  /** An object inside this one, at a place with a name of its own. */
  JsonFields child(JsonNode element, String place) {
    JsonFields child = new JsonFields(element, place);
    children.add(child);
    return child;
  }

  /** What nobody asked an object inside this one for: a misspelt option is among it. */
  Set<String> unknownInside() {
    Set<String> names = new TreeSet<>();
    Set<String> known = new HashSet<>(DOCUMENTED);
    children.forEach(child -> child.collect(names, known));
    names.removeAll(known);
    return names;
  }

  private void collect(Set<String> names, Set<String> known) {
    names.addAll(object.propertyNames());
    known.addAll(asked);
    children.forEach(child -> child.collect(names, known));
  }

  ArrayNode array(String field) {
    JsonNode element = require(field);
    if (!element.isArray()) {
      throw error(field, "must be a JSON array […]");
    }
    return (ArrayNode) element;
  }

  String text(String field) {
    JsonNode element = require(field);
    if (!element.isString()) {
      throw error(field, "must be a string, is " + element);
    }
    return element.asString();
  }

  long integer(String field) {
    return integer(field, require(field));
  }

  private long integer(String field, JsonNode element) {
    if (!element.isNumber()) {
      throw error(field, "must hold whole numbers, not " + element);
    }
    boolean whole = element.isIntegralNumber() || element.doubleValue() % 1 == 0;
    if (!whole || !element.canConvertToLong()) {
      throw error(field, "must hold whole numbers of at most 64 bits, not " + element);
    }
    return element.longValue();
  }

  /** An integer within bounds. */
  int count(String field, int least, int most) {
    long value = integer(field);
    if (value < least || value > most) {
      throw error(
          field, Text.format("is %d, must be at least %d and at most %d", value, least, most));
    }
    return (int) value;
  }

  /** Whether the field is a bare value, no list. */
  boolean isInteger(String field) {
    return require(field).isNumber();
  }

  /** A list of integers; a bare integer is a list of one. */
  long[] integers(String field) {
    JsonNode element = require(field);
    if (!element.isArray()) {
      return new long[] {integer(field, element)};
    }
    ArrayNode array = array(field);
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = integer(field, array.get(i));
    }
    return values;
  }

  /** A list of integers, or null where the field is missing or null. */
  long[] integersOrNull(String field) {
    return has(field) ? integers(field) : null;
  }

  /** An array {@code {"shape": […], "data": […]}}, its reals parsed as float and widened. */
  Tensor tensor(String field) {
    return tensor(field, child(field));
  }

  /** The array that this object itself is; {@code name} is for messages. */
  Tensor itself(String name) {
    return tensor(name, this);
  }

  private Tensor tensor(String name, JsonFields fields) {
    long[] shape = fields.integers("shape");
    ArrayNode array = fields.array("data");
    double[] data = new double[array.size()];
    for (int i = 0; i < data.length; i++) {
      number(name, Text.format(" at data[%d]", i), array.get(i));
      data[i] = array.get(i).floatValue();
    }
    try {
      return Tensor.of(shape, data);
    } catch (IllegalArgumentException e) {
      throw error(name, "is inconsistent: " + e.getMessage());
    }
  }

  /** The array of {@link #tensor}, or null where the field is missing or null. */
  Tensor tensorOrNull(String field) {
    return has(field) ? tensor(field) : null;
  }

  /** A real number. */
  double real(String field) {
    return number(field, "", require(field));
  }

  /** A real number, or {@code standard} where the field is missing or null. */
  double real(String field, double standard) {
    return has(field) ? real(field) : standard;
  }

  /** A list of real numbers. */
  double[] reals(String field) {
    return reals(field, "", array(field));
  }

  /** A list of lists of real numbers. */
  double[][] table(String field) {
    ArrayNode rows = array(field);
    double[][] values = new double[rows.size()][];
    for (int i = 0; i < values.length; i++) {
      if (!rows.get(i).isArray()) {
        throw error(field, "must be a list of lists of numbers");
      }
      values[i] = reals(field, Text.format("[%d]", i), (ArrayNode) rows.get(i));
    }
    return values;
  }

  private double[] reals(String field, String row, ArrayNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number(field, Text.format(" at %s[%d]", row, i), array.get(i));
    }
    return values;
  }

  /** A list of strings. */
  List<String> texts(String field) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : array(field)) {
      if (!element.isString()) {
        throw error(field, "must hold strings, not " + element);
      }
      texts.add(element.asString());
    }
    return texts;
  }

  /** true or false, or {@code standard} where the field is missing or null. */
  boolean flag(String field, boolean standard) {
    if (!has(field)) {
      return standard;
    }
    if (!require(field).isBoolean()) {
      throw error(field, "must be true or false, is " + require(field));
    }
    return require(field).booleanValue();
  }

  private double number(String field, String place, JsonNode element) {
    if (element.isNumber()) {
      double value = element.doubleValue();
      if (Float.isFinite((float) value)) {
        return value;
      }
    }
    throw error(field, Text.format("has %s%s, must be a finite float", element, place));
  }
}
