package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One line made ready for a {@link Plane}: heights instead of values, NaN where there is none.
 *
 * @param main the heights of the bold line
 * @param raw the heights behind a smoothed line, or nothing
 * @param y the values as they came
 * @param low the band's lower heights, or nothing
 * @param high the band's upper heights, or nothing
 */
record Trace(
    String label,
    int slot,
    Scale scale,
    double[] x,
    double[] y,
    double[] main,
    double[] raw,
    double[] low,
    double[] high) {
  private static final double[] NOTHING = {};

  /** Drops points without a position, smooths the values, takes logarithms. */
  static Trace of(Curves.Line line, int slot, Scale scale, Smoothing smoothing) {
    int[] kept =
        IntStream.range(0, line.x().length)
            .filter(i -> Math.abs(line.x()[i]) <= Scale.LIMIT)
            .toArray();
    double[] y = pick(line.y(), kept);
    boolean band = line.low().length > 0;
    return new Trace(
        line.label(),
        slot,
        scale,
        pick(line.x(), kept),
        y,
        heights(smoothing == null ? y : smoothing.of(y), scale),
        smoothing == null ? NOTHING : heights(y, scale),
        band ? heights(pick(line.low(), kept), scale) : NOTHING,
        band ? heights(pick(line.high(), kept), scale) : NOTHING);
  }

  private static double[] pick(double[] values, int[] kept) {
    double[] out = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      out[i] = values[kept[i]];
    }
    return out;
  }

  private static double[] heights(double[] values, Scale scale) {
    double[] out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = scale.shows(values[i]) ? scale.at(values[i]) : Double.NaN;
    }
    return out;
  }

  void heights(Span.Gather into) {
    into.addAll(main);
    into.addAll(raw);
    into.addAll(low);
    into.addAll(high);
  }

  Legend.Entry legend() {
    return new Legend.Entry(label, Theme.color(slot), Theme.stroke(slot, 2.2f), Theme.marker(slot));
  }

  /** The band, one area for each stretch in which both edges are finite. */
  void bands(Plane plane) {
    int from = 0;
    for (int i = 0; i <= low.length; i++) {
      if (i == low.length || Double.isNaN(low[i]) || Double.isNaN(high[i])) {
        if (i - from > 1) {
          plane.band(
              Arrays.copyOfRange(x, from, i),
              Arrays.copyOfRange(low, from, i),
              Arrays.copyOfRange(high, from, i),
              Theme.faint(Theme.color(slot), 45));
        }
        from = i + 1;
      }
    }
  }

  void lines(Plane plane) {
    Color color = Theme.color(slot);
    if (raw.length > 0) {
      plane.line(x, raw, Theme.faint(color, 60), new BasicStroke(1f));
    }
    if (x.length > 0) {
      plane.line(x, main, color, Theme.stroke(slot, 2.2f));
    }
  }

  /** A few markers along the line, floors and gaps: what tells arms apart without colour. */
  void marks(Plane plane, int count, Span yRange) {
    List<Integer> finite = new ArrayList<>();
    List<Integer> floor = new ArrayList<>();
    List<Integer> broken = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      if (scale.shows(y[i])) {
        finite.add(i);
      } else if (scale.floors(y[i])) {
        floor.add(i);
      } else if (i == 0 || isPlaced(i - 1)) {
        broken.add(i);
      }
    }
    double room = (yRange.high() - yRange.low()) * 0.03;
    points(plane, spread(finite, count), Double.NaN, Theme.marker(slot));
    // Each arm at its own height, so that none hides another's.
    double edge = room * (1 + slot % 5);
    points(
        plane,
        spread(floor, Math.max(12, count)),
        yRange.low() + edge,
        SeriesMarkers.TRIANGLE_DOWN);
    points(plane, spread(broken, Math.max(12, count)), yRange.high() - edge, SeriesMarkers.CROSS);
  }

  /** What could not be drawn as a line, in sentences. */
  List<String> notes(String xTitle) {
    String axis = xTitle.isBlank() ? "x" : xTitle;
    return notes(i -> axis + " " + Numbers.brief(x[i]));
  }

  /** The same where the positions have names. */
  List<String> notes(List<String> names) {
    return notes(i -> names.get((int) x[i]));
  }

  private List<String> notes(IntFunction<String> place) {
    List<String> notes = new ArrayList<>();
    int broken = 0;
    int floor = 0;
    int first = -1;
    for (int i = 0; i < x.length; i++) {
      floor += scale.floors(y[i]) ? 1 : 0;
      if (!isPlaced(i)) {
        first = broken++ == 0 ? i : first;
      }
    }
    if (x.length == 0) {
      notes.add(label + ": no point.");
    }
    if (broken > 0) {
      notes.add(
          "× %s: %d of %d values not finite, the first (%s) at %s."
              .formatted(label, broken, x.length, Numbers.brief(y[first]), place.apply(first)));
    }
    if (floor > 0) {
      notes.add(
          "▼ %s: %d of %d values zero or negative, drawn at the floor of the log axis."
              .formatted(label, floor, x.length));
    }
    return notes;
  }

  /** Whether every position is a whole number, as steps and epochs are. */
  boolean countsWhole() {
    return Arrays.stream(x).allMatch(at -> at == Math.rint(at));
  }

  private boolean isPlaced(int i) {
    return scale.shows(y[i]) || scale.floors(y[i]);
  }

  /** At most {@code count} of the points, evenly spread, staggered by arm so that they show. */
  private List<Integer> spread(List<Integer> points, int count) {
    if (points.size() <= count) {
      return points;
    }
    List<Integer> out = new ArrayList<>();
    double stride = (double) points.size() / count;
    double offset = stride * (0.15 + 0.23 * (slot % 4));
    for (int i = 0; i < count; i++) {
      out.add(points.get((int) (offset + i * stride)));
    }
    return out;
  }

  private void points(Plane plane, List<Integer> which, double height, Marker mark) {
    if (which.isEmpty()) {
      return;
    }
    double[] px = which.stream().mapToDouble(i -> x[i]).toArray();
    double[] py =
        which.stream().mapToDouble(i -> Double.isNaN(height) ? main[i] : height).toArray();
    plane.points(px, py, Theme.color(slot), mark);
  }
}
