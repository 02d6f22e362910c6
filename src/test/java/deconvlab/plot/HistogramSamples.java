package deconvlab.plot;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Histograms of the {@link Gallery}. */
final class HistogramSamples {
  private static final Bins DECADES = Bins.decades("|gradient|", -10, 1, 66);

  private HistogramSamples() {}

  static void addTo(Map<String, Supplier<Figure<?>>> all) {
    all.put("histogram-time", () -> overTime(60));
    all.put("histogram-time-one", () -> overTime(1));
    all.put("histogram-time-none", () -> overTime(0));
    all.put("histogram-time-5000", () -> overTime(5000));
    all.put("histogram-time-zeros", HistogramSamples::zeros);
    all.put("histogram-broken", HistogramSamples::broken);
    all.put("histogram-linear", HistogramSamples::linear);
    all.put("ridges-time", () -> overTime(60).ridgeline().title("Gradients shrink by decades"));
    all.put("ridges-7-layers", () -> byLayer(7));
    all.put("ridges-200-layers", () -> byLayer(200));
    all.put("ridges-one", () -> byLayer(1));
    all.put("ridges-none", () -> Ridgeline.of(DECADES, List.of(), new double[0][]));
    all.put("ridges-zeros", () -> zeros().ridgeline());
  }

  static HistogramOverTime overTime(int moments) {
    double[][] counts = new double[moments][];
    for (int i = 0; i < moments; i++) {
      double at = (double) i / Math.max(1, moments);
      counts[i] = DECADES.counts(Samples.gradients(i, -2 - 4 * at, 0.5 * at));
    }
    return HistogramOverTime.of(DECADES, Samples.steps(moments, 10), counts)
        .title("Gradients shrink by four decades, half of them to zero");
  }

  private static HistogramOverTime zeros() {
    double[][] counts =
        IntStream.range(0, 5).mapToObj(i -> DECADES.counts(new double[9])).toArray(double[][]::new);
    counts[4] = new double[DECADES.count()];
    double[] steps = {0, 1, 10, 100, 1000};
    return HistogramOverTime.of(DECADES, steps, counts).title("All zero, and an empty one");
  }

  private static HistogramOverTime broken() {
    Bins bins = Bins.linear("x", 0, 3, 3);
    double[][] shares = {{0.5, 0.25, 0.25}, {0.25, 0, Double.NaN}, {0.1, 0.2, 0}, {0, 0, -1}};
    return HistogramOverTime.ofShares(bins, Samples.steps(4, 1), shares).title("Broken shares");
  }

  private static HistogramOverTime linear() {
    Bins bins = Bins.linear("activation", -1, 1, 40);
    double[][] counts =
        IntStream.range(0, 30)
            .mapToObj(i -> bins.counts(Samples.gradients(i, -2 + 0.07 * i, 0.02)))
            .toArray(double[][]::new);
    return HistogramOverTime.of(bins, Samples.steps(30, 100), counts)
        .title("Activations spread until the ends hold most");
  }

  private static Ridgeline byLayer(int layers) {
    double[][] counts =
        IntStream.range(0, layers)
            .mapToObj(i -> DECADES.counts(Samples.gradients(i, -1.0 - 5.0 * i / layers, 0.1)))
            .toArray(double[][]::new);
    return Ridgeline.of(DECADES, Gallery.layers(layers), counts)
        .title("The deeper the layer, the smaller its gradient");
  }
}
