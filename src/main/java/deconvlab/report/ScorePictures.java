package deconvlab.report;

import deconvlab.plot.Curves;
import deconvlab.plot.Figure;
import deconvlab.plot.Interval;
import deconvlab.plot.SeedRuns;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What a study's runs scored on the way, a line an arm. */
record ScorePictures(Evidence evidence) {
  private static final int FEWEST_SCORES = 3;

  /** Whether the runs were scored often enough for a line. */
  boolean enough() {
    return evidence.arms().stream()
        .flatMap(arm -> LossPictures.trained(arm).stream())
        .allMatch(run -> of(run, "validation", Score::accuracy).size() >= FEWEST_SCORES);
  }

  /** What one split scored, by step. */
  private static Map<Integer, Double> of(
      RunRecord run, String split, ToDoubleFunction<Score> what) {
    Map<Integer, Double> scores = new LinkedHashMap<>();
    run.scores().stream()
        .filter(score -> score.split().equals(split))
        .forEach(score -> scores.put(score.step(), what.applyAsDouble(score)));
    return scores;
  }

  /** Validation accuracy over the steps. */
  Figure<?> accuracies() {
    Curves curves = curves("Accuracy on the way").x("step").y("validation accuracy (%)");
    for (Arm arm : evidence.arms()) {
      List<Map<Integer, Double>> runs =
          LossPictures.trained(arm).stream()
              .map(run -> of(run, "validation", s -> 100 * s.accuracy()))
              .toList();
      double[] steps = steps(runs);
      double[][] values =
          runs.stream()
              .map(run -> Arrays.stream(steps).map(s -> at(run, s)).toArray())
              .toArray(double[][]::new);
      curves.add(new SeedRuns(arm.name(), steps, values, Interval.MEAN_T95));
    }
    return curves;
  }

  /** A gap is how far a line lies above the diagonal. */
  Figure<?> gaps() {
    Curves curves =
        curves("Validation loss over training loss")
            .subtitle("means over the seeds")
            .x("training loss (nats)")
            .y("validation loss (nats)");
    double[] ends = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (Arm arm : evidence.arms()) {
      double[][] points = points(arm);
      curves.add(Curves.Line.of(arm.name(), points[0], points[1]));
      for (double x : points[0]) {
        ends[0] = Math.min(ends[0], x);
        ends[1] = Math.max(ends[1], x);
      }
    }
    return curves.reference(Curves.Line.of("no gap", ends, ends));
  }

  /** Mean training and validation loss at each step that all runs of the arm scored, ascending. */
  private static double[][] points(Arm arm) {
    List<RunRecord> runs = LossPictures.trained(arm);
    List<Map<Integer, Double>> train = runs.stream().map(r -> of(r, "train", Score::loss)).toList();
    List<Map<Integer, Double>> validation =
        runs.stream().map(r -> of(r, "validation", Score::loss)).toList();
    List<double[]> points = new ArrayList<>();
    for (double step : steps(train)) {
      double x = train.stream().mapToDouble(run -> at(run, step)).average().orElse(Double.NaN);
      double y = validation.stream().mapToDouble(run -> at(run, step)).average().orElse(Double.NaN);
      if (Double.isFinite(x) && Double.isFinite(y)) {
        points.add(new double[] {x, y});
      }
    }
    points.sort((a, b) -> Double.compare(a[0], b[0]));
    return new double[][] {
      points.stream().mapToDouble(point -> point[0]).toArray(),
      points.stream().mapToDouble(point -> point[1]).toArray()
    };
  }

  private static double at(Map<Integer, Double> run, double step) {
    return run.getOrDefault((int) step, Double.NaN);
  }

  private static double[] steps(List<Map<Integer, Double>> runs) {
    return runs.stream()
        .flatMap(run -> run.keySet().stream())
        .distinct()
        .sorted()
        .mapToDouble(step -> step)
        .toArray();
  }

  private static Curves curves(String title) {
    return Curves.create().width(ClaimPanel.WHY).height(330).title(title);
  }
}
