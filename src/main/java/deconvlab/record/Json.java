package deconvlab.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.introspect.AccessorNamingStrategy;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedConstructor;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.DefaultAccessorNamingStrategy;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.type.LogicalType;

/**
 * Strict JSON (RFC 8259) to and from records, by the names of their components. Reading refuses a
 * key that stands twice, an unknown key, a missing one (but a {@link Defaulted} one's), null, text
 * for a number, a fraction for a whole number, text after the value and whatever is no UTF-8.
 * Numbers that JSON does not have are the strings "NaN", "Infinity" and "-Infinity".
 */
public final class Json {
  private static final int DEPTH = 64;
  private static final int STRING = 1 << 20;
  private static final int NAME = 1000;
  private static final int NUMBER = 100;

  /** Defaulted components of these types are not written where there is nothing. */
  private static final Set<Class<?>> LEFT_OUT =
      Set.of(String.class, Predictions.class, PictureScore.class, CodeScore.class);

  private static final JsonMapper STRICT = mapper();

  /** For files that others write: their names, and {@code 2} for {@code [2]}. */
  private static final JsonMapper FOREIGN =
      STRICT
          .rebuild()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .withConfigOverride(
              long[].class,
              to ->
                  to.setFormat(
                      JsonFormat.Value.empty()
                          .withFeature(JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)))
          .build();

  private Json() {}

  /** A new, empty object. */
  public static ObjectNode object() {
    return STRICT.createObjectNode();
  }

  /** Null for what is null or JSON's null. */
  public static JsonNode orNull(JsonNode node) {
    return node == null || node.isNull() ? null : node;
  }

  /** A number as a node. */
  public static JsonNode number(double value) {
    return STRICT.getNodeFactory().numberNode(value);
  }

  /** A whole number as a node, as a file has it. */
  public static JsonNode whole(int value) {
    return STRICT.getNodeFactory().numberNode(value);
  }

  /** The record as an object. */
  public static ObjectNode tree(Object value) {
    return STRICT.valueToTree(value);
  }

  /** The value on one line. */
  public static String write(Object value) {
    return STRICT.writeValueAsString(value);
  }

  /** The value on many lines, for people; ends in a line feed. */
  public static String pretty(Object value) {
    return STRICT
            .writer()
            .with(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .writeValueAsString(value)
        + "\n";
  }

  /** As {@link #read(byte[], Class)}. */
  public static <T> T read(String text, Class<T> type) throws JsonException {
    return read(text.getBytes(StandardCharsets.UTF_8), type);
  }

  /** Reads a value of {@code type} from UTF-8 text. */
  public static <T> T read(byte[] text, Class<T> type) throws JsonException {
    return read(text, type, STRICT.reader());
  }

  /**
   * Reads a value of {@code type}, whose component {@code inChannels} is the key {@code
   * in_channels} and whose lists of whole numbers may be a bare one, from a file that may say more.
   *
   * @param unknown told of every key that no component has, and of the record that lacks it
   */
  public static <T> T readForeign(byte[] text, Class<T> type, BiConsumer<Class<?>, String> unknown)
      throws JsonException {
    DeserializationProblemHandler tell =
        new DeserializationProblemHandler() {
          @Override
          public boolean handleUnknownProperty(
              DeserializationContext context,
              JsonParser parser,
              ValueDeserializer<?> deserializer,
              Object beanOrClass,
              String name) {
            unknown.accept(deserializer.handledType(), name);
            parser.skipChildren();
            return true;
          }
        };
    return read(text, type, FOREIGN.reader().withHandler(tell));
  }

  private static <T> T read(byte[] text, Class<T> type, ObjectReader by) throws JsonException {
    // The decoder is given so that bytes that are no UTF-8 are refused, not replaced.
    Reader reader =
        new InputStreamReader(
            new ByteArrayInputStream(text),
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT));
    try {
      T value = by.forType(type).readValue(reader);
      if (value == null) {
        throw new JsonException("is null, not an object", null);
      }
      return value;
    } catch (JacksonException e) {
      throw new JsonException(JsonErrors.words(e, text), e);
    }
  }

  /**
   * A node as a value of {@code type}.
   *
   * @throws IllegalArgumentException naming {@code place} and what is wrong
   */
  public static <T> T bind(JsonNode node, Class<T> type, String place) {
    try {
      return read(write(node), type);
    } catch (JsonException e) {
      // The node stands in no text of its own: a line number would mislead.
      String what = e.getMessage().replaceFirst("^line \\d+, column \\d+: ", "");
      throw new IllegalArgumentException(place + ": " + what, e);
    }
  }

  private static JsonMapper mapper() {
    StreamReadConstraints bounds =
        StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxStringLength(STRING)
            .maxNameLength(NAME)
            .maxNumberLength(NUMBER)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(bounds)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    return JsonMapper.builder(factory)
        .annotationIntrospector(new Components())
        .accessorNaming(new Names())
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .withCoercionConfig(
            LogicalType.Textual,
            text -> {
              text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
              text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
        .build();
  }

  /**
   * What is known of a record's components. Jackson's own annotations are not looked at: a kernel
   * may carry an older version of them.
   */
  private static final class Components extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
      return member instanceof AnnotatedParameter && !defaulted(member);
    }

    @Override
    public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
      return JsonSetter.Value.construct(defaulted(member) ? Nulls.SET : Nulls.FAIL, Nulls.FAIL);
    }

    private static boolean defaulted(Annotated member) {
      return member.hasAnnotation(Defaulted.class)
          || (member instanceof AnnotatedMember m
              && m.getDeclaringClass().isAnnotationPresent(Defaulted.class));
    }

    /** A series is written and read as its columns. */
    @Override
    public Boolean hasAsValue(MapperConfig<?> config, Annotated member) {
      return of(Series.class, member) && member.getName().equals("columns");
    }

    @Override
    public JsonCreator.Mode findCreatorAnnotation(MapperConfig<?> config, Annotated member) {
      return member instanceof AnnotatedConstructor && of(Series.class, member)
          ? JsonCreator.Mode.DELEGATING
          : null;
    }

    private static boolean of(Class<?> type, Annotated member) {
      return member instanceof AnnotatedMember m && m.getDeclaringClass() == type;
    }

    @Override
    public JsonInclude.Value findPropertyInclusion(MapperConfig<?> config, Annotated member) {
      // What most records lack; a null that a report's reader expects is written.
      boolean leftOut = LEFT_OUT.contains(member.getRawType());
      return member.hasAnnotation(Defaulted.class) && leftOut
          ? JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, null)
          : JsonInclude.Value.empty();
    }
  }

  /** A record's components are its properties, its other methods are not. */
  private static final class Names extends DefaultAccessorNamingStrategy.Provider {
    private static final long serialVersionUID = 1L;

    @Override
    public AccessorNamingStrategy forRecord(MapperConfig<?> config, AnnotatedClass type) {
      return new DefaultAccessorNamingStrategy.RecordNaming(config, type) {
        @Override
        public String findNameForRegularGetter(AnnotatedMethod method, String name) {
          return _fieldNames.contains(name) ? name : null;
        }

        @Override
        public String findNameForIsGetter(AnnotatedMethod method, String name) {
          return null;
        }
      };
    }
  }
}
