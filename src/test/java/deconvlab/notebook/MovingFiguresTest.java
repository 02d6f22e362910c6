package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.ablation.Paired;
import deconvlab.diagnose.LayerSignal;
import deconvlab.diagnose.Signals;
import deconvlab.math.Axis;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Clipping;
import deconvlab.nn.Torch;
import deconvlab.notebook.RunSoFar.ByLayer;
import deconvlab.plot.VegaFigure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MovingFiguresTest {
  @Test
  void stampsAreTheOperatorsEntries() {
    VegaFigure figure = stamps();
    List<Map<String, Object>> stamps = rows(figure, "stamps", Map.of("k", 3, "s", 2, "d", 1));
    assertThat(stamps).hasSize(15);
    assertThat(stamps.stream().filter(row -> row.get("place").equals(4)))
        .extracting(row -> row.get("input") + " by tap " + row.get("tap"))
        .containsExactly("1 by tap 2", "2 by tap 0");
    assertThat(column(rows(figure, "places", Map.of("k", 3, "s", 2, "d", 1)), "inputs"))
        .containsExactly(1, 1, 2, 1, 2, 1, 2, 1, 2, 1, 1, 0, 0);
    // Dilation 2 with stride 2: every second output is reached by none.
    assertThat(column(rows(figure, "places", Map.of("k", 2, "s", 2, "d", 2)), "inputs"))
        .containsExactly(1, 0, 2, 0, 2, 0, 2, 0, 2, 0, 1, 0, 0);
    assertThat(figure.alt()).contains("10 outputs");
    assertThatThrownBy(() -> StampMatrix.of(Axis.of(6, 2, 1)))
        .hasMessage("kernel=6 must be in [1, 5], where its slider goes");
  }

  @Test
  void overlapIsCountedByPhase() {
    VegaFigure figure = OverlapPattern.of(3, 2);
    List<Map<String, Object>> phases = rows(figure, "phases", Map.of("k", 3, "s", 2));
    assertThat(column(phases, "inputs")).containsExactly(2, 1);
    assertThat(column(phases, "taps")).containsExactly("taps 0, 2", "tap 1");
    assertThat(column(rows(figure, "phases", Map.of("k", 2, "s", 3)), "taps"))
        .containsExactly("tap 0", "tap 1", "no tap");
    Map<String, Object> cover = rows(figure, "covers", Map.of("k", 3, "s", 2)).get(0);
    assertThat(cover).containsEntry("least", 1).containsEntry("greatest", 4);
    assertThat(cover).containsEntry("share", 0.19);
    assertThat(figure.alt()).contains("4 2 4 2 4 2; 2 1 2 1 2 1");
  }

  @Test
  void aFilmKeepsEveryLookAndMarksWhatVanished() {
    VegaFigure film = film();
    List<Map<String, Object>> rows = rows(film, "norms", Map.of("arm", "ReLU"));
    assertThat(column(rows, "from")).containsExactly(0.0, 0.0, 8.0, 8.0);
    assertThat(column(rows, "until")).containsExactly(8.0, 8.0, 1e9, 1e9);
    // The least norm is 0.02: the floor is a decade below 0.01.
    assertThat(column(rows, "norm")).containsExactly(0.02, 3.0, 0.001, 0.001);
    assertThat(column(rows, "state")).containsExactly("norm", "norm", "reads 0", "no number");
    assertThat(parameter(film, "vanished")).containsEntry("value", true);
    assertThat(parameter(film, "step").get("bind"))
        .isEqualTo(Map.of("input", "range", "name", "step ", "min", 0.0, "max", 8.0, "step", 8.0));
    assertThatThrownBy(
            () ->
                GradientFilm.of(
                    Map.of("a", new ByLayer(List.of("x"), new double[0], new double[0][]))))
        .hasMessage("arm 'a' has no moment: a film needs one step or look");
  }

  @Test
  void armsOfOneHueDifferByTheirDashes() {
    ByLayer one = new ByLayer(List.of("conv1"), new double[] {0}, new double[][] {{1}});
    Map<String, ByLayer> arms = new LinkedHashMap<>();
    List.of("ReLU", "sigmoid", "sigmoid + batch norm").forEach(arm -> arms.put(arm, one));
    assertThat(GradientFilm.of(arms).spec().toString())
        .contains("strokeDash={field=arm", "range=[[1, 0], [1, 0], [7, 4]]");
  }

  @Test
  void ofManyStepsSeveralBecomeOne() {
    double[] steps = IntStream.range(0, 100).asDoubleStream().toArray();
    double[][] norms =
        IntStream.range(0, 100).mapToObj(i -> new double[] {1 + i}).toArray(double[][]::new);
    VegaFigure film = GradientFilm.of(Map.of("a", new ByLayer(List.of("conv"), steps, norms)));
    List<Map<String, Object>> rows = rows(film, "norms", Map.of());
    assertThat(rows).hasSize(34); // three steps each, the last alone
    assertThat(column(rows, "norm")).startsWith(2.0, 5.0).endsWith(100.0);
    assertThat(parameter(film, "vanished")).containsEntry("value", false);
  }

  @Test
  void theoryOfAStackMovesByTheLogarithmOfItsWeights() {
    NetworkConfig stack = NetworkConfig.of("stack").withStack(4, "deconv").withWidth(4);
    double one = DepthSlopes.theory(stack);
    assertThat(one).isNegative().isGreaterThan(-0.2); // He: level but for the borders
    assertThat(DepthSlopes.theory(stack.withInitScale(2)))
        .isCloseTo(one + Math.log10(2), within(1e-6));
    assertThatThrownBy(() -> DepthSlopes.theory(stack.withActivation("tanh")))
        .hasMessageContaining("activation=tanh must be identity, relu or leaky-relu");
  }

  @Test
  void slopesAreMeansAndRanges() {
    List<Map<String, Object>> rows = rows(depths(), "slopes", Map.of("depth", 8, "power", 0.5));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0))
        .containsEntry("slope", 2.0)
        .containsEntry("low", 1.0)
        .containsEntry("high", 3.0)
        .containsEntry("theory", 1.5);
  }

  @Test
  void gainsShowSlopeAndSaturation() {
    VegaFigure figure = gains();
    assertThat(rows(figure, "sweep", Map.of("arm", "sigmoid"))).hasSize(13);
    Map<String, Object> one = rows(figure, "sweep", Map.of("arm", "sigmoid", "power", 1.0)).get(0);
    assertThat(one).containsEntry("slope", -1.0).containsEntry("saturated", 0.2);
    assertThat(column(rows(figure, "layers", Map.of("arm", "sigmoid", "power", 0.0)), "gradient"))
        .containsExactly(0.01, 0.1, 1.0);
    assertThat(rows(figure, "sweep", Map.of("arm", "ReLU")))
        .allSatisfy(row -> assertThat(row).doesNotContainKey("saturated"));
  }

  @Test
  void angleAndShareByHand() {
    // (3, −4, 5)·(3, −4, 12) = 85; 85/(13·√50) = cos 22.38°
    double[] gradient = {3, -4, 12};
    assertThat(ClippingAngles.angle(gradient, 5)).isCloseTo(22.380, within(1e-3));
    assertThat(ClippingAngles.angle(gradient, 12)).isZero();
    assertThat(ClippingAngles.normalAngle(0.9999))
        .isCloseTo(Math.toDegrees(Math.acos(Math.sqrt(2 / Math.PI))), within(0.01));
    Map<String, Object> row = rows(clipping(), "limits", Map.of("exponent", 0.5)).get(0);
    // Beyond √10: −4 and 12; between it and the next limit, 5.62: the −4.
    assertThat((double) row.get("share")).isCloseTo(2 / 3.0, within(1e-4));
    assertThat((double) row.get("sized")).isCloseTo(1 / 3.0, within(1e-4));
    assertThatThrownBy(() -> ClippingAngles.of(Map.of("a", new double[][] {{0, 0}})))
        .hasMessageContaining("gradients are all 0");
  }

  @Test
  void theAngleIsThatOfTheLibrarysClipping() {
    double[] gradient = {0.5, -0.01, 0.2, 3, -2};
    try (NDManager manager = Torch.engine().newBaseManager()) {
      var whole = manager.create(new float[] {0.5f, -0.01f, 0.2f, 3, -2});
      var clipped = Clipping.byValue(new NDList(whole), 0.4).gradients().head();
      double cosine =
          whole.mul(clipped).sum().getFloat()
              / Math.sqrt(whole.square().sum().getFloat() * clipped.square().sum().getFloat());
      assertThat(ClippingAngles.angle(gradient, 0.4))
          .isCloseTo(Math.toDegrees(Math.acos(cosine)), within(1e-3));
    }
  }

  static VegaFigure stamps() {
    return StampMatrix.of(new Axis(3, 2, 1, 1, 1));
  }

  static VegaFigure film() {
    double[][] norms = {{0.02, 3}, {0, Double.NaN}};
    Map<String, ByLayer> arms = new LinkedHashMap<>();
    arms.put("ReLU", new ByLayer(List.of("conv1", "dense1"), new double[] {0, 8}, norms));
    arms.put(
        "tanh", new ByLayer(List.of("conv1", "dense1"), new double[] {0}, new double[][] {{1, 2}}));
    return GradientFilm.of(arms);
  }

  static VegaFigure depths() {
    double[][][] measured = new double[5][2][];
    double[][] theory = new double[5][2];
    for (int power = 0; power < 5; power++) {
      Arrays.setAll(measured[power], depth -> new double[] {1, 3});
      Arrays.fill(theory[power], 1.5);
    }
    return DepthSlopes.of(new int[] {4, 8}, Map.of("He", new DepthSlopes.Slopes(measured, theory)));
  }

  static VegaFigure gains() {
    Map<String, Signals[][]> arms = new LinkedHashMap<>();
    arms.put("sigmoid", looks(0.2));
    arms.put("ReLU", looks(Double.NaN));
    return GainSweep.of(arms);
  }

  private static Signals[][] looks(double saturated) {
    List<LayerSignal> layers =
        List.of(signal("a", 1, saturated), signal("b", 10, saturated), signal("c", 100, saturated));
    Signals look = new Signals(0, 2.3, 0, 1, 3, layers);
    return IntStream.range(0, 13)
        .mapToObj(p -> new Signals[] {look, look})
        .toArray(Signals[][]::new);
  }

  private static LayerSignal signal(String name, double norm, double saturated) {
    return new LayerSignal(name, 0, 1, 0, 1, saturated, 0, norm, norm, new double[0]);
  }

  static VegaFigure clipping() {
    return ClippingAngles.of(Map.of("g", new double[][] {{3, -4, 12}}));
  }

  @Test
  void rivalsHaveMeansIntervalsAndDifferences() {
    VegaFigure figure = rivals();
    Map<String, Object> few =
        rows(figure, "values", Map.of("view", "few labels", "arm", "S4", "level", "1 %")).get(0);
    // 1, 2, 6: mean 3, t(0.975; 2)·√(7/3) = 6.5724 to each side
    assertThat(few).containsEntry("mean", 3.0).containsEntry("low", -3.5724).containsEntry("n", 3);
    Map<String, Object> d = rows(figure, "differences", Map.of("view", "few labels")).get(0);
    assertThat(d).containsEntry("words", "1 %: S4 − its twin").containsEntry("mean", 3.0);
    assertThat(parameter(figure, "shown")).containsEntry("value", "few labels");
    assertThat(parameter(figure, "shown").get("bind").toString())
        .contains("options=[few labels, rare classes]");
    assertThat(figure.alt()).contains("S4 (n = 3): 1 % 3, all 30.");
    assertThatThrownBy(() -> Rivals.by("x").difference("none", "a − b", Paired.of(1, 2)))
        .hasMessage("view='none' has no arm: call add first");
  }

  static VegaFigure rivals() {
    double[] values = {1, 2, 6};
    List<String> levels = List.of("1 %", "all");
    Rivals rivals = Rivals.by("accuracy (%)");
    for (String view : List.of("few labels", "rare classes")) {
      rivals
          .add(view, "S4", levels, l -> l.equals("all") ? new double[] {30, 29, 31} : values)
          .add(view, "S4, twin", levels, l -> new double[] {0, 1, 1})
          .difference(view, "1 %: S4 − its twin", Paired.of(values));
    }
    return rivals.figure().title("S4 learns more");
  }

  /** The rows of a figure's data that have these entries. */
  private static List<Map<String, Object>> rows(
      VegaFigure figure, String name, Map<String, ?> entries) {
    @SuppressWarnings("unchecked")
    var data = (Map<String, List<Map<String, Object>>>) figure.spec().get("datasets");
    return data.get(name).stream()
        .filter(row -> row.entrySet().containsAll(entries.entrySet()))
        .toList();
  }

  private static List<Object> column(List<Map<String, Object>> rows, String name) {
    return rows.stream().map(row -> row.get(name)).toList();
  }

  private static Map<String, Object> parameter(VegaFigure figure, String name) {
    @SuppressWarnings("unchecked")
    var all = (List<Map<String, Object>>) figure.spec().get("params");
    return all.stream().filter(one -> one.get("name").equals(name)).findFirst().orElseThrow();
  }
}
