package deconvlab.plot;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The marks along a {@link DrawnLine} and the remarks below the plot: what a line alone cannot say.
 */
record LineMarks(DrawnLine trace) {
  /** A few markers along the line, floors and gaps: what tells arms apart without colour. */
  void paint(Plane plane, int count) {
    Span yRange = plane.axes().y();
    List<Integer> finite = new ArrayList<>();
    List<Integer> floor = new ArrayList<>();
    List<Integer> broken = new ArrayList<>();
    for (int i = 0; i < trace.x().length; i++) {
      if (trace.scale().shows(trace.y()[i])) {
        finite.add(i);
      } else if (trace.scale().floors(trace.y()[i])) {
        floor.add(i);
      } else if (i == 0 || trace.isPlaced(i - 1)) {
        broken.add(i);
      }
    }
    double room = (yRange.high() - yRange.low()) * 0.03;
    points(plane, spread(finite, count), Double.NaN, trace.look().marker());
    // Each arm at its own height, so that none hides another's.
    double edge = room * (1 + trace.look().slot() % 5);
    points(
        plane,
        spread(floor, Math.max(12, count)),
        yRange.low() + edge,
        SeriesMarkers.TRIANGLE_DOWN);
    points(plane, spread(broken, Math.max(12, count)), yRange.high() - edge, SeriesMarkers.CROSS);
  }

  /**
   * What could not be drawn as a line, in sentences; {@code place} says in words where a position
   * is.
   */
  List<String> notes(DoubleFunction<String> place) {
    List<String> notes = new ArrayList<>();
    int broken = 0;
    int floor = 0;
    int first = -1;
    for (int i = 0; i < trace.x().length; i++) {
      floor += trace.scale().floors(trace.y()[i]) ? 1 : 0;
      if (!trace.isPlaced(i)) {
        first = broken++ == 0 ? i : first;
      }
    }
    if (trace.x().length == 0) {
      notes.add(trace.label() + ": no point.");
    }
    if (broken > 0) {
      notes.add(
          Text.format(
              "× %s: %d of %d values not finite, the first (%s) at %s.",
              trace.label(),
              broken,
              trace.x().length,
              Numbers.brief(trace.y()[first]),
              place.apply(trace.x()[first])));
    }
    if (floor > 0) {
      notes.add(
          Text.format(
              "▼ %s: %d of %d points %s, drawn at the floor of the %saxis.",
              trace.label(),
              floor,
              trace.x().length,
              trace.scale().floor(),
              trace.scale() == Scale.LOG ? "log " : ""));
    }
    return notes;
  }

  /** At most {@code count} of the points, evenly spread, staggered by arm so that they show. */
  private List<Integer> spread(List<Integer> points, int count) {
    if (points.size() <= count) {
      return points;
    }
    List<Integer> out = new ArrayList<>();
    double stride = (double) points.size() / count;
    double offset = stride * (0.15 + 0.23 * (trace.look().slot() % 4));
    for (int i = 0; i < count; i++) {
      out.add(points.get((int) (offset + i * stride)));
    }
    return out;
  }

  private void points(Plane plane, List<Integer> which, double height, Marker mark) {
    if (which.isEmpty()) {
      return;
    }
    double[] px = which.stream().mapToDouble(i -> trace.x()[i]).toArray();
    double[] py =
        which.stream().mapToDouble(i -> Double.isNaN(height) ? trace.main()[i] : height).toArray();
    plane.points(px, py, trace.look().color(), mark);
  }
}
