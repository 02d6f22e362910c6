package deconvlab.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Long lines made short without a change that could be seen. */
final class Thin {
  /** Twice as many points as a page of the usual width has pixels. */
  private static final int BUCKETS = 1700;

  private Thin() {}

  /**
   * The indices to draw: all, or of each stretch of neighbours the least and the greatest height
   * and, if there is one, a gap, so that no spike and no hole is lost.
   */
  static int[] line(double[] y) {
    if (y.length <= 2 * BUCKETS) {
      return IntStream.range(0, y.length).toArray();
    }
    List<Integer> kept = new ArrayList<>();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      int from = (int) ((long) bucket * y.length / BUCKETS);
      int to = (int) ((long) (bucket + 1) * y.length / BUCKETS);
      keep(y, from, to, kept);
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void keep(double[] y, int from, int to, List<Integer> kept) {
    int least = -1;
    int greatest = -1;
    int gap = -1;
    for (int i = from; i < to; i++) {
      if (Double.isNaN(y[i])) {
        gap = i;
      } else {
        least = least < 0 || y[i] < y[least] ? i : least;
        greatest = greatest < 0 || y[i] > y[greatest] ? i : greatest;
      }
    }
    IntStream.of(least, greatest, gap).filter(i -> i >= 0).distinct().sorted().forEach(kept::add);
  }

  /** Which heights stand alone: no gap, and a gap or an end on either side. */
  static int[] alone(double[] y) {
    return IntStream.range(0, y.length)
        .filter(
            i ->
                !Double.isNaN(y[i])
                    && (i == 0 || Double.isNaN(y[i - 1]))
                    && (i == y.length - 1 || Double.isNaN(y[i + 1])))
        .toArray();
  }

  static double[] pick(double[] values, int[] kept) {
    return Arrays.stream(kept).mapToDouble(i -> values[i]).toArray();
  }
}
