package deconvlab.notebook;

import deconvlab.plot.HeatMap;
import deconvlab.plot.VegaFigure;
import deconvlab.record.Predictions;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The confusion matrix of the answers that are at least so sure, with a slider for how sure; beside
 * it what a threshold costs: the share of the images that get an answer, and the share of these
 * answers that is right. Runs are pooled:
 *
 * <pre>  answered(c) = images with confidence ≥ c / all,  right(c) = right ones among them / them
 * </pre>
 */
public final class ConfusionFigure {
  private ConfusionFigure() {}

  /**
   * The figure.
   *
   * @param runs of one arm, with equal bins, one for each seed
   * @param classes the classes' names
   */
  public static VegaFigure of(List<Predictions> runs, List<String> classes) {
    Checks.that(!runs.isEmpty(), "runs is empty: give the predictions of one run at least");
    int bins = runs.get(0).bins();
    List<Map<String, Object>> answers = new ArrayList<>();
    List<Map<String, Object>> prices = new ArrayList<>();
    // [bin][true class][class said], of that bin and above
    double[][][] all =
        IntStream.range(0, bins).mapToObj(b -> mean(runs, b)).toArray(double[][][]::new);
    for (int b = 0; b < bins; b++) {
      prices.add(price(all, b));
    }
    for (int t = 0; t < classes.size(); t++) {
      for (int said = 0; said < classes.size(); said++) {
        answers.addAll(answers(all, classes, t, said));
      }
    }
    return VegaFigure.of("confusion", still(all[0], classes, runs.size()))
        .slider("sure", 0, 1 - 1.0 / bins, 1.0 / bins, 0)
        .data("answers", answers)
        .data("prices", prices);
  }

  /** Mean count of the runs' answers in bin {@code from} and above, [true class][class said]. */
  private static double[][] mean(List<Predictions> runs, int from) {
    int classes = runs.get(0).classes();
    double[][] mean = new double[classes][classes];
    for (Predictions run : runs) {
      int[][] counts = run.confusion(from);
      for (int t = 0; t < classes; t++) {
        for (int said = 0; said < classes; said++) {
          mean[t][said] += (double) counts[t][said] / runs.size();
        }
      }
    }
    return mean;
  }

  private static double sum(double[][] counts, boolean rightOnes) {
    return IntStream.range(0, counts.length)
        .mapToDouble(
            t ->
                IntStream.range(0, counts.length)
                    .filter(said -> !rightOnes || said == t)
                    .mapToDouble(said -> counts[t][said])
                    .sum())
        .sum();
  }

  /** A row a bin, where there is an answer. */
  private static List<Map<String, Object>> answers(
      double[][][] all, List<String> classes, int t, int said) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int b = 0; b < all.length; b++) {
      double images = all[b][t][said] - (b + 1 < all.length ? all[b + 1][t][said] : 0);
      if (images > 0) {
        rows.add(
            Map.of(
                "from",
                (double) b / all.length,
                "truth",
                classes.get(t),
                "said",
                classes.get(said),
                "images",
                images));
      }
    }
    return rows;
  }

  private static Map<String, Object> price(double[][][] all, int bin) {
    double answered = sum(all[bin], false);
    return Map.of(
        "least", (double) bin / all.length,
        "answered", 100 * answered / sum(all[0], false),
        "right", 100 * sum(all[bin], true) / answered);
  }

  private static HeatMap still(double[][] counts, List<String> classes, int runs) {
    int truth = 0;
    int said = 1;
    double[][] shares = new double[counts.length][counts.length];
    for (int t = 0; t < counts.length; t++) {
      double all = DoubleStream.of(counts[t]).sum();
      for (int s = 0; s < counts.length; s++) {
        shares[t][s] = 100 * counts[t][s] / all;
        if (t != s && counts[t][s] > counts[truth][said]) {
          truth = t;
          said = s;
        }
      }
    }
    return HeatMap.of(classes, shares)
        .columns(classes)
        .numbers()
        .x("class said")
        .value("share of the true class (%)")
        .title(
            Text.format(
                "Of all answers: most often a %s is taken for a %s",
                classes.get(truth), classes.get(said)))
        .subtitle(Text.format("rows: true class; test images, mean of the runs, n = %d", runs));
  }
}
