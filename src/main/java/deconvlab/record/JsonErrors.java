package deconvlab.record;

import deconvlab.text.Text;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Jackson's errors in a user's words: its own name the options of its programming interface. */
final class JsonErrors {
  private static final int EXCERPT = 20;
  private static final int FEW = 3;
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          int.class, "a whole number of at most 32 bits",
          long.class, "a whole number of at most 64 bits",
          float.class, "a number",
          double.class, "a number",
          boolean.class, "true or false",
          Integer.class, "a whole number of at most 32 bits",
          Double.class, "a number",
          Boolean.class, "true or false",
          String.class, "text in quotes",
          JsonNode.class, "a value");

  private JsonErrors() {}

  /** Where, what stands there, what would be right. */
  static String words(JacksonException e, byte[] text) {
    if (e.getCause() instanceof CharacterCodingException) {
      return "is no UTF-8 text, so no JSON";
    }
    TokenStreamLocation place = e.getLocation();
    if (place == null) {
      return what(e, text);
    }
    String path = path(e);
    String what = what(e, text);
    // Of the whole, and of what is not there: the end of the object is no place to look at.
    boolean whole = path.isEmpty() && e.getCause() instanceof IllegalArgumentException;
    String at =
        whole || missing(e)
            ? ""
            : Text.format("line %d, column %d: ", place.getLineNr(), place.getColumnNr());
    String joint = path.isEmpty() ? "" : what.startsWith("is ") ? " " : ": ";
    return Text.printable(at + path + joint + what);
  }

  private static String path(JacksonException e) {
    return e.getPath().stream()
        .map(
            r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : "." + r.getPropertyName())
        .collect(Collectors.joining())
        .replaceFirst("^\\.", "");
  }

  private static String what(JacksonException e, byte[] text) {
    if (e instanceof StreamConstraintsException) {
      return e.getOriginalMessage().replaceFirst(" \\(.*", "") + ": too much to read";
    }
    if (e instanceof UnexpectedEndOfInputException) {
      return "the text ends in the middle of the JSON";
    }
    if (e instanceof InputCoercionException c) {
      return "is out of range, must be " + type(c.getTargetType());
    }
    if (e.getOriginalMessage().startsWith("Non-standard token")) {
      return e.getOriginalMessage().replaceFirst("[^']*'([^']*)'.*", "$1 is no number of JSON");
    }
    if (e instanceof StreamReadException) {
      return e.getOriginalMessage().startsWith("Duplicate")
          ? Text.format("key \"%s\" stands twice in one object", name(e))
          : "is no JSON from here on: " + shortened(rest(e, text));
    }
    if (e instanceof UnrecognizedPropertyException u) {
      return unknown(u.getPropertyName(), u.getKnownPropertyIds());
    }
    if (e.getCause() instanceof IllegalArgumentException refused) {
      return refused.getMessage();
    }
    return e instanceof DatabindException d ? mismatch(d, text) : e.getOriginalMessage();
  }

  /** What is said of a key that no component has. */
  static String unknown(String key, Collection<?> known) {
    return known == null
        ? "is an unknown key"
        : Text.format("is an unknown key; perhaps %s", Text.nearest(key, known));
  }

  private static String mismatch(DatabindException e, byte[] text) {
    String said = e.getOriginalMessage();
    if (missing(e)) {
      return "is missing" + misspelt(e, text);
    }
    if (said.startsWith("No content")) {
      return "the text is empty";
    }
    if (said.startsWith("Trailing token")) {
      return "there is text after the end of the JSON";
    }
    Class<?> wanted = e instanceof MismatchedInputException m ? m.getTargetType() : null;
    return Text.format("is %s, must be %s", value(e, text), type(wanted));
  }

  private static boolean missing(JacksonException e) {
    return e.getOriginalMessage().startsWith("Missing required creator property");
  }

  /** The unknown key that a missing one is nearest to: Jackson tells of what is missing first. */
  private static String misspelt(DatabindException e, byte[] text) {
    List<JacksonException.Reference> path = e.getPath();
    JacksonException.Reference last = path.get(path.size() - 1);
    Class<?> type = last.from() instanceof Class<?> c ? c : last.from().getClass();
    if (!type.isRecord()) {
      return "";
    }
    try {
      JsonNode at = Json.read(text, JsonNode.class);
      for (JacksonException.Reference step : path.subList(0, path.size() - 1)) {
        String name = step.getPropertyName();
        at = name == null ? at.path(step.getIndex()) : at.path(name);
      }
      List<String> known =
          Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
      return at.propertyNames().stream()
          .filter(
              key ->
                  !known.contains(key) && Text.nearest(key, known).equals(last.getPropertyName()))
          .findFirst()
          .map(key -> Text.format("; %s is an unknown key", key))
          .orElse("");
    } catch (JsonException broken) {
      return "; and " + broken.getMessage();
    }
  }

  /** The value as it stands at the error: the parser is closed by now. */
  private static String value(JacksonException e, byte[] text) {
    String rest = rest(e, text);
    if (rest.startsWith("{")) {
      return "an object {…}";
    }
    return rest.startsWith("[") ? "a list […]" : shortened(rest.split("[,}\\]\\s]", 2)[0]);
  }

  private static String type(Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(c -> "\"" + c + "\"")
              .collect(Collectors.joining(", "));
    }
    boolean list = type.isArray() || Collection.class.isAssignableFrom(type);
    Class<?> bare = MethodType.methodType(type).unwrap().returnType();
    return TYPES.getOrDefault(bare, list ? "a list […]" : "an object " + form(type));
  }

  /** The keys that it needs, if they are few; names of several words differ in others' files. */
  private static String form(Class<?> type) {
    List<String> needed =
        Stream.ofNullable(type.getRecordComponents())
            .flatMap(Arrays::stream)
            .filter(c -> !type.isAnnotationPresent(Defaulted.class))
            .filter(c -> !c.getAccessor().isAnnotationPresent(Defaulted.class))
            .map(RecordComponent::getName)
            .toList();
    boolean plain = needed.stream().allMatch(name -> name.matches("[a-z]+"));
    return needed.isEmpty() || needed.size() > FEW || !plain
        ? "{…}"
        : "{\"" + String.join("\": …, \"", needed) + "\": …}";
  }

  private static String name(JacksonException e) {
    return e.processor() instanceof JsonParser parser ? parser.currentName() : "";
  }

  private static String rest(JacksonException e, byte[] text) {
    String all = new String(text, StandardCharsets.UTF_8);
    int at = (int) Math.max(0, Math.min(e.getLocation().getCharOffset(), all.length()));
    return all.substring(at).lines().findFirst().orElse("the end");
  }

  private static String shortened(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }
}
