package deconvlab.bench;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Times of repeated work in milliseconds: quote the median, show the spread.
 *
 * @param n how many were counted
 * @param median their median
 * @param low their 10th percentile
 * @param high their 90th percentile
 */
public record Timings(int n, double median, double low, double high) {
  /**
   * Sums up what {@code work} says it took, in nanoseconds, {@code steps} times.
   *
   * @param work takes its number, below 0 in the warm-up that goes before
   */
  static Timings of(int warmup, int steps, IntToLongFunction work) {
    long[] nanos = IntStream.range(-warmup, steps).mapToLong(work).toArray();
    return of(Arrays.copyOfRange(nanos, warmup, nanos.length));
  }

  /** The same of one of {@code parts} equal parts. */
  Timings each(int parts) {
    return new Timings(n, median / parts, low / parts, high / parts);
  }

  /** Sums up times in nanoseconds. */
  static Timings of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2e6;
    return new Timings(n, median, sorted[n / 10] / 1e6, sorted[n - 1 - n / 10] / 1e6);
  }
}
