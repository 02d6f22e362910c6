package deconvlab.report;

import deconvlab.plot.Curves;
import deconvlab.plot.GradientFlow;
import deconvlab.plot.Numbers;
import deconvlab.plot.SeedRuns;
import deconvlab.plot.Smoothing;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.Evidence.Run;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happened in a study's runs: their losses, and the gradients early in training. */
record RunPictures(Evidence evidence) {
  /** Run by run, before mean and band; a raw line a seed would hide both. */
  private static final Smoothing SMOOTHING = Smoothing.running(20);

  private static final int MOST_LINES = 6;

  /** A diverging loss beyond so many times the first would hide all others. */
  private static final double LARGEST_LOSS = 3;

  /** As the diagnosis names them; it stands above this package. */
  static final String SIGNAL = "activation gradient norm/";

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
  private static List<RunRecord> trained(Arm arm) {
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

  /** Gradients from layer to layer early in training, a line an arm, a picture a set of layers. */
  List<Picture> gradients() {
    boolean signal = evidence.arms().stream().anyMatch(arm -> !signals(arm).isEmpty());
    String what = signal ? "each layer's activations" : "each layer's weight";
    return flows(signal).stream()
        .map(
            flow ->
                new Picture(
                    flow.width(DifferencePictures.WIDTH),
                    Text.format(
                        "Norm of the loss's gradient for %s, median of each run over the first"
                            + " tenth of its %s; line: median over seeds.",
                        what, signal ? "looks" : "steps")))
        .toList();
  }

  private static List<RunRecord> signals(Arm arm) {
    return trained(arm).stream()
        .filter(run -> run.probes().names().stream().anyMatch(n -> n.startsWith(SIGNAL)))
        .toList();
  }

  /** The first arms' weight gradients early in training, where a run noted them. */
  Optional<GradientFlow> weightFlow() {
    return flows(false).stream().findFirst();
  }

  private List<GradientFlow> flows(boolean signal) {
    Map<List<String>, Map<String, double[][]>> byLayers = new LinkedHashMap<>();
    for (Arm arm : evidence.arms()) {
      Map<List<String>, List<double[]>> found = new LinkedHashMap<>();
      for (RunRecord run : signal ? signals(arm) : trained(arm)) {
        Series series = signal ? run.probes() : run.steps();
        String prefix = signal ? SIGNAL : RunRecord.LAYER_NORM;
        List<String> columns =
            series.names().stream().filter(name -> name.startsWith(prefix)).toList();
        if (!columns.isEmpty()) {
          List<String> layers = columns.stream().map(c -> c.substring(prefix.length())).toList();
          double[] norms = columns.stream().mapToDouble(c -> early(series.get(c))).toArray();
          found.computeIfAbsent(layers, l -> new ArrayList<>()).add(norms);
        }
      }
      found.forEach(
          (layers, norms) ->
              byLayers
                  .computeIfAbsent(layers, l -> new LinkedHashMap<>())
                  .put(arm.name(), norms.toArray(double[][]::new)));
    }
    return byLayers.entrySet().stream()
        .flatMap(e -> parts(e.getValue()).map(part -> flow(e.getKey(), part)))
        .toList();
  }

  private static Stream<Map<String, double[][]>> parts(Map<String, double[][]> arms) {
    List<Map<String, double[][]>> parts = new ArrayList<>();
    arms.forEach(
        (name, norms) -> {
          if (parts.isEmpty() || parts.get(parts.size() - 1).size() == MOST_LINES) {
            parts.add(new LinkedHashMap<>());
          }
          parts.get(parts.size() - 1).put(name, norms);
        });
    return parts.stream();
  }

  /** The title says how the layer nearest the input fares in each arm, against the first. */
  private static GradientFlow flow(List<String> layers, Map<String, double[][]> arms) {
    GradientFlow flow = GradientFlow.over(layers);
    arms.forEach(flow::addRuns);
    List<String> names = List.copyOf(arms.keySet());
    double first = first(arms.get(names.get(0)));
    String shares =
        names.stream()
            .skip(1)
            .map(name -> name + " " + Numbers.digits(first(arms.get(name)) / first, 2))
            .collect(Collectors.joining(", "));
    return flow.title(
        shares.isEmpty()
            ? "Gradients early in training: " + names.get(0)
            : Text.format(
                "Gradient at %s early in training, with %s as 1: %s",
                layers.get(0), names.get(0), shares));
  }

  private static double first(double[][] norms) {
    return median(Arrays.stream(norms).mapToDouble(run -> run[0]).toArray());
  }

  /** Median over the first tenth, one entry at least. */
  private static double early(float[] column) {
    int tenth = Math.max(1, column.length / 10);
    double[] some = new double[Math.min(tenth, column.length)];
    Arrays.setAll(some, i -> column[i]);
    return median(some);
  }

  /** Of an even number, the larger middle one; a NaN does not count, an infinite norm does. */
  private static double median(double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return known.length == 0 ? Double.NaN : known[known.length / 2];
  }
}
