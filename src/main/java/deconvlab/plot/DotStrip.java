package deconvlab.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;

/** Where the dots of one row are drawn. */
record DotStrip(Graphics2D g, Rectangle at, Span span) {
  void paint(DotRow row, Color color) {
    if (row.hasMargin()) {
      margin(row.margin());
    }
    double each = (double) at.height / row.values().length;
    for (int i = 0; i < row.values().length; i++) {
      double value = row.values()[i];
      if (Math.abs(value) <= Scale.LIMIT) {
        g.setColor(Theme.faint(color, 170));
        g.fill(new Ellipse2D.Double(x(value) - 4, at.y + (i + 0.5) * each - 4, 8, 8));
      }
    }
    mean(row.mean());
  }

  private void margin(double margin) {
    double x = x(margin);
    g.setColor(Theme.HEALTHY);
    g.fill(new Rectangle2D.Double(x, at.y, at.x + at.width - x, at.height));
    g.setColor(Theme.color(2));
    g.setStroke(Theme.stroke(1, 1.8f));
    g.draw(new Line2D.Double(x, at.y - 3, x, at.y + at.height + 3));
  }

  private void mean(double[] mean) {
    double y = at.getCenterY();
    g.setColor(Theme.INK);
    g.setStroke(Theme.stroke(0, 2f));
    if (mean[0] < mean[2]) {
      g.draw(new Line2D.Double(x(span.cut(mean[0])), y, x(span.cut(mean[2])), y));
      for (double end : new double[] {mean[0], mean[2]}) {
        if (end == span.cut(end)) {
          g.draw(new Line2D.Double(x(end), y - 6, x(end), y + 6));
        }
      }
    }
    if (!Double.isNaN(mean[1])) {
      g.draw(new Line2D.Double(x(mean[1]), y - 11, x(mean[1]), y + 11));
    }
  }

  private double x(double value) {
    return at.x + span.share(value) * at.width;
  }
}
