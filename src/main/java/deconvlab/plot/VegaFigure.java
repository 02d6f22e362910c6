package deconvlab.plot;

import deconvlab.text.Checks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * A figure that its reader can move: a Vega-Lite specification (Satyanarayan et al. 2017,
 * "Vega-Lite: A Grammar of Interactive Graphics"), numbers computed in Java, and a still picture of
 * the same for readers without sliders. Specifications are the resources {@code vega/NAME.json};
 * they name their data and their parameters, which are filled in here. In them, the text
 * {@code @COLUMN} stands for that column's values in their order, {@code @hues} and {@code
 * @dashes} for the arms' looks, and nothing is null: the kernels write no null.
 */
public final class VegaFigure {
  /** What a notebook calls such a specification. */
  public static final String MIME = "application/vnd.vegalite.v5+json";

  /**
   * How it is to be drawn: lines and letters that stay sharp, no menu that leads into a network.
   */
  public static final Map<String, Object> METADATA =
      Map.of("embed_options", Map.of("renderer", "svg", "actions", false));

  /** The column that names arms: each has one hue. */
  public static final String ARM = "arm";

  private static final int TITLE_WIDTH = 92;
  private static final MathContext DIGITS = new MathContext(5);

  private final Map<String, Object> template;
  private final Figure<?> still;
  private final Map<String, List<Map<String, Object>>> data = new LinkedHashMap<>();
  private final Set<String> arms = new LinkedHashSet<>();
  private String subtitle = "";

  private VegaFigure(Map<String, Object> template, Figure<?> still) {
    this.template = template;
    this.still = still;
  }

  /**
   * The specification {@code name}, still without data.
   *
   * @param still the picture for print; its title and subtitle are the figure's
   */
  public static VegaFigure of(String name, Figure<?> still) {
    try (InputStream in = VegaFigure.class.getResourceAsStream("vega/" + name + ".json")) {
      Checks.that(in != null, "figure=%s has no specification vega/%s.json", name, name);
      @SuppressWarnings("unchecked") // A JSON object's keys are texts.
      Map<String, Object> template = JsonMapper.shared().readValue(in, Map.class);
      return new VegaFigure(template, Objects.requireNonNull(still, "still"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Fills in the data {@code name}. Numbers keep five digits; one that is not finite is left out,
   * as JSON has none.
   *
   * @param rows columns by name: numbers, texts, truth values
   */
  public VegaFigure data(String name, List<? extends Map<String, ?>> rows) {
    List<Map<String, Object>> kept = new ArrayList<>();
    for (Map<String, ?> row : rows) {
      Map<String, Object> clean = new LinkedHashMap<>();
      row.forEach((column, value) -> put(clean, column, value));
      kept.add(clean);
      if (row.get(ARM) instanceof String arm) {
        arms.add(arm);
      }
    }
    data.put(name, kept);
    return this;
  }

  /** Sets the parameter {@code name}: a number or a text that the specification asks for. */
  public VegaFigure set(String name, Object value) {
    Map<String, Object> parameter = parameter(name);
    if (parameter.get("bind") instanceof Map<?, ?> slider && value instanceof Number number) {
      Number least = (Number) slider.get("min");
      Number greatest = (Number) slider.get("max");
      Checks.that(
          number.doubleValue() >= least.doubleValue()
              && number.doubleValue() <= greatest.doubleValue(),
          "%s=%s must be in [%s, %s], where its slider goes",
          name,
          value,
          least,
          greatest);
    }
    parameter.put("value", value instanceof Double d ? rounded(d) : value);
    return this;
  }

  /** Sets the parameter {@code name} and the ends and the step of its slider. */
  public VegaFigure slider(String name, double least, double greatest, double step, double start) {
    Checks.that(
        least < greatest && step > 0,
        "slider %s from %s to %s by %s: give least < greatest and a step above 0",
        name,
        least,
        greatest,
        step);
    @SuppressWarnings("unchecked") // As read.
    Map<String, Object> bind = (Map<String, Object>) parameter(name).get("bind");
    bind.put("min", least);
    bind.put("max", greatest);
    bind.put("step", step);
    return set(name, start);
  }

  /** The takeaway, of the picture too. */
  public VegaFigure title(String takeaway) {
    still.title(takeaway);
    return this;
  }

  /** What is drawn, where that is not what the picture shows. */
  public VegaFigure subtitle(String text) {
    subtitle = Objects.requireNonNull(text, "subtitle");
    return this;
  }

  /** The picture for readers without sliders. */
  public Figure<?> still() {
    return still;
  }

  /** What the figure says, for readers who do not see it. */
  public String alt() {
    return still.alt();
  }

  /** The whole specification as a JSON object: maps, lists, numbers, texts and truth values. */
  public Map<String, Object> spec() {
    @SuppressWarnings("unchecked") // What is filled in stays an object.
    Map<String, Object> spec = (Map<String, Object>) filled(template);
    spec.put("description", alt());
    spec.put("title", title());
    spec.put("config", VegaTheme.config(List.copyOf(arms)));
    spec.put("datasets", Map.copyOf(data));
    return spec;
  }

  /** A copy of a part of the specification, with values in the place of {@code @} and a name. */
  private Object filled(Object part) {
    if (part instanceof Map<?, ?> object) {
      Map<String, Object> copy = new LinkedHashMap<>();
      object.forEach((name, value) -> copy.put((String) name, filled(value)));
      return copy;
    }
    if (part instanceof List<?> list) {
      return list.stream().map(this::filled).toList();
    }
    return part instanceof String text && text.startsWith("@") ? values(text.substring(1)) : part;
  }

  private List<?> values(String name) {
    if (name.equals("dashes")) {
      return VegaTheme.dashes(List.copyOf(arms));
    }
    return name.equals("hues")
        ? VegaTheme.hues(List.copyOf(arms))
        : data.values().stream()
            .flatMap(List::stream)
            .filter(row -> row.containsKey(name))
            .map(row -> row.get(name))
            .distinct()
            .toList();
  }

  private Map<String, Object> title() {
    String below = subtitle.isEmpty() ? still.subtitle() : subtitle;
    return Map.of("text", lines(still.title()), "subtitle", lines(below), "anchor", "start");
  }

  /** Vega breaks no lines by itself. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > TITLE_WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  @SuppressWarnings("unchecked") // As read.
  private Map<String, Object> parameter(String name) {
    List<Map<String, Object>> all = (List<Map<String, Object>>) template.get("params");
    return all.stream()
        .filter(one -> name.equals(one.get("name")))
        .findFirst()
        .orElseThrow(
            () ->
                Checks.refusal(
                    "parameter=%s is unknown: this figure has %s",
                    name, all.stream().map(one -> one.get("name")).toList()));
  }

  private static void put(Map<String, Object> row, String column, Object value) {
    if (!(value instanceof Double number)) {
      row.put(column, value);
    } else if (Double.isFinite(number)) {
      row.put(column, rounded(number));
    }
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
