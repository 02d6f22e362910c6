package deconvlab.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Medians and percentiles by hand; nanoseconds in, milliseconds out. */
class TimingsTest {
  @Test
  void medianOfOddAndEvenCounts() {
    assertThat(Timings.of(millis(5, 1, 100)).median()).isEqualTo(5);
    assertThat(Timings.of(millis(4, 1, 100, 2)).median()).isEqualTo(3);
    Timings one = Timings.of(millis(7));
    assertThat(one).isEqualTo(new Timings(1, 7, 7, 7));
  }

  @Test
  void theSpreadLeavesATenthOutAtEachEnd() {
    long[] twenty = millis(20, 1, 19, 2, 18, 3, 17, 4, 16, 5, 15, 6, 14, 7, 13, 8, 12, 9, 11, 10);
    assertThat(Timings.of(twenty)).isEqualTo(new Timings(20, 10.5, 3, 18));
    assertThat(twenty[0]).as("the times given stay in order").isEqualTo(20_000_000);
  }

  private static long[] millis(int... values) {
    long[] nanos = new long[values.length];
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] = values[i] * 1_000_000L;
    }
    return nanos;
  }
}
