package deconvlab.notebook;

import deconvlab.ablation.Paired;
import deconvlab.plot.Interaction;
import deconvlab.plot.Panels;
import deconvlab.plot.VegaFigure;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Arms that compete: a quantity of each arm over levels, and paired differences, with 95 %
 * t-intervals. A box chooses the view; a slider moves the margin, and each difference is read
 * against it:
 *
 * <pre>  matters: the interval lies beyond ±margin; does not matter: inside; open: neither</pre>
 */
public final class Rivals {
  private final String quantity;
  private final Map<String, Interaction> pictures = new LinkedHashMap<>();
  private final List<Map<String, Object>> values = new ArrayList<>();
  private final List<Map<String, Object>> differences = new ArrayList<>();

  private Rivals(String quantity) {
    this.quantity = quantity;
  }

  /** Nothing yet of a quantity with its unit, such as "accuracy (%)". */
  public static Rivals by(String quantity) {
    return new Rivals(quantity);
  }

  /**
   * Adds an arm.
   *
   * @param view what is varied
   * @param levels of it, in order; the same for all arms of a view
   * @param of the arm's value for each seed at a level
   */
  public Rivals add(String view, String arm, List<String> levels, Function<String, double[]> of) {
    List<double[]> all = levels.stream().map(of).toList();
    double[][] bySeed = new double[all.get(0).length][levels.size()];
    for (int l = 0; l < levels.size(); l++) {
      Map<String, Object> row = row(view, Paired.of(all.get(l)));
      row.put(VegaFigure.ARM, arm);
      row.put("level", levels.get(l));
      values.add(row);
      for (int seed = 0; seed < bySeed.length; seed++) {
        bySeed[seed][l] = all.get(l)[seed];
      }
    }
    pictures
        .computeIfAbsent(view, v -> Interaction.over("", levels).title(v).y(quantity))
        .add(arm, bySeed);
    return this;
  }

  /** Adds a difference, one for each seed, under its name. */
  public Rivals difference(String view, String words, Paired d) {
    Checks.that(pictures.containsKey(view), "view='%s' has no arm: call add first", view);
    Map<String, Object> row = row(view, d);
    row.put("words", words);
    row.put("order", differences.size());
    differences.add(row);
    return this;
  }

  private static Map<String, Object> row(String view, Paired of) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("view", view);
    row.put("mean", of.mean());
    row.put("low", of.mean() - of.half());
    row.put("high", of.mean() + of.half());
    row.put("n", of.n());
    return row;
  }

  /** The figure; its still picture has a panel for each view. */
  public VegaFigure figure() {
    Panels still = Panels.columns(2);
    pictures.values().forEach(still::add);
    return VegaFigure.of("rivals", still)
        .set("shown", pictures.keySet().iterator().next())
        .set("quantity", quantity)
        .data("values", values)
        .data("differences", differences);
  }
}
