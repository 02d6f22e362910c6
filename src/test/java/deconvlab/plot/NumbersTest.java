package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0.301,2,+0.30",
    "-1.25,2,−1.25",
    "-0.004,2,0.00",
    "0.0004,3,0.000",
    "12,0,+12",
    "NaN,2,NaN"
  })
  void signsStandBeforeAllThatIsNotZero(double value, int decimals, String text) {
    assertThat(Numbers.signed(value, decimals)).isEqualTo(text);
  }
}
