package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
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

  /** The {@code index}-th line's theory: thin, hollow markers, in the hue of arm {@code slot}. */
  static LineStyle theory(int slot, int index) {
    Marker hollow = hollow(Theme.marker(slot + index));
    return new LineStyle(slot, Theme.color(slot), new BasicStroke(1.2f), hollow);
  }

  private static Marker hollow(Marker whole) {
    return new Marker() {
      @Override
      public void paint(Graphics2D g, double x, double y, int size) {
        Color rim = g.getColor();
        whole.paint(g, x, y, size + 1);
        g.setColor(Color.WHITE);
        whole.paint(g, x, y, size - 3);
        g.setColor(rim);
      }
    };
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
