package deconvlab.notebook;

import deconvlab.diagnose.LayerSignal;
import deconvlab.diagnose.Probing;
import deconvlab.diagnose.Signals;
import deconvlab.math.Sample;
import deconvlab.model.NetworkConfig;
import deconvlab.plot.Curves;
import deconvlab.plot.Interval;
import deconvlab.plot.Panels;
import deconvlab.plot.SeedRuns;
import deconvlab.plot.VegaFigure;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the weight gain does to fresh networks, one arm for each activation: gradient slope and
 * share of saturated units over the gain, and, with a slider for the gain, layer by layer. A level
 * gradient can be bought with saturated units; the two stand beside each other.
 */
public final class GainSweep {
  /** log2 of the weight gains: ½ to 32. */
  private static final double[] POWERS =
      IntStream.rangeClosed(-2, 10).mapToDouble(i -> i / 2.0).toArray();

  private GainSweep() {}

  /** Looks at arms × 13 gains × seeds fresh networks; the arms' own weight gain does not count. */
  public static VegaFigure measure(Probing probing, Map<String, NetworkConfig> arms, int seeds) {
    Checks.within("seeds", seeds, 1, 1000);
    Map<String, Signals[][]> seen = new LinkedHashMap<>();
    arms.forEach(
        (arm, network) -> {
          Signals[][] looks = new Signals[POWERS.length][seeds];
          for (int p = 0; p < POWERS.length; p++) {
            NetworkConfig one = network.withGain(Math.pow(2, POWERS[p]));
            Arrays.setAll(looks[p], seed -> probing.atStart(one, seed));
          }
          seen.put(arm, looks);
        });
    return of(seen);
  }

  /** As {@link #measure}, of looks [power][seed]. */
  static VegaFigure of(Map<String, Signals[][]> arms) {
    List<Map<String, Object>> sweep = new ArrayList<>();
    List<Map<String, Object>> layers = new ArrayList<>();
    arms.forEach(
        (arm, looks) -> {
          for (int p = 0; p < POWERS.length; p++) {
            sweep.add(network(arm, POWERS[p], looks[p]));
            addLayers(arm, POWERS[p], looks[p], layers);
          }
        });
    DoubleSummaryStatistics gradients =
        layers.stream()
            .mapToDouble(row -> (double) row.get("gradient"))
            .filter(gradient -> gradient > 0 && Double.isFinite(gradient))
            .summaryStatistics();
    return VegaFigure.of("gains", still(arms))
        .set("floor", gradients.getMin() / 1.5)
        .set("top", 1.5 * gradients.getMax())
        .data("sweep", sweep)
        .data("layers", layers);
  }

  private static Map<String, Object> network(String arm, double power, Signals[] looks) {
    DoubleSummaryStatistics slopes =
        Arrays.stream(looks).mapToDouble(Signals::slope).summaryStatistics();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(VegaFigure.ARM, arm);
    row.put("power", power);
    row.put("slope", slopes.getAverage());
    row.put("low", slopes.getMin());
    row.put("high", slopes.getMax());
    row.put("saturated", Sample.mean(looks, GainSweep::saturated));
    return row;
  }

  /** Relative to the last layer's gradient, the mean of the logarithms over the seeds. */
  private static void addLayers(
      String arm, double power, Signals[] looks, List<Map<String, Object>> rows) {
    List<String> names = looks[0].trunkNames();
    for (int l = 0; l < names.size(); l++) {
      int layer = l;
      Map<String, Object> row = new LinkedHashMap<>();
      row.put(VegaFigure.ARM, arm);
      row.put("power", power);
      row.put("layer", names.get(l));
      row.put("gradient", Math.pow(10, Sample.mean(looks, look -> decades(look, layer))));
      row.put("saturated", Sample.mean(looks, look -> look.layers().get(layer).saturated()));
      rows.add(row);
    }
  }

  private static double decades(Signals look, int layer) {
    double[] norms = look.trunkEach(LayerSignal::gradientNorm);
    return Math.log10(norms[layer] / norms[norms.length - 1]);
  }

  /** Mean share over the trunk's layers. */
  private static double saturated(Signals look) {
    return Sample.mean(look.trunkEach(LayerSignal::saturated));
  }

  private static Panels still(Map<String, Signals[][]> arms) {
    int seeds = arms.values().iterator().next()[0].length;
    return Panels.columns(2)
        .title("Enough weight levels the sigmoid’s gradient; its units pay for it")
        .subtitle(Text.format("fresh networks; mean and range of %d seeds", seeds))
        .add(panel("gradient slope (decades a layer)", arms, Signals::slope).reference("level", 0))
        .add(panel("saturated units (%)", arms, look -> 100 * saturated(look)));
  }

  private static Curves panel(
      String y, Map<String, Signals[][]> arms, ToDoubleFunction<Signals> what) {
    Curves curves = Curves.create().width(440).x("weight gain").xPowersOf(2).y(y);
    int slot = 0;
    for (Map.Entry<String, Signals[][]> arm : arms.entrySet()) {
      Signals[][] looks = arm.getValue();
      double[][] runs =
          IntStream.range(0, looks[0].length)
              .mapToObj(
                  s -> Arrays.stream(looks).mapToDouble(p -> what.applyAsDouble(p[s])).toArray())
              .filter(run -> Arrays.stream(run).anyMatch(Double::isFinite))
              .toArray(double[][]::new);
      if (runs.length > 0) {
        curves.add(new SeedRuns(arm.getKey(), POWERS, runs, Interval.MEAN_RANGE), slot);
      }
      slot++;
    }
    return curves;
  }
}
