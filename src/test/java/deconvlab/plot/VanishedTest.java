package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What has vanished lies at the floor and is no fault; axes carry natural numbers. */
class VanishedTest {
  private static final double GONE = Double.NEGATIVE_INFINITY;

  @Test
  void theLogarithmOfZeroLiesAtTheFloor() {
    Curves decades =
        Curves.create().x("layers").add(Curves.Line.of("arm", new double[] {-3, GONE}));
    assertThat(decades.drawing().notes())
        .containsExactly(
            "▼ arm: 1 of 2 values vanished (−∞, the logarithm of 0), drawn at the floor of the"
                + " axis.");
    Ink.assertDrawn(decades.draw());
    assertThat(Ink.count(decades.draw(), Theme.ALARM)).as("no alarm").isZero();
  }

  @Test
  void whereEveryRunHasVanishedSoHasTheirMean() {
    double[][] runs = {{-3, -9, GONE}, {-4, GONE, GONE}};
    SeedRuns seeds = SeedRuns.of("arm", runs).as(Interval.MEAN_RANGE);
    assertThat(seeds.line(null).y()).containsExactly(-3.5, -9, GONE);
    assertThat(seeds.counts()).containsExactly(2, 1, 0);
    ChartFigure.Drawing drawing = Curves.create().add(seeds).drawing();
    assertThat(drawing.notes().get(0)).startsWith("▼ arm (n = 0 to 2): 1 of 3 values vanished");
    double inf = Double.POSITIVE_INFINITY;
    assertThat(SeedRuns.of("arm", new double[][] {{inf}, {inf}}).line(null).y())
        .containsExactly(inf);
    assertThat(SeedRuns.of("arm", new double[][] {{inf}, {GONE}}).line(null).y())
        .containsExactly(Double.NaN);
  }

  @Test
  void everyColumnOfAHeatMapHasItsNaturalMark() {
    List<String> rates = List.of("0.0215", "0.0464", "0.1", "0.215", "0.464");
    HeatMap map = HeatMap.of(List.of("none"), new double[][] {{1, 2, 3, 0, 1}}).numbers();
    assertThat(labels(map.columns(rates).columnTicks(700))).isEqualTo(rates);
    assertThat(labels(map.columns(rates).columnTicks(130))).containsExactly("0.0215", "0.464");
    Ink.assertDrawn(map.draw());
    assertThatThrownBy(() -> map.columns(List.of("a")))
        .hasMessageContaining("column names has 1 values but columns has 5");
  }

  @Test
  void marksBetweenColumnsAreRoundNumbers() {
    double[][] cells = new double[1][5];
    HeatMap thirds = HeatMap.of(List.of("a"), cells).columns(-5 / 3.0, 1 / 3.0);
    assertThat(labels(thirds.columnTicks(700))).containsExactly("−1.5", "−1", "−0.5");
    assertThat(labels(HeatMap.of(List.of("a"), cells).columns(0, 16).columnTicks(700)))
        .containsExactly("0", "16", "32", "48", "64");
    assertThat(labels(HeatMap.of(List.of("a"), new double[1][300]).columnTicks(700)))
        .contains("50", "300");
  }

  private static List<String> labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).toList();
  }

  /** A heat map's numbers are read on their colour. */
  @Test
  void cellsCarryTheirNumbers() {
    double[][] cells = {{0, 3}};
    HeatMap bare = HeatMap.of(List.of("a"), cells);
    double before = Ink.count(bare.draw(), ColorScale.SEQUENTIAL.at(0));
    double after = Ink.count(bare.numbers().draw(), ColorScale.SEQUENTIAL.at(0));
    assertThat(after).isLessThan(before);
  }

  @Test
  void everyLayerOfAFewIsNamed() {
    List<String> layers = Gallery.layers(9);
    double[][] values = new double[3][9];
    Arrays.stream(values).forEach(row -> Arrays.fill(row, 1));
    LayerCurves curves = LayerCurves.over(layers, new double[] {0, 1, 2}, values);
    assertThat(curves.drawing().legend().labels())
        .containsExactly(
            "1 conv1", "2 conv2", "3 conv3", "4 conv4", "5 conv5", "6 conv6", "7 conv7", "8 conv8",
            "9 conv9");
  }
}
