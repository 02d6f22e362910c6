package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramsTest {
  private static final Bins DECADES = Bins.decades("|g|", -2, 1, 3);

  @Test
  void binsHoldTheirLowerEdge() {
    assertThat(DECADES.edges()).containsExactly(-2, -1, 0, 1);
    double[] values = {0.01, -0.05, 0.1, 3, 10, 0, Double.NaN, Double.POSITIVE_INFINITY, 1e-9};
    assertThat(DECADES.counts(values)).containsExactly(2, 1, 1, 5);
    assertThat(Bins.linear("x", 0, 1, 2).counts(new double[] {0.5, 0.4, -1, 0}))
        .containsExactly(2, 1, 1);
    assertThatThrownBy(() -> new Bins("x", new double[] {0, 0}, false))
        .hasMessageContaining("edge 1 is 0.0");
  }

  @Test
  void sharesAreOfAllValues() {
    Histograms two =
        new Histograms(DECADES, List.of("a", "b"), new double[][] {{1, 2, 1, 0}, {0, 0, 1, 3}});
    assertThat(two.shares(0)).containsExactly(0.25, 0.5, 0.25);
    assertThat(two.shares(1)).containsExactly(0, 0, 0.25);
    assertThat(two.median(0)).isEqualTo(-0.5);
    assertThat(two.notes())
        .containsExactly(
            "Values in no bin (zero, beyond the axis, not finite): 75 % at most, in b.");
    assertThat(two.summary())
        .isEqualTo("2 histograms of |g| in 3 bins: median 0.32 in a, 3.2 in b.");
  }

  @Test
  void whatIsMissingToOneLiesInNoBin() {
    double[][] counts = Histograms.fromShares(new double[][] {{0.5, 0.25, 0}, {0.5, 0.5, 1e-7}});
    assertThat(counts[0][3]).isEqualTo(0.25, within(1e-12));
    assertThat(counts[1][3]).isZero();
  }

  @Test
  void unusableCountsAreSaid() {
    Histograms broken =
        new Histograms(
            DECADES,
            List.of("a", "b", "c"),
            new double[][] {{1, Double.NaN, 1}, {1, 1, 1}, {0, 0, -1}});
    assertThat(broken.notes()).containsExactly("No value, or no usable count, in a and 1 more.");
    assertThat(broken.shares(0)).containsOnly(0);
    assertThatThrownBy(() -> new Histograms(DECADES, List.of("a"), new double[][] {{1, 2}}))
        .hasMessageContaining("counts of a has 2 values but bins has 3");
  }

  @Test
  void fullColourIsTheGreatestShare() {
    HeatCells cells = HeatCells.ofShares(new double[][] {{0, 4, 2}}, 9);
    assertThat(cells.image().getRGB(0, 0)).isEqualTo(0xffffffff);
    assertThat(cells.image().getRGB(1, 0)).isEqualTo(ColorScale.DENSITY.at(1).getRGB());
    assertThat(cells.range()).isEqualTo(new Span(0, 4));
    assertThat(HeatCells.ofShares(new double[1][2], 9).range()).isEqualTo(new Span(0, 1));
  }

  @Test
  void ridgesAreAFewOfTheMoments() {
    HistogramOverTime many = HistogramSamples.overTime(60);
    assertThat(many.ridgeline().alt()).startsWith("12 histograms").contains("in step 590.");
  }
}
