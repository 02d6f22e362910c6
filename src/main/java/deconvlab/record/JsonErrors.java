package deconvlab.record;

import deconvlab.text.Text;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Jackson's errors in a user's words: its own name the options of its programming interface. */
final class JsonErrors {
  private static final int EXCERPT = 20;
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          int.class, "a whole number of at most 32 bits",
          long.class, "a whole number of at most 64 bits",
          float.class, "a number",
          double.class, "a number",
          boolean.class, "true or false",
          String.class, "text in quotes");

  private JsonErrors() {}

  /** Where, what stands there, what would be right. */
  static String words(JacksonException e, byte[] text) {
    if (e.getCause() instanceof CharacterCodingException) {
      return "is no UTF-8 text, so no JSON";
    }
    String at =
        Text.format(
            "line %d, column %d", e.getLocation().getLineNr(), e.getLocation().getColumnNr());
    String path = path(e);
    return Text.printable(
        Text.format("%s: %s%s", at, path.isEmpty() ? "" : path + " ", what(e, text)));
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
    if (e instanceof StreamReadException) {
      return e.getOriginalMessage().startsWith("Duplicate")
          ? Text.format("key \"%s\" stands twice in one object", name(e))
          : "is no JSON from here on: " + excerpt(e, text);
    }
    if (e instanceof UnrecognizedPropertyException u) {
      return unknown(u.getPropertyName(), u.getKnownPropertyIds());
    }
    if (e.getCause() instanceof IllegalArgumentException refused) {
      return refused.getMessage();
    }
    return e instanceof DatabindException d ? mismatch(d) : e.getOriginalMessage();
  }

  /** What is said of a key that no component has. */
  static String unknown(String key, Collection<?> known) {
    return known == null
        ? "is an unknown key"
        : Text.format("is an unknown key; perhaps %s", Text.nearest(key, known));
  }

  private static String mismatch(DatabindException e) {
    String said = e.getOriginalMessage();
    if (said.startsWith("Missing required creator property")) {
      return "is missing";
    }
    if (said.startsWith("No content")) {
      return "the text is empty";
    }
    if (said.startsWith("Trailing token")) {
      return "there is text after the end of the JSON";
    }
    Class<?> wanted = e instanceof MismatchedInputException m ? m.getTargetType() : null;
    return Text.format("is %s, must be %s", value(e), type(wanted));
  }

  private static String value(JacksonException e) {
    JsonParser parser = (JsonParser) e.processor();
    JsonToken at =
        parser.currentToken() == null ? parser.getLastClearedToken() : parser.currentToken();
    return switch (at == null ? JsonToken.VALUE_NULL : at) {
      case START_OBJECT, END_OBJECT, PROPERTY_NAME -> "an object {…}";
      case START_ARRAY, END_ARRAY -> "a list […]";
      case VALUE_STRING -> "\"" + shortened(parser.getString()) + "\"";
      case VALUE_NULL -> "null";
      default -> shortened(parser.getString());
    };
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
    return TYPES.getOrDefault(type, list ? "a list […]" : "an object {…}");
  }

  private static String name(JacksonException e) {
    return e.processor() instanceof JsonParser parser ? parser.currentName() : "";
  }

  private static String excerpt(JacksonException e, byte[] text) {
    String all = new String(text, StandardCharsets.UTF_8);
    long at = Math.max(0, e.getLocation().getCharOffset());
    return at >= all.length()
        ? "the end"
        : shortened(all.substring((int) at).lines().findFirst().orElse(""));
  }

  private static String shortened(String text) {
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }
}
