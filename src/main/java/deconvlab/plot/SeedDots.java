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
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Every seed's value as a dot, a row for each arm or contrast, with the mean and its 95 %
 * t-interval ({@link Interval#MEAN_T95}). In every row the same seed lies at the same height, so
 * that pairs can be followed. A row of paired differences has a margin: right of it, shaded, a
 * claim is right by more than would not matter.
 *
 * <pre>{@code
 * SeedDots.create().value("accuracy, tanh − sigmoid (pp)")
 *     .add("DDNet", differences).remark("supported").margin(2)
 *     .draw();
 * }</pre>
 */
public final class SeedDots extends Figure<SeedDots> {
  private static final int NAME = 22;
  private static final int GAP = 10;
  private static final int TICKS = 20;

  private final List<Row> rows = new ArrayList<>();
  private String valueTitle = "";

  /** NaN for a margin is none; {@code drawn} is which of the values have a place. */
  private record Row(
      String name, String remark, double[] values, double[] drawn, double[] mean, double margin) {
    Row(String name, String remark, double[] values, double margin) {
      this(name, remark, values, placed(values), Interval.MEAN_T95.of(placed(values)), margin);
    }

    private static double[] placed(double[] values) {
      return Arrays.stream(values).filter(v -> Math.abs(v) <= Scale.LIMIT).toArray();
    }

    boolean hasMargin() {
      return !Double.isNaN(margin);
    }

    /** Four pixels a seed, so that neighbours hardly touch. */
    int height() {
      return Math.max(26, Math.min(72, 4 * values.length));
    }

    String summary() {
      String mean =
          drawn.length == 0
              ? "no value"
              : Text.format("mean %s%s", Numbers.brief(mean()[1]), interval());
      String margin = hasMargin() ? ", margin " + Numbers.brief(margin()) : "";
      String remark = remark().isBlank() ? "" : " (" + remark() + ")";
      return Text.format("%s%s: %s, n = %d%s.", name, remark, mean, drawn.length, margin);
    }

    private String interval() {
      return drawn.length < 2
          ? ""
          : Text.format(" [%s, %s]", Numbers.brief(mean()[0]), Numbers.brief(mean()[2]));
    }
  }

  private SeedDots() {}

  /** An empty chart. */
  public static SeedDots create() {
    return new SeedDots();
  }

  /** Adds a row: one value a seed, ascending by seed; NaN where a seed has none. */
  public SeedDots add(String name, double[] values) {
    rows.add(new Row(Objects.requireNonNull(name, "name"), "", values.clone(), Double.NaN));
    return this;
  }

  /** A few words at the right end of the row added last. */
  public SeedDots remark(String words) {
    Row row = last();
    rows.add(
        new Row(row.name(), Objects.requireNonNull(words, "remark"), row.values(), row.margin()));
    return this;
  }

  /**
   * Makes the row added last one of differences, counted in a claim's direction.
   *
   * @param value what they must pass
   * @throws IllegalArgumentException if it is not finite
   */
  public SeedDots margin(double value) {
    if (!(Math.abs(value) <= Scale.LIMIT)) {
      throw new IllegalArgumentException(Text.format("margin=%s must be finite", value));
    }
    Row row = last();
    rows.add(new Row(row.name(), row.remark(), row.values(), value));
    return this;
  }

  private Row last() {
    if (rows.isEmpty()) {
      throw new IllegalStateException("remark and margin need a row: call add first");
    }
    return rows.remove(rows.size() - 1);
  }

  /** What the dots measure: quantity and unit. */
  public SeedDots value(String quantityAndUnit) {
    valueTitle = Objects.requireNonNull(quantityAndUnit, "value");
    return this;
  }

  @Override
  String summary() {
    return rows.stream().map(Row::summary).collect(Collectors.joining(" "));
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    int drawn = rows.stream().mapToInt(row -> NAME + row.height() + GAP).sum();
    return Math.max(80, drawn + TICKS + (valueTitle.isBlank() ? 0 : TICKS));
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    if (rows.stream().allMatch(row -> row.drawn().length == 0)) {
      sentence(g, area, "Nothing to draw: no seed has a value.");
      return;
    }
    int titles = TICKS + (valueTitle.isBlank() ? 0 : TICKS);
    Rectangle plot =
        new Rectangle(area.x + 8, area.y, area.width - 16, Math.max(10, area.height - titles));
    Span span = span();
    grid(g, plot, span);
    int top = plot.y;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      name(g, row, plot, top);
      Rectangle strip = new Rectangle(plot.x, top + NAME, plot.width, row.height());
      new Strip(g, strip, span).paint(row, Theme.color(row.hasMargin() ? 0 : i));
      top += NAME + row.height() + GAP;
    }
    Axes.title(g, valueTitle, plot.x + plot.width / 2, area.y + area.height - 5, area.width);
  }

  /** All dots and margins; an interval of two seeds is much wider and may be cut. */
  private Span span() {
    Span.Gather seen = new Span.Gather();
    for (Row row : rows) {
      seen.addAll(row.drawn());
      seen.addAll(row.hasMargin() ? new double[] {0, row.margin()} : new double[0]);
    }
    double room = seen.high() - seen.low();
    Span most = new Span.Gather().addAll(seen.low() - room, seen.high() + room).widened(0);
    for (Row row : rows) {
      seen.addAll(Arrays.stream(row.mean()).filter(v -> !Double.isNaN(v)).map(most::cut).toArray());
    }
    return seen.widened(0.04);
  }

  private void grid(Graphics2D g, Rectangle plot, Span span) {
    boolean differences = rows.stream().anyMatch(Row::hasMargin);
    for (Tick tick : Tick.linear(span, ticksAcross())) {
      double x = plot.x + span.share(tick.at()) * plot.width;
      boolean zero = differences && tick.at() == 0;
      g.setColor(zero ? Theme.SOFT_INK : Theme.GRID);
      g.setStroke(Theme.stroke(0, zero ? 1.5f : 1f));
      g.draw(new Line2D.Double(x, plot.y + NAME, x, plot.y + plot.height));
      Axes.label(g, tick.label(), (int) Math.round(x), plot.y + plot.height + 15, 0.5);
    }
  }

  /** On white: the grid runs on behind it. */
  private static void name(Graphics2D g, Row row, Rectangle plot, int top) {
    g.setColor(Color.WHITE);
    g.fill(new Rectangle2D.Double(plot.x - 1, top, plot.width + 2, NAME - 2));
    Font plain = Fonts.plain(Theme.TEXT_SIZE, row.remark());
    String remark = Fonts.fit(g, plain, row.remark(), plot.width / 2);
    int wide = g.getFontMetrics(plain).stringWidth(remark);
    Fonts.draw(g, plain, Theme.SOFT_INK, remark, plot.x + plot.width - wide, top + 15);
    Font bold = Fonts.bold(Theme.TEXT_SIZE, row.name());
    String name = Fonts.fit(g, bold, row.name(), plot.width - wide - 12);
    Fonts.draw(g, bold, Theme.INK, name, plot.x, top + 15);
  }

  /** The strip of one row. */
  private record Strip(Graphics2D g, Rectangle at, Span span) {
    void paint(Row row, Color color) {
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
}
