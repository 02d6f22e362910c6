package deconvlab.report;

import deconvlab.plot.Curves;
import deconvlab.plot.Numbers;
import deconvlab.plot.SeedRuns;
import deconvlab.plot.Smoothing;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.Evidence.Run;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a study's runs trained. */
record LossPictures(Evidence evidence) {
  /** Run by run, before mean and band; a raw line a seed would hide both. */
  private static final Smoothing SMOOTHING = Smoothing.running(20);

  static final int MOST_LINES = 6;

  /** A diverging loss beyond so many times the first would hide all others. */
  private static final double LARGEST_LOSS = 3;

  /** Training loss, a line an arm; of a search, the variant that most seeds tried. */
  List<Picture> losses() {
    List<Picture> pictures = new ArrayList<>();
    List<Arm> arms = evidence.arms();
    double most = LARGEST_LOSS * firstLoss();
    for (int from = 0; from == 0 || from < arms.size(); from += MOST_LINES) {
      Curves curves =
          Curves.create()
              .width(DifferencePictures.WIDTH)
              .x("training step")
              .y("loss of the batch (nats)");
      List<String> ends = new ArrayList<>();
      for (int i = from; i < Math.min(arms.size(), from + MOST_LINES); i++) {
        List<RunRecord> runs = trained(arms.get(i));
        double[][] losses =
            runs.stream()
                .map(run -> run.steps().doubles(RunRecord.LOSS))
                .map(loss -> Arrays.stream(loss).map(v -> v > most ? Double.NaN : v).toArray())
                .map(SMOOTHING::of)
                .toArray(double[][]::new);
        curves.add(SeedRuns.of(arms.get(i).name(), losses), i);
        ends.add(arms.get(i).name() + " " + end(losses));
      }
      curves
          .title("Training loss at the end: " + String.join(", ", ends))
          .subtitle(
              Text.format(
                  "Each run by its %s; nothing beyond %s is drawn.",
                  SMOOTHING.describe(), Numbers.brief(most)));
      pictures.add(new Picture(curves, "Where an arm's runs end early, n says how many go on."));
    }
    return pictures;
  }

  private double firstLoss() {
    return evidence.arms().stream()
        .flatMap(arm -> trained(arm).stream())
        .mapToDouble(run -> run.steps().get(RunRecord.LOSS)[0])
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  private static String end(double[][] losses) {
    double mean =
        Arrays.stream(losses)
            .flatMapToDouble(run -> Arrays.stream(run).skip(Math.max(0, run.length - 20L)))
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    return Double.isNaN(mean) ? "none" : Text.format("%.2f", mean);
  }

  /** The arm's runs that have steps, one a seed. */
  static List<RunRecord> trained(Arm arm) {
    Map<String, List<RunRecord>> variants = new LinkedHashMap<>();
    for (Run run : arm.runs()) {
      if (run.record() != null && run.record().steps().names().contains(RunRecord.LOSS)) {
        if (run.record().steps().length() > 0) {
          variants.computeIfAbsent(run.variant(), v -> new ArrayList<>()).add(run.record());
        }
      }
    }
    return variants.values().stream()
        .reduce((a, b) -> b.size() > a.size() ? b : a)
        .orElse(List.of());
  }
}
