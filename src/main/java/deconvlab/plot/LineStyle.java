package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How one line of a chart looks.
 *
 * @param slot its place among the lines, by which marks are staggered
 */
record LineStyle(int slot, Color color, BasicStroke stroke, Marker marker) {
  /** Lines that are told apart by colour, dash and marker; more than this are told by depth. */
  static final int ARMS = 7;

  /** The arm in {@code slot}, in its own colour, dashes and marker. */
  static LineStyle arm(int slot) {
    return new LineStyle(slot, Theme.color(slot), Theme.stroke(slot, 2.2f), Theme.marker(slot));
  }

  /**
   * Line {@code index} of {@code count} that have an order: arms while they are few, else from dark
   * (the first) to light, without the scale's yellow end, which vanishes on white.
   */
  static LineStyle ordered(int index, int count) {
    if (count <= ARMS) {
      return arm(index);
    }
    Color color = ColorScale.SEQUENTIAL.at(0.88 * index / (count - 1));
    float width = count > 40 ? 0.9f : 1.6f;
    return new LineStyle(index, color, new BasicStroke(width), SeriesMarkers.NONE);
  }
}
