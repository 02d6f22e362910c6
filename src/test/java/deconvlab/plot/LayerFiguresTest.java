package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LayerFiguresTest {
  private static final List<String> TWO = List.of("conv1", "head");

  @Test
  void barsAreAsHighAsTheirShares() {
    var bars =
        LayerBars.over(TWO)
            .add("channels", new double[] {0.25, 0.75})
            .add("positions", new double[] {0.5, 0.5})
            .draw();
    double ratio = (double) Ink.count(bars, Theme.color(0)) / Ink.count(bars, Theme.color(1));
    assertThat(ratio).isBetween(0.97, 1.03);
    LayerBars unknown = LayerBars.over(TWO).add("dead", new double[] {Double.NaN, 0.5});
    assertThat(unknown.drawing().notes())
        .containsExactly("× dead: not known or not finite in 1 of 2 layers, the first conv1.");
  }

  @Test
  void gainsStandBesideEachOther() {
    LayerGains gains =
        LayerGains.over(TWO)
            .predicted("theory", new double[] {0.5, -0.25})
            .measured("measured", new double[][] {{0.25, 0}, {0.75, -1}, {0.5, 8}});
    assertThat(gains.alt())
        .isEqualTo("theory: conv1 0.5, head −0.25. measured (n = 3): conv1 0.5, head 0.");
    assertThat(Ink.count(gains.draw(), Theme.color(0))).isGreaterThan(50);
    assertThat(Ink.count(gains.draw(), Theme.color(1))).as("theory in its arm's hue").isZero();
    assertThatThrownBy(() -> LayerGains.over(TWO).measured("m", new double[][] {{1}}))
        .hasMessageContaining("gains of a run of 'm' has 1 values but layers has 2");
  }

  @Test
  void flowOverSeedsIsTheMedian() {
    GradientFlow flow =
        GradientFlow.over(TWO).addRuns("arm", new double[][] {{1e-3, 1}, {1e-1, 5}, {1e-2, 2}});
    assertThat(flow.alt())
        .isEqualTo("arm (n = 3): 0.01 in conv1 (input side), 2 in head (output side).");
  }

  @Test
  void deepStacksAreNumbered() {
    LayerAxis deep = new LayerAxis(Gallery.layers(200));
    assertThat(deep.ticks(9).stream().map(Tick::label)).contains("50", "200");
    assertThat(
            deep.ticks(9).stream()
                .filter(t -> t.label().equals("50"))
                .findFirst()
                .orElseThrow()
                .at())
        .isEqualTo(49);
    assertThat(deep.title()).contains("200 = conv200 (output side)");
    assertThat(new LayerAxis(TWO).ticks(9).stream().map(Tick::label))
        .containsExactlyElementsOf(TWO);
    assertThat(LayerAxis.some(200, 3)).containsExactly(0, 100, 199);
  }

  @Test
  void twentyArmsAllLookDifferent() {
    List<String> looks =
        IntStream.range(0, 49)
            .mapToObj(LineStyle::arm)
            .map(l -> l.color() + " " + l.marker().getClass())
            .toList();
    assertThat(looks).doesNotHaveDuplicates();
  }
}
