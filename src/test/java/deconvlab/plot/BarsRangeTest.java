package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BarsRangeTest {
  @Test
  void theRangeIsInTheAlternativeTextAndInThePicture() {
    Bars bare = Bars.create().add("a", 0.5);
    Bars ranged = Bars.create().add("a", 0.5).range(0.25, 0.75);

    assertThat(ranged.alt()).contains("a: 0.5 (0.25 to 0.75)");
    assertThat(Pictures.png(ranged.draw())).isNotEqualTo(Pictures.png(bare.draw()));
  }

  @Test
  void refusesARangeWithoutABarOrOutOfOrder() {
    assertThatThrownBy(() -> Bars.create().range(0, 1)).hasMessageContaining("call add first");
    assertThatThrownBy(() -> Bars.create().add("a", 1).range(2, 1))
        .hasMessageContaining("[2.0, 1.0]");
    assertThatThrownBy(() -> Bars.create().add("a", 1).range(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
