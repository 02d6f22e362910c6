package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Seeds mean the same for ever: whoever changes a number here changes every published run. */
class SeedsTest {
  @Test
  void derivedSeedsAreFixed() {
    assertThat(Seeds.derive(0, "split")).isEqualTo(-5533829934346815249L);
    assertThat(Seeds.derive(1, "split")).isEqualTo(5353617647287564992L);
    assertThat(Seeds.derive(1, "weights/conv1")).isEqualTo(5336120282386391635L);
    assertThat(Seeds.derive(-5, "order/3")).isEqualTo(8404825516724927285L);
    Random stream = Seeds.stream(1, "weights/conv1");
    assertThat(stream.nextGaussian()).isEqualTo(0.6269354525475002);
    assertThat(stream.nextInt(1000)).isEqualTo(303);
  }

  @Test
  void neighbouringSeedsAndNamesGiveDifferentStreams() {
    Set<Long> seeds = new HashSet<>();
    String[] names = {"split", "order/0", "order/1", "augment/0", "dropout", "weights/conv1", ""};
    for (long seed = -50; seed < 50; seed++) {
      for (String name : names) {
        seeds.add(Seeds.derive(seed, name));
      }
    }
    assertThat(seeds).hasSize(100 * names.length);
  }

  @Test
  void streamsDoNotMoveTogether() {
    // Correlation of 4,000 pairs: standard error 0.016.
    assertThat(correlation(1, "split", 1, "dropout")).isCloseTo(0, within(0.06));
    assertThat(correlation(1, "split", 2, "split")).isCloseTo(0, within(0.06));
    assertThat(correlation(1, "weights/conv1", 1, "weights/conv2")).isCloseTo(0, within(0.06));
    assertThat(correlation(1, "split", 1, "split")).isCloseTo(1, within(1e-9));
  }

  /** Over first draws too: neighbouring seeds of java.util.Random start alike, ours must not. */
  @Test
  void firstDrawsOfNeighbouringSeedsAreSpread() {
    int below = 0;
    for (long seed = 0; seed < 1000; seed++) {
      below += Seeds.stream(seed, "split").nextDouble() < 0.5 ? 1 : 0;
    }
    assertThat(below).isBetween(430, 570);
  }

  private static double correlation(long a, String nameA, long b, String nameB) {
    Random first = Seeds.stream(a, nameA);
    Random second = Seeds.stream(b, nameB);
    double product = 0;
    double squaresA = 0;
    double squaresB = 0;
    for (int i = 0; i < 4000; i++) {
      double x = first.nextGaussian();
      double y = second.nextGaussian();
      product += x * y;
      squaresA += x * x;
      squaresB += y * y;
    }
    return product / Math.sqrt(squaresA * squaresB);
  }
}
