package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
            "▼ arm: 1 of 2 points vanished (−∞, the logarithm of 0), drawn at the floor of the"
                + " axis.");
    Ink.assertDrawn(decades.draw());
    assertThat(Ink.count(decades.draw(), Theme.ALARM)).as("no alarm").isZero();
  }

  @Test
  void whereOneRunHasVanishedSoHasTheirMean() {
    double[][] runs = {{-3, -9, GONE}, {-4, GONE, GONE}};
    SeedRuns seeds = SeedRuns.of("arm", runs).as(Interval.MEAN_RANGE);
    assertThat(seeds.line(null).y()).containsExactly(-3.5, GONE, GONE);
    assertThat(seeds.line(null).low()).containsExactly(-4, GONE, GONE);
    assertThat(seeds.line(null).high()).containsExactly(-3, -9, GONE);
    assertThat(seeds.line(Smoothing.running(2)).y()).containsExactly(-3.5, GONE, GONE);
    assertThat(SeedRuns.of("arm", runs).line(null).low()[1]).as("no t-interval").isNaN();
    assertThat(seeds.counts()).containsExactly(2, 2, 2);
    Curves figure = Curves.create().add(seeds);
    assertThat(figure.drawing().notes())
        .containsExactly(
            "▼ arm (n = 2): 2 of 3 points vanished (−∞, the logarithm of 0), drawn at the floor of the"
                + " axis.",
            "arm: at 1 of 3 points some of the runs have vanished, and with them their mean.");
    Ink.assertDrawn(figure.draw());
    assertThat(Ink.count(figure.draw(), Theme.ALARM)).as("no alarm").isZero();
  }

  @Test
  void aMedianLastsLongerThanAMean() {
    double[][] runs = {{-3}, {-5}, {GONE}};
    SeedRuns seeds = SeedRuns.of("arm", runs).as(Interval.MEDIAN_RANGE);
    assertThat(seeds.line(null).y()).containsExactly(-5);
    assertThat(seeds.line(null).low()).containsExactly(GONE);
    assertThat(seeds.notes(x -> "x")).isEmpty();
  }

  @Test
  void whatHasExplodedIsNoValue() {
    double inf = Double.POSITIVE_INFINITY;
    assertThat(SeedRuns.of("arm", new double[][] {{inf}, {inf}}).line(null).y())
        .containsExactly(inf);
    SeedRuns both = SeedRuns.of("arm", new double[][] {{inf}, {GONE}});
    assertThat(both.line(null).y()).containsExactly(GONE);
    assertThat(both.counts()).containsExactly(1);
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
    assertThat(labels(HeatMap.of(List.of("a"), new double[1][5]).columnTicks(700)))
        .containsExactly("1", "2", "3", "4", "5");
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
}
