package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelsTest {
  private static Curves curve(double... y) {
    return Curves.create().x("step").y("loss (nats)").add(Curves.Line.of("arm", y));
  }

  /** What is wider is shrunk by a notebook, and its letters with it. */
  @Test
  void panelsAreNoWiderThanAPage() {
    Panels two = Panels.columns(2).add(curve(1, 2)).add(curve(3, 4));
    assertThat(two.draw().getWidth()).isLessThanOrEqualTo(2 * Panels.PAGE);
    Panels odd = Panels.columns(2).add(curve(1)).add(curve(2)).add(curve(3));
    assertThat(odd.draw().getWidth()).isEqualTo(2 * Panels.PAGE);
    MatrixPicture wide = MatrixPicture.of(new double[2][9]).cell(50);
    BufferedImage below = Panels.columns(2).add(wide).add(wide).draw();
    assertThat(below.getWidth()).isLessThanOrEqualTo(2 * Panels.PAGE);
    assertThat(below.getHeight()).isGreaterThan(2 * wide.draw().getHeight());
  }

  /** −0.587 must not be as dark as −4.6 beside it. */
  @Test
  void matricesOfOneSizeShareTheirColours() {
    MatrixPicture weak = MatrixPicture.of(new double[][] {{-0.587, -0.587}}).cell(40);
    MatrixPicture strong = MatrixPicture.of(new double[][] {{-4.6, 2}}).cell(40);
    MatrixPicture other = MatrixPicture.of(new double[][] {{1}}).cell(40);
    MatrixPicture given = MatrixPicture.of(new double[][] {{-0.5, 0}}).cell(40).limit(0.5);
    Panels.columns(4).add(weak).add(strong).add(other).add(given).draw();
    assertThat(Ink.count(weak.draw(), ColorScale.DIVERGING.at(0))).isZero();
    assertThat(Ink.count(strong.draw(), ColorScale.DIVERGING.at(0))).isGreaterThan(4000);
    assertThat(Ink.count(other.draw(), ColorScale.DIVERGING.at(1))).isGreaterThan(4000);
    assertThat(Ink.count(given.draw(), ColorScale.DIVERGING.at(0))).isGreaterThan(4000);
  }

  @Test
  void chartsOfOneQuantityShareTheirAxis() {
    Curves low = curve(1, 2);
    Curves high = curve(8, 9);
    Curves log = curve(1, 2).logY();
    Curves another = curve(5, 6).y("accuracy (%)");
    Panels.columns(2).add(low).add(high).add(log).add(another).draw();
    assertThat(low.heights()).isEqualTo(high.heights());
    assertThat(low.heights().low()).isLessThan(1);
    assertThat(low.heights().high()).isGreaterThan(9);
    assertThat(log.heights().high()).isLessThan(1);
    assertThat(another.heights().low()).isGreaterThan(4);
    Curves empty = Curves.create().y("loss (nats)");
    Ink.assertDrawn(Panels.columns(2).add(empty).add(curve(1)).draw());
  }

  @Test
  void textsOfAllPanelsAreRead() {
    Panels panels = Panels.columns(2).title("Both").add(curve(1, 2)).add(curve(3));
    assertThat(panels.alt())
        .isEqualTo("Both. arm: from 1 to 2 over 2 points. arm: from 3 to 3 over 1 point.");
  }

  @Test
  void aTitleIsOneTakeaway() {
    assertThat(Figure.takeaway("short; but whole")).isEqualTo(16);
    String clause = "Gradient slope from the first to the last look";
    String list = clause + ": sigmoid −0.66 to −0.70, ReLU −0.01 to +0.07; tanh +0.02 to +0.08";
    assertThat(Figure.takeaway(list)).isEqualTo(clause.length());
    assertThat(Figure.takeaway("word ".repeat(30))).isEqualTo(150);
    String short1 =
        "At 32 layers: " + "a gradient that began level has vanished or exploded, by fan".repeat(2);
    assertThat(Figure.takeaway(short1))
        .as("three words are no takeaway")
        .isEqualTo(short1.length());
    String both = "At 32 layers the right fan is level; the other: not at all, " + list;
    assertThat(Figure.takeaway(both)).isEqualTo(both.indexOf(';'));
    String late =
        "So it is; at 32 layers the right fan is level: and that is how it stays to the end";
    assertThat(Figure.takeaway(late))
        .as("the colon, as three words are too few")
        .isEqualTo(late.indexOf(':'));
    Curves figure = curve(1, 2).title(list);
    assertThat(figure.alt()).startsWith(list);
    assertThat(figure.draw().getHeight())
        .as("two lines instead of one")
        .isGreaterThan(curve(1, 2).title(clause).draw().getHeight());
    assertThat(List.of("a".repeat(7500), "; ".repeat(60)))
        .allSatisfy(hostile -> Ink.assertDrawn(curve(1, 2).title(hostile).draw()));
  }
}
