package deconvlab.notebook;

import deconvlab.notebook.RunSoFar.ByLayer;
import deconvlab.plot.Figure;
import deconvlab.plot.GradientFlow;
import deconvlab.plot.Panels;
import deconvlab.plot.VegaFigure;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Gradient norms from the input's layer to the output's, with a slider over the steps: gradient
 * flow as a film. Norms that read 0, or are no number, lie at the floor, marked.
 *
 * <pre>{@code
 * Map<String, RunSoFar.ByLayer> arms = new LinkedHashMap<>();
 * arms.put("ReLU", RunSoFar.of(relu).layers(RunRecord.LAYER_NORM));
 * Show.interactive(GradientFilm.of(arms));
 * }</pre>
 */
public final class GradientFilm {
  private static final int MOMENTS = 40;
  private static final double END = 1e9;

  private GradientFilm() {}

  /**
   * The film of these arms, which have the same layers. Of more than 40 moments of an arm, several
   * become one: their median.
   *
   * @param arms norms by layer and step: {@code RunSoFar.of(run).layers(RunRecord.LAYER_NORM)}, or
   *     {@code probed(SignalTable.GRADIENT_NORM)}
   */
  public static VegaFigure of(Map<String, ByLayer> arms) {
    Checks.that(!arms.isEmpty(), "arms are missing: a film needs one at least");
    Map<String, ByLayer> thin = new LinkedHashMap<>();
    arms.forEach((arm, norms) -> thin.put(arm, thinned(arm, norms)));
    List<String> layers = thin.values().iterator().next().layers();
    thin.forEach(
        (arm, norms) ->
            Checks.that(
                norms.layers().equals(layers),
                "layers of '%s' are %s, must be those of the first arm: %s",
                arm,
                norms.layers(),
                layers));
    double[] seen = thin.values().stream().flatMapToDouble(GradientFilm::shown).sorted().toArray();
    double least = seen.length == 0 ? 1 : seen[0];
    double top = seen.length == 0 ? 1 : seen[seen.length - 1];
    boolean vanished =
        thin.values().stream()
            .anyMatch(norms -> shown(norms).count() < (long) norms.steps().length * layers.size());
    double floor = vanished ? Math.pow(10, Math.floor(Math.log10(least)) - 1) : least / 2;
    double[] steps =
        thin.values().stream().flatMapToDouble(n -> Arrays.stream(n.steps())).sorted().toArray();
    double gap = gap(thin);
    double last = steps[0] + gap * Math.ceil((steps[steps.length - 1] - steps[0]) / gap);
    List<Map<String, Object>> rows = new ArrayList<>();
    thin.forEach((arm, norms) -> add(arm, norms, floor, rows));
    return VegaFigure.of("film", still(thin))
        .slider("step", steps[0], Math.max(last, steps[0] + gap), gap, steps[0])
        .subtitle(
            "Norm of each layer's gradient. Thin: the first step. Triangle: a norm that reads 0.")
        .set("first", steps[0])
        .set("floor", floor)
        .set("top", 2 * top)
        .set("vanished", vanished)
        .data("norms", rows);
  }

  private static ByLayer thinned(String arm, ByLayer all) {
    int moments = all.steps().length;
    Checks.that(moments > 0, "arm '%s' has no moment: a film needs one step or look", arm);
    int window = (moments + MOMENTS - 1) / MOMENTS;
    double[][] norms = new double[(moments + window - 1) / window][];
    double[] steps = new double[norms.length];
    for (int i = 0; i < norms.length; i++) {
      int count = Math.min(window, moments - i * window);
      steps[i] = all.steps()[i * window];
      norms[i] = GradientFlow.median(all.values(), i * window, count);
    }
    return new ByLayer(all.layers(), steps, norms);
  }

  /** The smallest distance between two moments of an arm. */
  private static double gap(Map<String, ByLayer> arms) {
    double least = END;
    for (ByLayer arm : arms.values()) {
      for (int i = 1; i < arm.steps().length; i++) {
        least = Math.min(least, arm.steps()[i] - arm.steps()[i - 1]);
      }
    }
    return least == END ? 1 : least;
  }

  private static DoubleStream shown(ByLayer norms) {
    return Arrays.stream(norms.values())
        .flatMapToDouble(Arrays::stream)
        .filter(norm -> norm > 0 && Double.isFinite(norm));
  }

  private static void add(String arm, ByLayer norms, double floor, List<Map<String, Object>> rows) {
    for (int i = 0; i < norms.steps().length; i++) {
      for (int layer = 0; layer < norms.layers().size(); layer++) {
        double norm = norms.values()[i][layer];
        boolean isShown = norm > 0 && Double.isFinite(norm);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(VegaFigure.ARM, arm);
        row.put("from", norms.steps()[i]);
        row.put("until", i + 1 < norms.steps().length ? norms.steps()[i + 1] : END);
        row.put("layer", norms.layers().get(layer));
        row.put("norm", isShown ? norm : floor);
        row.put("state", isShown ? "norm" : norm == 0 ? "reads 0" : "no number");
        rows.add(row);
      }
    }
  }

  private static Figure<?> still(Map<String, ByLayer> arms) {
    String title = "Which layers hear the error, step by step";
    String subtitle = "norm of each layer's gradient";
    Map.Entry<String, ByLayer> only = arms.entrySet().iterator().next();
    if (arms.size() == 1) {
      return GradientFlow.over(only.getValue().layers())
          .addMoments(only.getValue().values())
          .title(title)
          .subtitle(only.getKey() + "; " + subtitle);
    }
    Panels panels = Panels.columns(2).title(title).subtitle(subtitle);
    for (boolean end : new boolean[] {false, true}) {
      GradientFlow flow = GradientFlow.over(only.getValue().layers()).width(440);
      double step = 0;
      for (Map.Entry<String, ByLayer> arm : arms.entrySet()) {
        int at = end ? arm.getValue().steps().length - 1 : 0;
        step = Math.max(step, arm.getValue().steps()[at]);
        flow.add(arm.getKey(), arm.getValue().values()[at]);
      }
      panels.add(flow.subtitle(Text.format(end ? "last, step %.0f" : "first, step %.0f", step)));
    }
    return panels;
  }
}
