package deconvlab.bench;

import deconvlab.math.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * Works timed in turns, one after the other, so that a machine that drifts slows all of them alike.
 *
 * @param nanos [work][round], the mean of a round's steps
 */
record Turns(long[][] nanos) {
  /**
   * Times {@code works}, which say what they took, in rounds of {@code steps} each; a round before
   * the first warms up.
   */
  static Turns of(List<LongSupplier> works, int rounds, int steps) {
    long[][] nanos = new long[works.size()][rounds];
    round(works, steps, nanos, 0);
    for (int round = 0; round < rounds; round++) {
      round(works, steps, nanos, round);
    }
    return new Turns(nanos);
  }

  private static void round(List<LongSupplier> works, int steps, long[][] nanos, int round) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, nanos.length).boxed().toList());
    long[] taken = new long[nanos.length];
    for (int done = 0; done < steps; done++) {
      order.forEach(work -> taken[work] += works.get(work).getAsLong());
      // Another begins each turn: none always runs on the warmest caches.
      Collections.rotate(order, 1);
    }
    for (int work = 0; work < taken.length; work++) {
      nanos[work][round] = taken[work] / steps;
    }
  }

  /** Time of {@code work} over that of {@code other}. */
  Ratio ratio(int work, int other) {
    double[] ratios = new double[nanos[work].length];
    Arrays.setAll(ratios, i -> (double) nanos[work][i] / nanos[other][i]);
    Arrays.sort(ratios);
    return new Ratio(Sample.median(ratios), ratios[0], ratios[ratios.length - 1]);
  }
}
