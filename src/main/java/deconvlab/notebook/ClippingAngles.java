package deconvlab.notebook;

import deconvlab.diagnose.Probing;
import deconvlab.math.Sample;
import deconvlab.model.NetworkConfig;
import deconvlab.plot.Curves;
import deconvlab.plot.VegaFigure;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * By how many degrees clipping by value turns a gradient, against the share of its elements that
 * are clipped, with a slider for the limit; below it the sizes of the elements. Theory: independent
 * normal elements of which the share P is not clipped, at a standard deviations,
 *
 * <pre>  cos = P / √(P − 2a·φ(a) + a²(1 − P))</pre>
 *
 * (numerator by Stein's identity); for small limits 37.1 degrees, √(2/π).
 */
public final class ClippingAngles {
  private static final int PER_DECADE = 4;
  private static final double LEAST_SHARE = 1e-4;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private ClippingAngles() {}

  /** The gradients of all parameters of fresh networks, cross-entropy as the objective. */
  public static VegaFigure measure(Probing probing, Map<String, NetworkConfig> arms, int seeds) {
    Checks.within("seeds", seeds, 1, 1000);
    Map<String, double[][]> gradients = new LinkedHashMap<>();
    arms.forEach(
        (arm, config) ->
            gradients.put(
                arm,
                IntStream.range(0, seeds)
                    .mapToObj(seed -> probing.gradientAtStart(config, seed))
                    .toArray(double[][]::new)));
    return of(gradients);
  }

  /**
   * Degrees between a gradient and what {@link deconvlab.nn.Clipping#byValue} leaves of it. (3, −4,
   * 12) at 5: 22.4.
   */
  public static double angle(double[] gradient, double limit) {
    double dot = 0;
    double whole = 0;
    double kept = 0;
    for (double g : gradient) {
      double clipped = Math.max(-limit, Math.min(limit, g));
      dot += g * clipped;
      whole += g * g;
      kept += clipped * clipped;
    }
    return degrees(dot / Math.sqrt(whole * kept));
  }

  /** The angle of independent normal elements of which {@code share}, in (0, 1), is clipped. */
  public static double normalAngle(double share) {
    double a = NORMAL.inverseSurvivalProbability(share / 2);
    double kept = 1 - share - 2 * a * NORMAL.density(a) + a * a * share;
    return degrees((1 - share) / Math.sqrt(kept));
  }

  private static double degrees(double cosine) {
    return Math.toDegrees(Math.acos(Math.min(1, cosine)));
  }

  /** As {@link #measure}, of gradients [seed][element]. */
  static VegaFigure of(Map<String, double[][]> gradients) {
    double[] sizes =
        gradients.values().stream()
            .flatMap(Arrays::stream)
            .flatMapToDouble(Arrays::stream)
            .map(Math::abs)
            .filter(size -> size > 0)
            .sorted()
            .toArray();
    Checks.that(sizes.length > 0, "gradients are all 0: nothing can be clipped");
    // Below the smallest hundredth every limit leaves the signs alone.
    int low = place(sizes[sizes.length / 100]);
    int high = place(sizes[sizes.length - 1]) + 1;
    List<Map<String, Object>> limits = new ArrayList<>();
    gradients.forEach(
        (arm, seeds) ->
            IntStream.rangeClosed(low, high).forEach(at -> limits.add(row(arm, at, seeds))));
    return VegaFigure.of("clipping", still(limits))
        .slider("exponent", exponent(low), exponent(high), exponent(1), start(limits))
        .data("limits", limits)
        .data("normal", normal());
  }

  /** The limit that clips about one element in a hundred of the first arm. */
  private static double start(List<Map<String, Object>> limits) {
    Object first = limits.get(0).get(VegaFigure.ARM);
    return limits.stream()
        .filter(row -> row.get(VegaFigure.ARM).equals(first))
        .min(Comparator.comparingDouble(row -> Math.abs((double) row.get("share") - 0.01)))
        .map(row -> (double) row.get("exponent"))
        .orElseThrow();
  }

  private static int place(double size) {
    return (int) Math.floor(PER_DECADE * Math.log10(size));
  }

  private static double exponent(int place) {
    return (double) place / PER_DECADE;
  }

  /** Means over the seeds at one limit; {@code sized}: elements from it to the next limit. */
  private static Map<String, Object> row(String arm, int place, double[][] seeds) {
    double limit = Math.pow(10, exponent(place));
    double next = Math.pow(10, exponent(place + 1));
    Map<String, Object> row = new LinkedHashMap<>();
    row.put(VegaFigure.ARM, arm);
    row.put("exponent", exponent(place));
    row.put("share", Sample.mean(seeds, g -> share(g, limit, Double.POSITIVE_INFINITY)));
    row.put("angle", Sample.mean(seeds, g -> angle(g, limit)));
    row.put("sized", Sample.mean(seeds, g -> share(g, limit, next)));
    return row;
  }

  /** Share of the elements beyond {@code low}, up to {@code high}. */
  private static double share(double[] gradient, double low, double high) {
    long count =
        Arrays.stream(gradient).map(Math::abs).filter(size -> size > low && size <= high).count();
    return (double) count / gradient.length;
  }

  private static List<Map<String, Double>> normal() {
    DoubleStream few = IntStream.rangeClosed(-16, -3).mapToDouble(i -> Math.pow(10, i / 4.0));
    return DoubleStream.concat(few, DoubleStream.of(0.3, 0.45, 0.6, 0.75, 0.9, 0.99))
        .boxed()
        .map(share -> Map.of("share", share, "angle", normalAngle(share)))
        .toList();
  }

  private static Curves still(List<Map<String, Object>> limits) {
    Curves curves =
        Curves.create()
            .title("Clipping by value turns the step, long before it clips much")
            .subtitle("gradient of all parameters of fresh networks, mean of the seeds")
            .x("share of the elements clipped")
            .xPowersOf(10)
            .y("angle before and after (degrees)");
    limits.stream()
        .map(row -> row.get(VegaFigure.ARM))
        .distinct()
        .forEach(
            arm -> {
              List<Map<String, Object>> own =
                  limits.stream()
                      .filter(row -> row.get(VegaFigure.ARM).equals(arm))
                      .filter(row -> (double) row.get("share") >= LEAST_SHARE)
                      .sorted(
                          (a, b) ->
                              Double.compare(
                                  (double) b.get("exponent"), (double) a.get("exponent")))
                      .toList();
              curves.add(line((String) arm, own));
            });
    return curves.theory(line("theory: normal elements", normal()));
  }

  private static Curves.Line line(String label, List<? extends Map<String, ?>> rows) {
    double[] x = column(rows, "share").map(Math::log10).toArray();
    return Curves.Line.of(label, x, column(rows, "angle").toArray());
  }

  private static DoubleStream column(List<? extends Map<String, ?>> rows, String name) {
    return rows.stream().mapToDouble(row -> (double) row.get(name));
  }
}
