package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import deconvlab.plot.Curves;
import deconvlab.plot.VegaFigure;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Vega-Lite would only complain of in the reader's browser. */
class VegaSpecificationTest {
  /** Signals that every Vega view has: a parameter of such a name would move the view. */
  private static final Set<String> TAKEN =
      Set.of("width", "height", "padding", "autosize", "background", "cursor", "data", "datum");

  private static final Pattern COLUMN = Pattern.compile("datum\\.(\\w+)");
  private static final int LARGEST = 400_000;

  static Stream<VegaFigure> figures() {
    return Stream.of(
        MovingFiguresTest.stamps(),
        OverlapPattern.of(3, 2),
        MovingFiguresTest.film(),
        MovingFiguresTest.depths(),
        MovingFiguresTest.gains(),
        MovingFiguresTest.clipping(),
        MovingFiguresTest.rivals(),
        VerdictFigureTest.figure(),
        ConfusionFigureTest.figure(),
        CascadeFigureTest.figure(),
        WalkFigureTest.figure());
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyColumnThatIsDrawnExists(VegaFigure figure) {
    Map<String, Object> spec = figure.spec();
    Set<String> columns = new TreeSet<>(Set.of("value"));
    columns(spec.get("datasets"), columns);
    made(spec, columns);
    Set<String> used = new TreeSet<>();
    fields(spec, used);
    Matcher words = COLUMN.matcher(spec.toString());
    while (words.find()) {
      used.add(words.group(1));
    }
    assertThat(columns).containsAll(used);
  }

  @ParameterizedTest
  @MethodSource("figures")
  void dataAreNamedAndParametersAreFree(VegaFigure figure) {
    Map<String, Object> spec = figure.spec();
    Set<Object> data = new HashSet<>();
    all(spec, "data", data);
    Set<Object> named = new HashSet<>();
    data.forEach(one -> named.add(((Map<?, ?>) one).get("name")));
    named.remove(null); // written out, or a sequence
    assertThat(Set.<Object>copyOf(((Map<?, ?>) spec.get("datasets")).keySet())).isEqualTo(named);
    List<String> parameters =
        ((List<?>) spec.get("params"))
            .stream().map(one -> (String) ((Map<?, ?>) one).get("name")).toList();
    assertThat(parameters).doesNotHaveDuplicates().doesNotContainAnyElementsOf(TAKEN);
    String rest = spec.toString();
    assertThat(parameters)
        .allSatisfy(name -> assertThat(rest.split("\\b" + name + "\\b", -1)).hasSizeGreaterThan(2));
  }

  /** What is not JSON, or too much of it, a kernel finds out too late. */
  @ParameterizedTest
  @MethodSource("figures")
  void oneBundleHasTheFigureItsPictureAndItsText(VegaFigure figure) {
    Output.Content content = Show.interactiveContent(figure);
    assertThat(content.data().keySet())
        .containsExactlyInAnyOrder(VegaFigure.MIME, "image/png", "text/plain");
    assertThat(content.data().get(VegaFigure.MIME)).isInstanceOf(Map.class);
    assertThat(content.metadata()).containsKeys(VegaFigure.MIME, "image/png");
    assertThat(new Gson().toJson(content.data())).hasSizeLessThan(LARGEST);
    // Kernels write no null, so that "axis": null would bring the axis back.
    assertThat(new GsonBuilder().serializeNulls().create().toJson(figure.spec()))
        .doesNotContain("null")
        .doesNotContain("\"@");
    assertThat(figure.still().alt()).isEqualTo(content.data().get("text/plain"));
    assertThat(figure.spec().get("title").toString()).doesNotContain("text=[]");
  }

  @Test
  void whatIsAskedForMustBeThere() {
    assertThatThrownBy(() -> VegaFigure.of("nothing", Curves.create()))
        .hasMessage("figure=nothing has no specification vega/nothing.json");
    VegaFigure film = VegaFigure.of("film", Curves.create());
    assertThatThrownBy(() -> film.set("speed", 1))
        .hasMessageContaining("parameter=speed is unknown: this figure has [step, first");
    assertThatThrownBy(() -> film.slider("step", 2, 2, 1, 2))
        .hasMessageContaining("least < greatest");
    assertThatThrownBy(() -> film.slider("step", 0, 4, 1, 5))
        .hasMessage("step=5.0 must be in [0.0, 4.0], where its slider goes");
  }

  @Test
  void titleOfBothSubtitleOfOneAndNoNumberThatJsonLacks() {
    VegaFigure film =
        VegaFigure.of("film", Curves.create().subtitle("still"))
            .title("Both")
            .subtitle("moving")
            .data("norms", List.of(Map.of("norm", Double.NaN, "from", 1 / 3.0, "arm", "a")));
    assertThat(film.alt()).startsWith("Both. still.");
    assertThat(film.spec().get("title").toString()).contains("Both", "moving");
    assertThat(film.spec().get("encoding").toString()).contains("domain=[a]");
    assertThat(film.spec().get("datasets"))
        .isEqualTo(Map.of("norms", List.of(Map.of("from", 0.33333, "arm", "a"))));
  }

  /** Names of columns of any data. */
  private static void columns(Object data, Set<String> into) {
    ((Map<?, ?>) data)
        .values()
        .forEach(
            rows ->
                ((List<?>) rows)
                    .forEach(row -> ((Map<?, ?>) row).keySet().forEach(k -> into.add((String) k))));
  }

  /** Names that transforms, sequences and values written into the specification make. */
  private static void made(Object spec, Set<String> into) {
    Set<Object> found = new HashSet<>();
    all(spec, "as", found);
    all(spec, "values", found);
    for (Object one : found) {
      List<?> parts = one instanceof List<?> list ? list : List.of(one);
      for (Object part : parts) {
        if (part instanceof Map<?, ?> row) {
          row.keySet().forEach(k -> into.add((String) k));
        } else {
          into.add(part.toString());
        }
      }
    }
  }

  private static void fields(Object spec, Set<String> into) {
    Set<Object> found = new HashSet<>();
    all(spec, "field", found);
    all(spec, "fields", found);
    all(spec, "flatten", found);
    for (Object one : found) {
      (one instanceof List<?> list ? list : List.of(one)).forEach(name -> into.add((String) name));
    }
  }

  /** Whatever stands under {@code key}, anywhere. */
  private static void all(Object spec, String key, Set<Object> into) {
    if (spec instanceof Map<?, ?> map) {
      if (map.containsKey(key)) {
        into.add(map.get(key));
      }
      map.forEach(
          (name, value) -> {
            if (!name.equals("datasets")) {
              all(value, key, into);
            }
          });
    } else if (spec instanceof List<?> list) {
      list.forEach(value -> all(value, key, into));
    }
  }
}
