package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.util.Arrays;
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

  private final XYChart chart = new XYChart(400, 300);
  private final Axes axes;
  private int series;

  Plane(Axes axes) {
    this.axes = axes;
    Theme.dress(chart);
    // Without a series there is nothing to paint; this one is a gap.
    points(new double[] {Double.NaN}, new double[] {Double.NaN}, Theme.INK, SeriesMarkers.NONE);
  }

  Axes axes() {
    return axes;
  }

  void line(double[] x, double[] y, Color color, BasicStroke stroke) {
    XYSeries added = add(x, y, XYSeriesRenderStyle.Line, color);
    added.setMarker(SeriesMarkers.NONE);
    added.setLineStyle(stroke);
    added.setLineWidth(stroke.getLineWidth());
  }

  void points(double[] x, double[] y, Color color, Marker marker) {
    XYSeries added = add(x, y, XYSeriesRenderStyle.Scatter, color);
    added.setMarker(marker);
    added.setMarkerColor(color);
    added.setLineStyle(NO_LINE);
  }

  /** A filled area between {@code low} and {@code high} over {@code x}; all finite. */
  void band(double[] x, double[] low, double[] high, Color fill) {
    int n = x.length;
    double[] aroundX = new double[2 * n];
    double[] aroundY = new double[2 * n];
    for (int i = 0; i < n; i++) {
      aroundX[i] = x[i];
      aroundY[i] = high[i];
      aroundX[2 * n - 1 - i] = x[i];
      aroundY[2 * n - 1 - i] = low[i];
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
