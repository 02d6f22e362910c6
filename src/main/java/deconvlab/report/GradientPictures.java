package deconvlab.report;

import deconvlab.plot.GradientFlow;
import deconvlab.plot.Numbers;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
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

/** The gradients of a study's runs early in training: they say why an arm learns or does not. */
record GradientPictures(Evidence evidence) {
  /** As the diagnosis names them; it stands above this package. */
  static final String SIGNAL = "activation gradient norm/";

  /** Gradients from layer to layer early in training, a line an arm, a picture a set of layers. */
  List<Picture> gradients() {
    boolean signal = signal();
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
    return LossPictures.trained(arm).stream()
        .filter(run -> run.probes().names().stream().anyMatch(n -> n.startsWith(SIGNAL)))
        .toList();
  }

  /** The first of these pictures, where a run noted gradients. */
  Optional<GradientFlow> first() {
    return flows(signal()).stream().findFirst();
  }

  /** Which part of the runs these pictures show: the first look alone, if looks were few. */
  String when() {
    boolean signal = signal();
    boolean isFirst =
        evidence.arms().stream()
            .flatMap(arm -> (signal ? signals(arm) : LossPictures.trained(arm)).stream())
            .allMatch(run -> tenth((signal ? run.probes() : run.steps()).length()) == 1);
    return isFirst ? "at the start" : "early in training";
  }

  /** Whether the activations' gradients were noted: they say more than the weights'. */
  private boolean signal() {
    return evidence.arms().stream().anyMatch(arm -> !signals(arm).isEmpty());
  }

  private List<GradientFlow> flows(boolean signal) {
    Map<List<String>, Map<String, double[][]>> byLayers = new LinkedHashMap<>();
    for (Arm arm : evidence.arms()) {
      Map<List<String>, List<double[]>> found = new LinkedHashMap<>();
      for (RunRecord run : signal ? signals(arm) : LossPictures.trained(arm)) {
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
          if (parts.isEmpty() || parts.get(parts.size() - 1).size() == LossPictures.MOST_LINES) {
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
            .map(name -> name + ": " + Numbers.digits(first(arms.get(name)) / first, 2))
            .collect(Collectors.joining("; "));
    return flow.title(
        shares.isEmpty()
            ? "Gradients early in training: " + names.get(0)
            : Text.format(
                "Gradient at %s early in training, “%s” being 1: %s",
                layers.get(0), names.get(0), shares));
  }

  private static double first(double[][] norms) {
    return median(Arrays.stream(norms).mapToDouble(run -> run[0]).toArray());
  }

  /** Median over the first tenth, one entry at least. */
  private static double early(float[] column) {
    double[] some = new double[Math.min(tenth(column.length), column.length)];
    Arrays.setAll(some, i -> column[i]);
    return median(some);
  }

  private static int tenth(int entries) {
    return Math.max(1, entries / 10);
  }

  /** Of an even number, the larger middle one; a NaN does not count, an infinite norm does. */
  static double median(double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return known.length == 0 ? Double.NaN : known[known.length / 2];
  }
}
