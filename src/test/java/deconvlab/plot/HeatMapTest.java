package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeatMapTest {
  @Test
  void endsOfTheScaleGetItsEndColours() {
    HeatCells cells =
        HeatCells.of(new double[][] {{1, 2, 3}, {Double.NEGATIVE_INFINITY, Double.NaN, 2}}, 100);
    assertThat(cells.image().getRGB(0, 0)).isEqualTo(ColorScale.SEQUENTIAL.at(0).getRGB());
    assertThat(cells.image().getRGB(1, 0)).isEqualTo(ColorScale.SEQUENTIAL.at(0.5).getRGB());
    assertThat(cells.image().getRGB(2, 0)).isEqualTo(ColorScale.SEQUENTIAL.at(1).getRGB());
    assertThat(cells.image().getRGB(1, 1)).isEqualTo(Theme.ALARM.getRGB());
    assertThat(cells.vanished()).isTrue();
    assertThat(cells.broken()).isTrue();
  }

  @Test
  void wideMapsAverageColumnsButNeverHideANaN() {
    double[] row = {1, 3, 5, 7, Double.NaN, 9};
    HeatCells cells = HeatCells.of(new double[][] {row}, 3);
    assertThat(cells.image().getWidth()).isEqualTo(3);
    assertThat(cells.range()).isEqualTo(new Span(2, 6));
    assertThat(cells.image().getRGB(2, 0)).isEqualTo(Theme.ALARM.getRGB());
  }

  @Test
  void hostileMapsAreStillPictures() {
    double[] hostile = {0, Double.NaN, Double.POSITIVE_INFINITY, -1, 1e308, Double.MIN_VALUE};
    List<String> rows = List.of("only");
    for (double value : hostile) {
      Ink.assertDrawn(HeatMap.of(rows, new double[][] {{value}}).draw());
      Ink.assertDrawn(HeatMap.of(rows, new double[][] {{value, value}}).draw());
    }
    Ink.assertDrawn(HeatMap.of(rows, new double[][] {hostile}).draw());
    Ink.assertDrawn(HeatMap.of(List.of(), new double[0][]).draw());
    Ink.assertDrawn(HeatMap.of(rows, new double[1][0]).draw());
  }

  @Test
  void raggedRowsSaySo() {
    assertThatThrownBy(() -> HeatMap.of(List.of("a", "b"), new double[][] {{1, 2}, {3}}))
        .hasMessageContaining("row 1 has 1 values but row 0 has 2");
  }
}
