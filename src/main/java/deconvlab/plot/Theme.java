package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The house theme: one colour, dash and marker for each arm, told apart by colour-blind readers and
 * in grey print alike. Colours are those of Okabe and Ito (2008), "Color Universal Design", without
 * its yellow, which vanishes on white.
 */
public final class Theme {
  static final Color INK = new Color(0x222222);
  static final Color SOFT_INK = new Color(0x5a5a5a);
  static final Color GRID = new Color(0xe6e6e6);
  static final Color AXIS = new Color(0x9a9a9a);
  static final Color HEALTHY = new Color(0, 158, 115, 34);
  static final Color ALARM = new Color(0xb00020);
  static final float TITLE_SIZE = 18f;
  static final float TEXT_SIZE = 14f;
  static final float SMALL_SIZE = 13f;

  private static final int[] PALETTE = {
    0x0072b2, 0xd55e00, 0x009e73, 0xcc79a7, 0xe69f00, 0x56b4e9, 0x333333
  };
  private static final float[][] DASHES = {
    null, {8, 4}, {2, 3}, {9, 3, 2, 3}, {14, 4}, {5, 2}, {9, 3, 2, 3, 2, 3}
  };
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.TRIANGLE_DOWN,
    SeriesMarkers.CROSS,
    SeriesMarkers.PLUS
  };

  /** The first of them have an inside that can be left white. */
  private static final int CLOSED = 5;

  private Theme() {}

  /**
   * The colour of arm {@code slot} (0, 1, …); after seven arms the colours come round again, with
   * other dashes and markers. Arms that have a name take their slot from {@link Hues}.
   */
  public static Color color(int slot) {
    return new Color(PALETTE[Math.floorMod(slot, PALETTE.length)]);
  }

  /** The line of arm {@code slot}, {@code width} pixels wide, in that arm's dashes. */
  static BasicStroke stroke(int slot, float width) {
    float[] dash = DASHES[Math.floorMod(slot + Math.floorDiv(slot, 7), DASHES.length)];
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, dash == null ? null : dash, 0f);
  }

  /** The marker of arm {@code slot}, or where that has no inside one that has. */
  static Marker closedMarker(int slot) {
    return MARKERS[mark(slot) % CLOSED];
  }

  static Marker marker(int slot) {
    return MARKERS[mark(slot)];
  }

  private static int mark(int slot) {
    return Math.floorMod(slot + 2 * Math.floorDiv(slot, 7), MARKERS.length);
  }

  static Color faint(Color color, int alpha) {
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  /** Leaves of a chart only what is in its axes, which the {@link Axes} draw. */
  static void dress(XYChart chart) {
    XYStyler style = chart.getStyler();
    Color clear = new Color(255, 255, 255, 0);
    style.setChartBackgroundColor(clear);
    style.setPlotBackgroundColor(clear);
    style.setChartTitleVisible(false);
    style.setLegendVisible(false);
    style.setPlotBorderVisible(false);
    style.setChartPadding(0);
    style.setPlotContentSize(1.0);
    style.setMarkerSize(8);
    style.setPlotMargin(0);
    style.setPlotGridLinesVisible(false);
    style.setAxisTicksVisible(false);
    style.setAxisTitlesVisible(false);
    style.setPlotTicksMarksVisible(false);
    style.setXAxisMin(0.0).setXAxisMax(1.0);
    style.setYAxisMin(0.0).setYAxisMax(1.0);
  }
}
