package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * One line made ready for a {@link Plane}: heights instead of values, NaN where there is none.
 *
 * @param main the heights of the bold line
 * @param raw the heights behind a smoothed line, or nothing
 * @param y the values as they came
 * @param low the band's lower heights, or nothing
 * @param high the band's upper heights, or nothing
 */
record DrawnLine(
    String label,
    LineStyle look,
    Scale scale,
    double[] x,
    double[] y,
    double[] main,
    double[] raw,
    double[] low,
    double[] high) {
  private static final double[] NOTHING = {};

  /** Drops points without a position, smooths the values, takes logarithms. */
  static DrawnLine of(Curves.Line line, LineStyle look, Scale scale, Smoothing smoothing) {
    int[] kept =
        IntStream.range(0, line.x().length)
            .filter(i -> Math.abs(line.x()[i]) <= Scale.LIMIT)
            .toArray();
    double[] y = Thin.pick(line.y(), kept);
    boolean band = line.low().length > 0;
    return new DrawnLine(
        line.label(),
        look,
        scale,
        Thin.pick(line.x(), kept),
        y,
        heights(smoothing == null ? y : smoothing.of(y), scale),
        smoothing == null ? NOTHING : heights(y, scale),
        band ? edge(Thin.pick(line.low(), kept), scale) : NOTHING,
        band ? edge(Thin.pick(line.high(), kept), scale) : NOTHING);
  }

  /** As heights, but a band's end at zero or below reaches down to the floor of a log axis. */
  private static double[] edge(double[] values, Scale scale) {
    return Arrays.stream(values)
        .map(v -> scale.floors(v) ? Double.NEGATIVE_INFINITY : height(v, scale))
        .toArray();
  }

  private static double[] heights(double[] values, Scale scale) {
    return Arrays.stream(values).map(value -> height(value, scale)).toArray();
  }

  private static double height(double value, Scale scale) {
    return scale.shows(value) ? scale.at(value) : Double.NaN;
  }

  /** Several runs as one line; smoothing comes before mean and band, run by run. */
  static DrawnLine of(SeedRuns runs, LineStyle look, Scale scale, Smoothing smoothing) {
    DrawnLine raw = of(runs.line(null), look, scale, null);
    if (smoothing == null) {
      return raw;
    }
    DrawnLine smooth = of(runs.line(smoothing), look, scale, null);
    return new DrawnLine(
        raw.label, look, scale, raw.x, raw.y, smooth.main, raw.main, smooth.low, smooth.high);
  }

  /** The same, {@code by} further right. */
  DrawnLine shifted(double by) {
    double[] moved = Arrays.stream(x).map(at -> at + by).toArray();
    return new DrawnLine(label, look, scale, moved, y, main, raw, low, high);
  }

  void heights(Span.Gather into) {
    into.addAll(main).addAll(raw).addAll(low).addAll(high);
  }

  Legend.Entry legend() {
    return new Legend.Entry(label, look.color(), look.stroke(), look.marker());
  }

  /** The band, one area for each stretch in which both edges are finite. */
  void bands(Plane plane) {
    int from = 0;
    for (int i = 0; i <= low.length; i++) {
      if (i == low.length || Double.isNaN(low[i]) || Double.isNaN(high[i])) {
        if (i > from) {
          plane.band(
              Arrays.copyOfRange(x, from, i),
              Arrays.copyOfRange(low, from, i),
              Arrays.copyOfRange(high, from, i),
              Theme.faint(look.color(), 45));
        }
        from = i + 1;
      }
    }
  }

  void lines(Plane plane) {
    Color color = look.color();
    if (raw.length > 0) {
      plane.line(x, raw, Theme.faint(color, 60), new BasicStroke(1f));
    }
    if (x.length > 0) {
      plane.line(x, main, color, look.stroke());
    }
  }

  /** Whether every position is a whole number, as steps and epochs are. */
  boolean countsWhole() {
    return Arrays.stream(x).allMatch(at -> at == Math.rint(at));
  }

  boolean isPlaced(int i) {
    return scale.shows(y[i]) || scale.floors(y[i]);
  }
}
