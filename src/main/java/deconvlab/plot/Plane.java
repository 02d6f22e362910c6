package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.util.function.DoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One XChart line chart in the house theme. Everything comes in heights of a {@link Scale}, so that
 * the chart library sees finite numbers on linear axes only.
 */
final class Plane {
  static final int SPACING = 74;

  /** Room around the chart, taken from the page's margin. */
  static final int PADDING = 12;

  private static final BasicStroke NO_LINE = new BasicStroke(0f);

  private final XYChart chart = new XYChart(400, 300);
  private int series;

  Plane(String xTitle, String yTitle, Scale scale) {
    Theme.dress(chart, xTitle + yTitle, scale == Scale.LOG ? "⁻⁰¹²³⁴⁵⁶⁷⁸⁹" : "−·");
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    chart.getStyler().setXAxisTitleVisible(!xTitle.isBlank());
    chart.getStyler().setYAxisTitleVisible(!yTitle.isBlank());
  }

  void xAxis(Span range, DoubleFunction<String> label) {
    chart.getStyler().setXAxisMin(range.low()).setXAxisMax(range.high());
    chart.setCustomXAxisTickLabelsFormatter(label::apply);
  }

  void yAxis(Span range, DoubleFunction<String> label) {
    chart.getStyler().setYAxisMin(range.low()).setYAxisMax(range.high());
    chart.setCustomYAxisTickLabelsFormatter(label::apply);
  }

  /** About how many pixels lie between two ticks of the horizontal axis. */
  void xSpacing(int pixels) {
    chart.getStyler().setXAxisTickMarkSpacingHint(pixels);
  }

  void xRotation(int degrees) {
    chart.getStyler().setXAxisLabelRotation(degrees);
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
    AffineTransform before = g.getTransform();
    // XChart drops a tick label that would reach past the plot by more than this padding.
    g.translate(area.x - PADDING, area.y - PADDING);
    chart.paint(g, area.width + 2 * PADDING, area.height + 2 * PADDING);
    g.setTransform(before);
  }

  private XYSeries add(double[] x, double[] y, XYSeriesRenderStyle style, Color color) {
    XYSeries added = chart.addSeries("series " + series++, x, y);
    added.setXYSeriesRenderStyle(style);
    added.setLineColor(color);
    return added;
  }
}
