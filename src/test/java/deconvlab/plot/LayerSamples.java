package deconvlab.plot;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Pictures over layers of the {@link Gallery}. */
final class LayerSamples {
  private static final List<String> SEVEN =
      List.of("conv1", "conv2", "conv3", "deconv1", "deconv2", "deconv3", "head");

  private LayerSamples() {}

  static void addTo(Map<String, Supplier<Figure<?>>> all) {
    all.put("flow-arms", LayerSamples::arms);
    all.put("flow-runs", LayerSamples::runs);
    all.put("flow-200", () -> deep(200));
    all.put("flow-hostile", LayerSamples::hostileFlow);
    all.put("flow-no-layer", () -> GradientFlow.over(List.of()));
    all.put("flow-one-layer", () -> GradientFlow.over(List.of("head")).add("a", new double[] {1}));
    all.put("flow-long-names", LayerSamples::longNames);
    all.put("heat-7", () -> heat(SEVEN, 300));
    all.put("heat-200x5000", () -> heat(Gallery.layers(200), 5000));
    all.put("heat-hostile", LayerSamples::hostileHeat);
    all.put("heat-one", () -> HeatMap.of(List.of("only"), new double[][] {{1}}).x("step"));
    all.put("dead-7", () -> dead(SEVEN));
    all.put("dead-200", () -> dead(Gallery.layers(200)));
    all.put("dead-hostile", LayerSamples::hostileDead);
    all.put("gains-7", () -> gains(SEVEN));
    all.put("gains-200", () -> gains(Gallery.layers(200)));
    all.put("gains-hostile", LayerSamples::hostileGains);
  }

  private static GradientFlow arms() {
    return GradientFlow.over(SEVEN)
        .title("Sigmoid's gradients vanish towards the input; ReLU's do not")
        .subtitle("Weight gradients, seed 0, medians over the first tenth of training")
        .add("ReLU", Samples.byLayer(1, 7, -1, 0.05)[0])
        .add("sigmoid", Samples.byLayer(1, 7, -7, 1)[0]);
  }

  private static GradientFlow runs() {
    return GradientFlow.over(SEVEN)
        .title("Sigmoid's gradients vanish towards the input in every run")
        .addRuns("ReLU", Samples.byLayer(8, 7, -1, 0.05))
        .addRuns("sigmoid", Samples.byLayer(8, 7, -7, 1))
        .addRuns("one run", Samples.byLayer(1, 7, -3, 0));
  }

  static GradientFlow deep(int count) {
    double[][] runs = Samples.byLayer(5, count, -12, 0.06);
    return GradientFlow.over(Gallery.layers(count))
        .title("At 200 layers the depth is a number")
        .addRuns("sigmoid", runs)
        .add("orthogonal", Samples.byLayer(1, count, -1, 0)[0]);
  }

  private static GradientFlow hostileFlow() {
    List<String> names = Gallery.layers(Samples.HOSTILE.length);
    double[] zeros = new double[names.size()];
    return GradientFlow.over(names)
        .title("Zeros and what is not finite are marked")
        .add("hostile", Samples.HOSTILE)
        .add("zeros", zeros)
        .addRuns("hostile runs", new double[][] {Samples.HOSTILE, zeros, zeros});
  }

  private static GradientFlow longNames() {
    List<String> names =
        IntStream.range(0, 14).mapToObj(i -> "a very long layer name ".repeat(4) + i).toList();
    return GradientFlow.over(names)
        .title("A title so long that it must be broken " + "again and again ".repeat(12))
        .add("an arm " + "of a long name ".repeat(20), Samples.byLayer(1, 14, 0, 0.1)[0]);
  }

  private static HeatMap heat(List<String> layers, int steps) {
    double[][] norms = Samples.byLayer(layers.size(), steps, 0, 0);
    return HeatMap.of(layers, norms)
        .x("step")
        .value("gradient norm")
        .title("Gradients of every layer at every step");
  }

  private static HeatMap hostileHeat() {
    double[][] cells = new double[3][60];
    for (int i = 0; i < 60; i++) {
      cells[0][i] = Samples.HOSTILE[i % 8];
      cells[1][i] = i;
    }
    return HeatMap.of(List.of("hostile", "a ramp", "zeros " + "long ".repeat(20)), cells)
        .x("step")
        .value("gradient norm");
  }

  private static LayerBars dead(List<String> layers) {
    double[][] shares = Samples.shares(10, layers.size());
    return LayerBars.over(layers)
        .y("dead units (%)")
        .add("dead channels", shares[2])
        .add("dead positions", shares[8])
        .title("A third of the channels near the output are dead");
  }

  private static LayerBars hostileDead() {
    double[] other = {0, 1, 0.5, 0.25, Double.NaN, 1, 0, 0};
    double[] hostile = Samples.HOSTILE.clone();
    hostile[6] = 2; // a share beyond 1 shows as it is; 1e300 would flatten all others
    return LayerBars.over(Gallery.layers(8))
        .add("dead channels", other)
        .add("dead positions", hostile)
        .title("Hostile shares");
  }

  private static LayerGains gains(List<String> layers) {
    double[] theory = new double[layers.size()];
    Arrays.fill(theory, 0.15);
    theory[0] = -0.3;
    double[][] logs =
        Arrays.stream(Samples.byLayer(10, layers.size(), 0.1, 0))
            .map(row -> Arrays.stream(row).map(v -> 0.3 * Math.log10(v)).toArray())
            .toArray(double[][]::new);
    return LayerGains.over(layers)
        .title("Theory predicts the gain of every layer but the first")
        .subtitle("predicted: log10 √(fan·Var[w]·E[f'²])")
        .predicted("predicted", theory)
        .measured("measured at step 0", logs);
  }

  private static LayerGains hostileGains() {
    double[] hostile = Samples.HOSTILE.clone();
    hostile[6] = -3;
    return LayerGains.over(Collections.nCopies(8, "same name"))
        .predicted("predicted", hostile)
        .measured("measured", new double[][] {hostile})
        .measured("no run", new double[0][]);
  }
}
