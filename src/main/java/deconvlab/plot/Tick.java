package deconvlab.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One mark of an axis. Marks are chosen here and not by XChart, whose search for labels that differ
 * does not end on some axes (200 layers of one name).
 *
 * @param at its height on the axis
 * @param label what stands beside it
 */
record Tick(double at, String label) {

  /** Round numbers 1, 2 or 5 times a power of ten apart, {@code most} at most. */
  static List<Tick> linear(Span span, int most) {
    return linear(span, most, 0);
  }

  /** The same, at least {@code finest} apart: 1 for axes that count, 0 for any other. */
  static List<Tick> linear(Span span, int most, double finest) {
    double step = niceStep(Math.max(finest, (span.high() - span.low()) / Math.max(1, most - 1)));
    double first = Math.ceil(span.low() / step - 1e-9);
    double last = Math.floor(span.high() / step + 1e-9);
    if (Math.max(Math.abs(first), Math.abs(last)) > 1e12) {
      // The range is lost in the digits of its ends: no round number can tell them apart.
      double middle = span.low() + (span.high() - span.low()) / 2;
      return List.of(new Tick(middle, Scale.LINEAR.label(middle)));
    }
    List<Tick> ticks = new ArrayList<>();
    for (double k = first; k <= last; k++) {
      ticks.add(new Tick(k * step, Scale.LINEAR.label(k * step)));
    }
    return ticks;
  }

  /** Whole decades, or 1, 2, 5 between them, or round numbers, whichever leaves three or more. */
  static List<Tick> log(Span heights, int most) {
    int low = (int) Math.ceil(heights.low() - 1e-9);
    int high = (int) Math.floor(heights.high() + 1e-9);
    if (high - low >= 2) {
      int every = Math.max(1, (int) Math.ceil((high - low + 1.0) / most));
      return IntStream.rangeClosed(low, high)
          .filter(decade -> decade % every == 0)
          .mapToObj(decade -> new Tick(decade, Scale.LOG.label(decade)))
          .toList();
    }
    List<Tick> ticks = new ArrayList<>();
    for (int decade = low - 1; decade <= high; decade++) {
      for (int digit : new int[] {1, 2, 5}) {
        double at = decade + Math.log10(digit);
        if (at >= heights.low() && at <= heights.high()) {
          ticks.add(new Tick(at, Scale.LOG.label(at)));
        }
      }
    }
    return ticks.size() >= 3 || Math.abs(heights.low()) > 100 ? ticks : narrow(heights, most);
  }

  private static List<Tick> narrow(Span heights, int most) {
    Span values = new Span(Math.pow(10, heights.low()), Math.pow(10, heights.high()));
    return linear(values, most).stream()
        .filter(tick -> tick.at() > 0)
        .map(tick -> new Tick(Math.log10(tick.at()), tick.label()))
        .toList();
  }

  /** Names at 0, 1, 2, … */
  static List<Tick> named(List<String> names) {
    return IntStream.range(0, names.size()).mapToObj(i -> new Tick(i, names.get(i))).toList();
  }

  private static double niceStep(double rough) {
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double digit = rough / decade;
    return decade * (digit <= 1 + 1e-9 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
  }
}
