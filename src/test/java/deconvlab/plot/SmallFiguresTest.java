package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class SmallFiguresTest {
  @Test
  void longerBarsHaveMoreColour() {
    BufferedImage bars = Bars.create().add("long", 3, 0).add("short", 1, 1).draw();
    double ratio = (double) Ink.count(bars, Theme.color(0)) / Ink.count(bars, Theme.color(1));
    assertThat(ratio).isBetween(2.9, 3.1);
  }

  @Test
  void hostileBarsAreStillPictures() {
    Ink.assertDrawn(Bars.create().draw());
    Bars bars = Bars.create().title("Checkerboard");
    double[] values = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e300, Double.MIN_VALUE};
    for (double value : values) {
      Ink.assertDrawn(Bars.create().add("only", value).draw());
      bars.add("a very long name ".repeat(10) + value, value);
    }
    Ink.assertDrawn(bars.draw());
    assertThat(Bars.create().add("k3 s2", 0.25).alt()).isEqualTo("k3 s2: 0.25.");
  }

  @Test
  void dotsSayMeanIntervalAndMargin() {
    // 1, 2, 6: mean 3, half t(0.975; 2)·√(7/3) = 4.302653·1.527525 = 6.572410
    SeedDots dots = SeedDots.create().add("a", new double[] {6, Double.NaN, 1, 2});
    assertThat(dots.alt()).isEqualTo("a: mean 3 [−3.572, 9.572], n = 3.");
    assertThat(dots.remark("refuted").margin(0.5).alt())
        .isEqualTo("a (refuted): mean 3 [−3.572, 9.572], n = 3, margin 0.5.");
    assertThat(SeedDots.create().add("b", new double[] {2}).alt()).isEqualTo("b: mean 2, n = 1.");
    assertThat(SeedDots.create().add("c", new double[] {1e200}).alt())
        .isEqualTo("c: no value, n = 0.");
    assertThatThrownBy(() -> dots.margin(Double.NaN)).hasMessage("margin=NaN must be finite");
    assertThatThrownBy(() -> SeedDots.create().margin(1)).hasMessageContaining("call add first");
  }

  @Test
  void interactionsSayTheMeanOfEachLevel() {
    Interaction picture =
        Interaction.over("init", java.util.List.of("library", "right"))
            .add("norm off", new double[][] {{1, 4}, {3, Double.NaN}});
    assertThat(picture.alt()).isEqualTo("norm off (n = 1 to 2): library 2, right 4.");
    assertThatThrownBy(() -> picture.add("on", new double[][] {{1}}))
        .hasMessageContaining("a seed of 'on' has 1 values but levels has 2");
  }

  @Test
  void matrixColoursFollowTheSign() {
    MatrixPicture matrix = MatrixPicture.of(new double[][] {{-2, 0}, {1, 2}}).cell(40);
    BufferedImage image = matrix.draw();
    assertThat(Ink.count(image, ColorScale.DIVERGING.at(0))).isGreaterThan(4000);
    assertThat(Ink.count(image, ColorScale.DIVERGING.at(0.5))).isGreaterThan(4000);
    assertThat(Ink.count(image, ColorScale.DIVERGING.at(0.75))).isGreaterThan(4000);
    assertThat(Ink.count(image, ColorScale.DIVERGING.at(1))).isGreaterThan(4000);
    assertThat(matrix.alt()).isEqualTo("Matrix of 2 rows by 2 columns: −2 0; 1 2.");
  }

  @Test
  void hostileMatricesAreStillPictures() {
    Ink.assertDrawn(MatrixPicture.of(new double[0][]).draw());
    Ink.assertDrawn(MatrixPicture.of(new double[2][2]).draw());
    Ink.assertDrawn(
        MatrixPicture.of(new double[][] {{Double.NaN, Double.POSITIVE_INFINITY, 1e308}}).draw());
    double[][] wide = new double[5][1000];
    wide[2][500] = 1;
    Ink.assertDrawn(MatrixPicture.of(wide).title("wide").draw());
    assertThatThrownBy(() -> MatrixPicture.of(new double[][] {{1}, {1, 2}}))
        .hasMessageContaining("row 1 has 2 values but row 0 has 1");
    assertThatThrownBy(() -> MatrixPicture.of(new double[][] {{1}}).limit(0))
        .hasMessageContaining("limit=0.0");
  }

  @Test
  void panelsHoldTheirPicturesUnscaled() {
    BufferedImage red = solid(300, 100, Color.RED);
    BufferedImage blue = solid(200, 60, Color.BLUE);
    BufferedImage side = Panels.columns(2).title("Both").add(red, "red").add(blue, "blue").draw();
    assertThat(side.getWidth()).isEqualTo(500);
    assertThat(Ink.count(side, Color.RED)).isEqualTo(30_000);
    assertThat(Ink.count(side, Color.BLUE)).isEqualTo(12_000);
    BufferedImage stacked = Panels.columns(1).add(red, "red").add(blue, "blue").draw();
    assertThat(stacked.getHeight()).isEqualTo(2 * Figure.MARGIN * 2 + 160);
    Ink.assertDrawn(Panels.columns(3).draw());
  }

  private static BufferedImage solid(int width, int height, Color color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, color.getRGB());
    }
    return image;
  }

  @Test
  void numbersReadAsPeopleWriteThem() {
    assertThat(Numbers.brief(0.43756)).isEqualTo("0.4376");
    assertThat(Numbers.brief(12500)).isEqualTo("12,500");
    assertThat(Numbers.brief(2.5e-7)).isEqualTo("2.5·10⁻⁷");
    assertThat(Numbers.brief(-3)).isEqualTo("−3");
    assertThat(Numbers.brief(1e21)).isEqualTo("10²¹");
    assertThat(Numbers.brief(-0.0)).isEqualTo("0");
    assertThat(Numbers.brief(Double.NaN)).isEqualTo("NaN");
    assertThat(Numbers.brief(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
    assertThat(Numbers.digits(99.96, 3)).isEqualTo("100");
    assertThat(Scale.LOG.label(-3)).isEqualTo("10⁻³");
    assertThat(Scale.LOG.label(0.5)).isEqualTo("3.2");
  }
}
