package deconvlab.report;

import deconvlab.plot.Curves;
import deconvlab.plot.Interval;
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
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How a study's runs trained. */
record LossPictures(Evidence evidence) {
  /** Run by run, before mean and band; a raw line a seed would hide both. */
  private static final Smoothing SMOOTHING = Smoothing.running(20);

  static final int MOST_LINES = 6;

  /** A loss beyond so many times the first would hide all others. */
  private static final double LARGEST = 3;

  /** Training loss, a line an arm; of a search, the variant that most seeds tried. */
  List<Picture> losses() {
    List<Picture> pictures = new ArrayList<>();
    int arms = evidence.arms().size();
    for (int from = 0; from == 0 || from < arms; from += MOST_LINES) {
      pictures.add(losses(from, Math.min(arms, from + MOST_LINES)));
    }
    return pictures;
  }

  private Picture losses(int from, int to) {
    Map<Integer, double[][]> arms = new LinkedHashMap<>();
    IntStream.range(from, to).forEach(i -> arms.put(i, losses(evidence.arms().get(i))));
    double most =
        LARGEST * median(arms.values().stream().flatMap(Arrays::stream).mapToDouble(r -> r[0]));
    // What only ends in a leap is cut off; a run that is far away throughout needs its decades.
    boolean far =
        arms.values().stream()
            .flatMap(Arrays::stream)
            .anyMatch(run -> median(Arrays.stream(run)) > most);
    String cut = far ? "" : Text.format("; nothing beyond %s is drawn", Numbers.brief(most));
    Curves curves =
        Curves.create()
            .width(DifferencePictures.WIDTH)
            .height(440)
            .subtitle(Text.format("Each run by its %s%s.", SMOOTHING.describe(), cut))
            .x("training step")
            .y("loss of the batch (nats)");
    List<String> ends = new ArrayList<>();
    arms.forEach(
        (slot, runs) -> {
          double[][] drawn =
              Arrays.stream(runs)
                  .map(run -> SMOOTHING.of(far ? run : below(run, most)))
                  .toArray(double[][]::new);
          String name = evidence.arms().get(slot).name();
          Interval interval = far ? Interval.MEDIAN_RANGE : Interval.MEAN_T95;
          curves.add(SeedRuns.of(name, drawn).as(interval), slot);
          ends.add(name + ": " + end(runs));
        });
    curves.title("Training loss at the end: " + String.join("; ", ends));
    return new Picture(
        far ? curves.logY() : curves, "Where an arm's runs end early, n says how many go on.");
  }

  private static double[][] losses(Arm arm) {
    return trained(arm).stream()
        .map(run -> run.steps().doubles(RunRecord.LOSS))
        .toArray(double[][]::new);
  }

  private static double[] below(double[] run, double most) {
    return Arrays.stream(run).map(v -> v > most ? Double.NaN : v).toArray();
  }

  private static double median(DoubleStream values) {
    return GradientPictures.median(values.toArray());
  }

  /** Mean of the last 20 steps over the runs that can be counted there. */
  private static String end(double[][] runs) {
    double mean =
        Arrays.stream(runs)
            .flatMapToDouble(run -> Arrays.stream(run).skip(Math.max(0, run.length - 20L)))
            .filter(Double::isFinite)
            .average()
            .orElse(Double.NaN);
    return Double.isNaN(mean) ? "none" : Numbers.digits(mean, 3);
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
