package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One XChart line chart in the house theme. XChart sees shares of both axes in [0, 1] only, so that
 * no range, however odd, reaches its arithmetic; the {@link Axes} around it are our own.
 */
final class Plane {
  private static final BasicStroke NO_LINE = new BasicStroke(0f);

  /** Smaller than the arms' markers, which may stand on it. */
  private static final Marker DOT =
      new Marker() {
        @Override
        public void paint(Graphics2D g, double x, double y, int size) {
          g.fill(new Ellipse2D.Double(x - 2.5, y - 2.5, 5, 5));
        }
      };

  private final XYChart chart = new XYChart(400, 300);
  private final Axes axes;
  private final List<Label> labels = new ArrayList<>();
  private int series;

  /** A few characters at a point of the plot. */
  private record Label(double x, double y, String text, Color color, double share) {}

  Plane(Axes axes) {
    this.axes = axes;
    Theme.dress(chart);
    // Without a series there is nothing to paint; this one is a gap.
    points(new double[] {Double.NaN}, new double[] {Double.NaN}, Theme.INK, SeriesMarkers.NONE);
  }

  Axes axes() {
    return axes;
  }

  /** A line; a point alone between two gaps, which no line reaches, is a dot. */
  void line(double[] x, double[] y, Color color, BasicStroke stroke) {
    int[] kept = Thin.line(y);
    double[] across = Thin.pick(x, kept);
    double[] up = Thin.pick(y, kept);
    XYSeries added = add(across, up, XYSeriesRenderStyle.Line, color);
    added.setMarker(SeriesMarkers.NONE);
    added.setLineStyle(stroke);
    added.setLineWidth(stroke.getLineWidth());
    int[] alone = Thin.alone(up);
    if (alone.length > 0) {
      points(Thin.pick(across, alone), Thin.pick(up, alone), color, DOT);
    }
  }

  void points(double[] x, double[] y, Color color, Marker marker) {
    XYSeries added = add(x, y, XYSeriesRenderStyle.Scatter, color);
    added.setMarker(marker);
    added.setMarkerColor(color);
    added.setLineStyle(NO_LINE);
  }

  /**
   * A short text above a point; it begins there ({@code share} 0), ends there (1) or is centred.
   */
  void label(double x, double y, String text, Color color, double share) {
    labels.add(new Label(axes.x().share(x), axes.y().share(y), text, color, share));
  }

  /**
   * A filled area between {@code low} and {@code high} over {@code x}, cut where it leaves the
   * axes; not NaN. Over a single point it is a narrow bar.
   */
  void band(double[] x, double[] low, double[] high, Color fill) {
    int n = x.length;
    if (n == 1) {
      double half = 0.003 * (axes.x().high() - axes.x().low());
      double[] low2 = {low[0], low[0]};
      double[] high2 = {high[0], high[0]};
      band(new double[] {x[0] - half, x[0] + half}, low2, high2, fill);
      return;
    }
    double[] aroundX = new double[2 * n];
    double[] aroundY = new double[2 * n];
    Span ys = axes.y();
    for (int i = 0; i < n; i++) {
      aroundX[i] = x[i];
      aroundY[i] = ys.cut(high[i]);
      aroundX[2 * n - 1 - i] = x[i];
      aroundY[2 * n - 1 - i] = ys.cut(low[i]);
    }
    XYSeries added = add(aroundX, aroundY, XYSeriesRenderStyle.PolygonArea, fill);
    added.setMarker(SeriesMarkers.NONE);
    added.setFillColor(fill);
    added.setLineColor(new Color(0, 0, 0, 0));
  }

  void paint(Graphics2D g, Rectangle area) {
    Rectangle plot = axes.plot(g, area);
    axes.paint(g, plot, area);
    AffineTransform before = g.getTransform();
    g.translate(plot.x, plot.y);
    chart.paint(g, plot.width, plot.height);
    g.setTransform(before);
    labels.forEach(label -> paint(g, plot, label));
  }

  private static void paint(Graphics2D g, Rectangle plot, Label label) {
    Font font = Fonts.plain(Theme.SMALL_SIZE, label.text());
    int wide = g.getFontMetrics(font).stringWidth(label.text());
    double x = plot.x + label.x() * plot.width - label.share() * wide;
    double y = plot.y + plot.height - label.y() * plot.height - 5;
    float left = (float) Math.max(plot.x, Math.min(x, plot.x + plot.width - wide));
    float base = (float) Math.max(plot.y + 10, Math.min(y, plot.y + plot.height - 5));
    Shape text =
        font.createGlyphVector(g.getFontRenderContext(), label.text()).getOutline(left, base);
    // A white rim, so that the text can be read on lines and bands.
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(3f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(text);
    g.setColor(label.color());
    g.fill(text);
  }

  private XYSeries add(double[] x, double[] y, XYSeriesRenderStyle style, Color color) {
    double[] across = Arrays.stream(x).map(axes.x()::share).toArray();
    double[] up = Arrays.stream(y).map(axes.y()::share).toArray();
    XYSeries added = chart.addSeries("series " + series++, across, up);
    added.setXYSeriesRenderStyle(style);
    added.setLineColor(color);
    return added;
  }
}
