package deconvlab.plot;

import deconvlab.text.Text;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Many means with their intervals, one under the other, each held against a margin of its own
 * ("forest plot"). The axis is linear around 0 and logarithmic far from it: sign(x)·log(1 + |x|).
 */
public final class Forest extends Figure<Forest> {
  private static final int ROW = 19;
  private static final int NAMES = 430;
  private static final int REMARKS = 110;
  private static final int INDENT = 14;
  private static final int HEAD = 120;
  private static final double[] MARKS = {-100, -30, -10, -3, -1, 0, 1, 3, 10, 30, 100};

  private final List<Row> rows = new ArrayList<>();

  /** A row; mean and ends are NaN where there is nothing to draw. */
  private record Row(
      String name, double low, double mean, double high, double margin, String remark) {
    boolean isHead() {
      return Double.isNaN(margin);
    }

    String summary() {
      if (isHead()) {
        return name + ":";
      }
      String value =
          Double.isNaN(mean)
              ? "no value"
              : Text.format(
                  "%s [%s, %s]",
                  Numbers.digits(mean, 2), Numbers.digits(low, 2), Numbers.digits(high, 2));
      return Text.format("%s: %s (%s).", name, value, remark);
    }
  }

  private Forest() {}

  /** An empty chart. */
  public static Forest create() {
    return new Forest();
  }

  /**
   * Adds a row in the hue of its remark.
   *
   * @param interval lower end, mean, upper end; NaN where there is none
   * @param margin right of it a claim holds
   */
  public Forest add(String name, double[] interval, double margin, String remark) {
    Require.sameLength("interval of '" + name + "'", interval.length, "ends and mean", 3);
    rows.add(new Row(name, interval[0], interval[1], interval[2], margin, remark));
    return this;
  }

  /** Begins a group: a line of its own, in bold. */
  public Forest head(String words) {
    rows.add(new Row(words, Double.NaN, Double.NaN, Double.NaN, Double.NaN, ""));
    return this;
  }

  @Override
  String summary() {
    return rows.stream().map(Row::summary).collect(Collectors.joining(" "));
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    return rows.size() * ROW + 24;
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    int names = Math.min(NAMES, area.width / 2);
    Rectangle plot =
        new Rectangle(area.x + names, area.y, area.width - names - REMARKS, rows.size() * ROW);
    Span.Gather seen = new Span.Gather();
    rows.forEach(r -> seen.addAll(at(r.low), at(r.mean), at(r.high), at(r.margin), 0));
    Span span = seen.widened(0.03);
    List<String> remarks =
        rows.stream().map(Row::remark).filter(r -> !r.isEmpty()).distinct().toList();
    List<Color> hues = Hues.colors(remarks);
    for (int i = 0; i < rows.size(); i++) {
      shade(g, rows.get(i), new Rectangle(plot.x, plot.y + i * ROW, plot.width, ROW), span);
    }
    grid(g, plot, span);
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      Rectangle strip = new Rectangle(plot.x, plot.y + i * ROW, plot.width, ROW);
      name(g, row, strip, area.x);
      if (!row.isHead()) {
        g.setColor(hues.get(remarks.indexOf(row.remark)));
        value(g, row, strip, span);
      }
    }
  }

  private static void shade(Graphics2D g, Row row, Rectangle strip, Span span) {
    if (!row.isHead()) {
      double margin = x(strip, span, row.margin);
      g.setColor(Theme.HEALTHY);
      g.fill(new Rectangle2D.Double(margin, strip.y, strip.getMaxX() - margin, ROW));
    }
  }

  private static void name(Graphics2D g, Row row, Rectangle strip, int left) {
    int from = left + (row.isHead() ? 0 : INDENT);
    Font font =
        row.isHead()
            ? Fonts.bold(Theme.SMALL_SIZE, row.name)
            : Fonts.plain(Theme.SMALL_SIZE, row.name);
    String shown = Fonts.fit(g, font, row.name, strip.x - from + (row.isHead() ? HEAD : -8));
    Fonts.draw(g, font, Theme.INK, shown, from, strip.y + 14);
  }

  private static void value(Graphics2D g, Row row, Rectangle strip, Span span) {
    Color hue = g.getColor();
    int middle = strip.y + ROW / 2;
    Font bold = Fonts.bold(Theme.SMALL_SIZE, row.remark);
    Fonts.draw(g, bold, hue, row.remark, (int) strip.getMaxX() + 8, strip.y + 14);
    if (!Double.isNaN(row.mean)) {
      double x = x(strip, span, row.mean);
      g.setStroke(Theme.stroke(0, 2f));
      g.draw(new Line2D.Double(x(strip, span, row.low), middle, x(strip, span, row.high), middle));
      g.fill(new Ellipse2D.Double(x - 4, middle - 4, 8, 8));
    }
  }

  private static void grid(Graphics2D g, Rectangle plot, Span span) {
    for (double mark : MARKS) {
      if (at(mark) >= span.low() && at(mark) <= span.high()) {
        double x = x(plot, span, mark);
        g.setColor(mark == 0 ? Theme.SOFT_INK : Theme.GRID);
        g.setStroke(Theme.stroke(0, 1f));
        g.draw(new Line2D.Double(x, plot.y, x, plot.getMaxY()));
        Axes.label(g, Numbers.brief(mark), (int) Math.round(x), plot.getMaxY() + 16, 0.5);
      }
    }
  }

  private static double at(double value) {
    return Math.signum(value) * Math.log1p(Math.abs(value));
  }

  private static double x(Rectangle plot, Span span, double value) {
    return plot.x + span.share(at(value)) * plot.width;
  }
}
