package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names come from users and records: whatever is in them, a picture is drawn after a training. */
class HostileLabelsTest {
  private static final double[] THREE = {1, Double.NaN, 1e308};
  private static final double[][] ROWS = {THREE, {3, 2, 1}};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<script>alert(1)</script>",
        "a\u0000b\u0007\u001b[31m\r\n\tc",
        "half a pair \ud83d and \ud83d\ude00",
        "\u202eturned\u200f \u0645\u0639",
        "very long"
      })
  void isDrawn(String text) {
    String label = text.equals("very long") ? "word and ".repeat(500) + "x".repeat(3000) : text;
    List<String> layers = List.of(label, label, label);
    List<Figure<?>> figures =
        List.of(
            Curves.create()
                .x(label)
                .y(label)
                .reference(label, 1)
                .add(Curves.Line.of(label, THREE))
                .add(SeedRuns.of(label, ROWS)),
            GradientFlow.over(layers).add(label, THREE).addRuns(label, ROWS),
            LayerGains.over(layers).predicted(label, THREE).measured(label, ROWS),
            LayerBars.over(layers).add(label, THREE),
            Bars.create().value(label).add(label, 1).range(0, 2).add(label, -2),
            HeatMap.of(List.of(label, label), ROWS).x(label).value(label),
            ImageGrid.create()
                .row(label, ImageBatch.ofBytes(new byte[3 * 4 * 4], 3, 4, 4), List.of(label)),
            SeedDots.create().value(label).add(label, THREE).remark(label).margin(1),
            Interaction.over(label, layers).y(label).add(label, ROWS),
            MatrixPicture.of(ROWS).rows(List.of(label, label)).columns(layers));
    for (Figure<?> figure : figures) {
      figure.width(400).title(label).subtitle(label);
      assertThat(figure.draw().getWidth()).isPositive();
      assertThat(figure.alt()).isNotNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 30, 100})
  void textIsCutWhereItEndsToFit(int width) {
    var g = Figure.graphics(new java.awt.image.BufferedImage(1, 1, 1));
    var font = Fonts.plain(12);
    Random random = new Random(width);
    for (int i = 0; i < 50; i++) {
      String text =
          "wide m and thin i, ".repeat(1 + random.nextInt(3)).substring(random.nextInt(9));
      String shown = Fonts.fit(g, font, text, width);
      int wide = g.getFontMetrics(font).stringWidth(shown);
      assertThat(wide <= width || shown.equals("…")).as(shown).isTrue();
      String kept = shown.equals(text) ? text : shown.substring(0, shown.length() - 1);
      assertThat(text.strip()).startsWith(kept.strip());
    }
  }
}
