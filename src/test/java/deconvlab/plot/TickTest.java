package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TickTest {
  private static List<String> labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).toList();
  }

  @Test
  void roundNumbersOneTwoOrFiveApart() {
    assertThat(labels(Tick.linear(new Span(0.8, 2.45), 9)))
        .containsExactly("1", "1.5", "2"); // 1.65 over eight gaps: next round step is 0.5
    assertThat(labels(Tick.linear(new Span(-1, 1), 5)))
        .containsExactly("−1", "−0.5", "0", "0.5", "1");
    assertThat(labels(Tick.linear(new Span(0, 400), 9)))
        .containsExactly("0", "50", "100", "150", "200", "250", "300", "350", "400");
  }

  @Test
  void countingAxesGetWholeNumbersOnly() {
    assertThat(labels(Tick.linear(new Span(0.95, 3.05), 9, 1))).containsExactly("1", "2", "3");
  }

  @Test
  void decadesWhereThereAreThree() {
    assertThat(labels(Tick.log(new Span(-3.2, 0.3), 9)))
        .containsExactly("10⁻³", "0.01", "0.1", "1");
    assertThat(labels(Tick.log(new Span(-40, 0), 5)))
        .containsExactly("10⁻³⁶", "10⁻²⁷", "10⁻¹⁸", "10⁻⁹", "1");
  }

  @Test
  void onesTwosAndFivesWhereThereAreFewer() {
    assertThat(labels(Tick.log(new Span(-0.1, 1.1), 9))).containsExactly("1", "2", "5", "10");
    assertThat(labels(Tick.log(new Span(0.302, 0.4), 9)))
        .containsExactly("2.1", "2.2", "2.3", "2.4", "2.5");
  }

  @Test
  void oddRangesEnd() {
    for (Span span :
        List.of(
            new Span(1e150, Math.nextUp(1e150)),
            new Span(-1e150, 1e150),
            new Span(0, Double.MIN_VALUE),
            new Span(0, Double.MIN_NORMAL),
            new Span(1, Math.nextUp(1.0)))) {
      assertThat(Tick.linear(span, 9)).hasSizeLessThan(30);
      assertThat(Tick.linear(span, 9, 1)).hasSizeLessThan(30);
    }
    assertThat(Tick.log(new Span(-323, -322.9), 9)).hasSizeLessThan(30);
    assertThat(Tick.log(new Span(149.9, 150), 9)).hasSizeLessThan(30);
  }
}
