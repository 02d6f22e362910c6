package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import org.knowm.xchart.style.markers.Marker;

/**
 * How one line of a chart looks.
 *
 * @param slot its place among the lines, by which marks are staggered
 */
record LineStyle(int slot, Color color, BasicStroke stroke, Marker marker) {
  /** Lines that are told apart by colour, dash and marker. */
  static final int ARMS = 7;

  /** The arm in {@code slot}, in its own colour, dashes and marker. */
  static LineStyle arm(int slot) {
    return new LineStyle(slot, Theme.color(slot), Theme.stroke(slot, 2.2f), Theme.marker(slot));
  }

  /** A theory of arm {@code slot}: thin, its marker hollow; {@code index} theories stand before. */
  static LineStyle theory(int slot, int index) {
    Marker hollow = hollow(Theme.closedMarker(slot + index));
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
}
