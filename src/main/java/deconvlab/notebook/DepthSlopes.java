package deconvlab.notebook;

import deconvlab.diagnose.GainTheory;
import deconvlab.diagnose.Probing;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Nonlinearity;
import deconvlab.plot.Curves;
import deconvlab.plot.Interval;
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
import java.util.stream.IntStream;

/**
 * The gradient slope of fresh networks over their depth, one arm for each start, with a slider for
 * a factor on all weights: what {@link GainTheory} says, borders counted, and what is measured.
 */
public final class DepthSlopes {
  /** log2 of the factors on the weights. */
  private static final double[] POWERS = {-1, -0.5, 0, 0.5, 1};

  private DepthSlopes() {}

  /** What was measured and what theory says of one arm: [power][depth][seed] and [power][depth]. */
  record Slopes(double[][][] measured, double[][] theory) {}

  /**
   * Looks at arms × depths × 5 factors × seeds fresh networks.
   *
   * @param arms by name, of any depth, with a piecewise linear activation: identity, relu or
   *     leaky-relu
   * @param depths ascending
   */
  public static VegaFigure measure(
      Probing probing, Map<String, NetworkConfig> arms, int[] depths, int seeds) {
    Checks.within("seeds", seeds, 1, 1000);
    Map<String, Slopes> slopes = new LinkedHashMap<>();
    arms.forEach((arm, start) -> slopes.put(arm, slopes(probing, start, depths, seeds)));
    return of(depths, slopes);
  }

  private static Slopes slopes(Probing probing, NetworkConfig start, int[] depths, int seeds) {
    double[][][] measured = new double[POWERS.length][depths.length][seeds];
    double[][] theory = new double[POWERS.length][depths.length];
    for (int d = 0; d < depths.length; d++) {
      NetworkConfig deep = start.withDepth(depths[d]);
      double expected = theory(deep);
      for (int p = 0; p < POWERS.length; p++) {
        NetworkConfig scaled = deep.withInitScale(start.initScale() * Math.pow(2, POWERS[p]));
        Arrays.setAll(measured[p][d], seed -> probing.atStart(scaled, seed).slope());
        theory[p][d] = expected + POWERS[p] * Math.log10(2);
      }
    }
    return new Slopes(measured, theory);
  }

  /** What theory expects of a network with such an activation. */
  static double theory(NetworkConfig config) {
    return GainTheory.slope(config, slopeSquare(config));
  }

  /** E[f'²] where half of the units are on. */
  private static double slopeSquare(NetworkConfig config) {
    return switch (Nonlinearity.named(config.activation())) {
      case IDENTITY -> 1;
      case RELU -> 0.5;
      case LEAKY_RELU -> (1 + config.slope() * config.slope()) / 2;
      default ->
          throw Checks.refusal(
              "activation=%s must be identity, relu or leaky-relu: theory knows the slope of"
                  + " piecewise linear ones",
              config.activation());
    };
  }

  static VegaFigure of(int[] depths, Map<String, Slopes> arms) {
    List<Map<String, Object>> rows = new ArrayList<>();
    arms.forEach((arm, slopes) -> add(arm, depths, slopes, rows));
    DoubleSummaryStatistics all =
        rows.stream()
            .flatMap(row -> List.of("low", "high", "theory").stream().map(row::get))
            .mapToDouble(value -> (double) value)
            .filter(Double::isFinite)
            .summaryStatistics();
    return VegaFigure.of("depths", still(depths, arms))
        .set("least", all.getMin() - 0.05)
        .set("greatest", all.getMax() + 0.05)
        .data("slopes", rows);
  }

  private static void add(String arm, int[] depths, Slopes slopes, List<Map<String, Object>> rows) {
    for (int p = 0; p < POWERS.length; p++) {
      for (int d = 0; d < depths.length; d++) {
        DoubleSummaryStatistics seeds = Arrays.stream(slopes.measured()[p][d]).summaryStatistics();
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(VegaFigure.ARM, arm);
        row.put("power", POWERS[p]);
        row.put("depth", depths[d]);
        row.put("slope", seeds.getAverage());
        row.put("low", seeds.getMin());
        row.put("high", seeds.getMax());
        row.put("theory", slopes.theory()[p][d]);
        rows.add(row);
      }
    }
  }

  private static Curves still(int[] depths, Map<String, Slopes> arms) {
    double[] x = Arrays.stream(depths).asDoubleStream().toArray();
    int one = Arrays.binarySearch(POWERS, 0);
    int seeds = arms.values().iterator().next().measured()[one][0].length;
    Curves curves =
        Curves.create()
            .title("The fan decides how many decades a layer costs, at every depth")
            .subtitle(
                Text.format(
                    "fresh networks; dots: mean and range of %d seeds; thin lines: theory", seeds))
            .x("layers")
            .y("gradient slope (decades a layer)")
            .reference("level", 0);
    int slot = 0;
    for (Map.Entry<String, Slopes> arm : arms.entrySet()) {
      double[][] measured = arm.getValue().measured()[one];
      double[][] runs =
          IntStream.range(0, seeds)
              .mapToObj(s -> Arrays.stream(measured).mapToDouble(depth -> depth[s]).toArray())
              .toArray(double[][]::new);
      curves.add(new SeedRuns(arm.getKey(), x, runs, Interval.MEAN_RANGE), slot);
      curves.theory(Curves.Line.of(arm.getKey() + ", theory", x, arm.getValue().theory()[one]));
      slot++;
    }
    return curves;
  }
}
