package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.Curves.Line;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.knowm.xchart.style.markers.SeriesMarkers;

class CurvesTest {
  private static Curves curves() {
    return Curves.create().title("Takeaway").x("step").y("loss (nats)");
  }

  @Test
  void isDrawnAtTwiceItsSize() {
    Curves figure = curves().width(400).height(200).add(Line.of("ReLU", new double[] {3, 2, 1}));
    BufferedImage image = figure.draw();
    assertThat(image.getWidth()).isEqualTo(800);
    assertThat(image.getHeight()).isGreaterThan(400).isLessThan(600);
    Ink.assertDrawn(image);
  }

  @Test
  void everyArmKeepsItsOwnColour() {
    double[] y = {3, 2, 1};
    BufferedImage first = curves().add(Line.of("a", y)).draw();
    BufferedImage second = curves().add(Line.of("a", y), 1).draw();
    assertThat(Ink.count(first, Theme.color(0))).isGreaterThan(200);
    assertThat(Ink.count(first, Theme.color(1))).isZero();
    assertThat(Ink.count(second, Theme.color(1))).isGreaterThan(200);
    assertThat(Ink.count(second, Theme.color(0))).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -3,
        1,
        1e300,
        -1e300,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void hostileValuesAreStillPictures(double hostile) {
    double[] all = new double[50];
    Arrays.fill(all, hostile);
    double[] some = {1, hostile, 2, hostile, hostile, 3};
    for (double[] y : new double[][] {all, some, {hostile}}) {
      Line line = Line.of("arm", y).withBand(y, y);
      Ink.assertDrawn(curves().add(line).draw());
      Ink.assertDrawn(curves().logY().add(line).draw());
      Ink.assertDrawn(curves().smooth(Smoothing.exponential(0.9)).add(line).draw());
    }
    Ink.assertDrawn(
        curves().add(Line.of("x", new double[] {hostile, 1}, new double[] {1, 2})).draw());
    Ink.assertDrawn(curves().reference("r", hostile).add(Line.of("y", new double[] {1, 2})).draw());
  }

  @Test
  void pointsBetweenGapsAreSeenOneByOne() {
    double[] y = new double[79];
    for (int i = 0; i < y.length; i++) {
      y[i] = i % 2 == 0 ? 1 : Double.NaN;
    }
    assertThat(columns(curves().add(Line.of("arm", y)).draw(), Theme.color(0))).isEqualTo(40);
    // Thinned to what a page can show, a long line keeps them.
    double[] sparse = new double[100_000];
    Arrays.fill(sparse, Double.NaN);
    for (int i = 0; i < sparse.length; i += 5_000) {
      sparse[i] = 1;
    }
    assertThat(columns(curves().add(Line.of("arm", sparse)).draw(), Theme.color(0))).isEqualTo(20);
    double[][] runs = {y, y};
    BufferedImage seeds = curves().add(SeedRuns.of("arm", runs)).draw();
    assertThat(columns(seeds, Theme.color(0))).isGreaterThanOrEqualTo(40);
  }

  @Test
  void aBandOverASinglePointIsSeen() {
    Line line = Line.of("arm", new double[] {1, Double.NaN, 1, 1});
    double[] low = {0, Double.NaN, Double.NaN, Double.NaN};
    double[] high = {2, Double.NaN, Double.NaN, Double.NaN};
    BufferedImage bare = curves().includeY(0).includeY(2).add(line).draw();
    BufferedImage banded = curves().includeY(0).includeY(2).add(line.withBand(low, high)).draw();
    assertThat(Ink.share(banded)).isGreaterThan(Ink.share(bare) + 1e-4);
  }

  /** How many stretches of neighbouring columns show the colour, below the legend. */
  private static int columns(BufferedImage image, Color color) {
    int stretches = 0;
    boolean before = false;
    for (int x = 0; x < image.getWidth(); x++) {
      boolean isSeen = false;
      for (int y = image.getHeight() / 4; y < image.getHeight(); y++) {
        isSeen |= (image.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff);
      }
      stretches += isSeen && !before ? 1 : 0;
      before = isSeen;
    }
    return stretches;
  }

  @Test
  void noPointIsASentence() {
    Ink.assertDrawn(Curves.create().draw());
    Ink.assertDrawn(curves().add(Line.of("empty", new double[0])).draw());
    assertThat(curves().drawing().empty()).contains("no line was added");
    assertThat(curves().add(Line.of("empty", new double[0])).drawing().empty())
        .contains("no line has a point");
  }

  @Test
  void whatCannotBeDrawnIsSaid() {
    double[] y = {2, Double.NaN, Double.POSITIVE_INFINITY, 0, 1};
    assertThat(curves().logY().add(Line.of("arm", y)).drawing().notes())
        .containsExactly(
            "× arm: 2 of 5 values not finite, the first (NaN) at step 2.",
            "▼ arm: 1 of 5 points zero or negative, drawn at the floor of the log axis.");
    assertThat(curves().add(Line.of("arm", new double[] {1, 0})).drawing().notes()).isEmpty();
  }

  @Test
  void alternativeTextTellsTitleAndEnds() {
    Curves figure = curves().subtitle("seed 0").add(Line.of("ReLU", new double[] {2.5, 1, 0.25}));
    assertThat(figure.alt()).isEqualTo("Takeaway. seed 0. ReLU: from 2.5 to 0.25 over 3 points.");
  }

  @Test
  void manyArmsAndPointsAreDrawn() {
    Curves figure = curves();
    for (int arm = 0; arm < 20; arm++) {
      figure.add(Line.of("an arm with quite a long name " + arm, new double[3000]));
    }
    Ink.assertDrawn(figure.draw());
  }

  @Test
  void unequalLengthsNameTheLine() {
    assertThatThrownBy(() -> Line.of("ReLU", new double[2], new double[3]))
        .hasMessage("y of 'ReLU' has 3 values but x has 2: give one value of each for every point");
    assertThatThrownBy(() -> Line.of("ReLU", new double[2]).withBand(new double[1], new double[1]))
        .hasMessageContaining("low of 'ReLU' has 1 values but x has 2");
    assertThatThrownBy(() -> curves().width(10)).hasMessage("width=10 must be in [160, 4000]");
  }

  /** Ticks of logarithms are the numbers themselves. */
  @Test
  void logarithmsAreMarkedWithTheirPowers() {
    Curves gains =
        Curves.create()
            .xPowersOf(2)
            .add(Curves.Line.of("gain", new double[] {-1, 0, 3}, new double[] {1, 2, 3}));

    assertThat(gains.drawing().plane().axes().xTicks())
        .extracting(Tick::label)
        .containsExactly("0.5", "1", "2", "4", "8");
  }

  /** A cross has no inside: hollowed out, it would hardly be seen. */
  @Test
  void theoryIsMarkedWithClosedShapes() {
    for (int slot = 0; slot < 20; slot++) {
      assertThat(Theme.closedMarker(slot)).isNotIn(SeriesMarkers.CROSS, SeriesMarkers.PLUS);
      if (Theme.marker(slot) != SeriesMarkers.CROSS && Theme.marker(slot) != SeriesMarkers.PLUS) {
        assertThat(Theme.closedMarker(slot)).as("its arm's").isSameAs(Theme.marker(slot));
      }
    }
  }
}
