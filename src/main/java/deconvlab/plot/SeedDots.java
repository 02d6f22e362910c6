package deconvlab.plot;

import deconvlab.text.Text;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
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

  private final List<DotRow> rows = new ArrayList<>();
  private String valueTitle = "";

  private SeedDots() {}

  /** An empty chart. */
  public static SeedDots create() {
    return new SeedDots();
  }

  /** Adds a row: one value a seed, ascending by seed; NaN where a seed has none. */
  public SeedDots add(String name, double[] values) {
    rows.add(new DotRow(Objects.requireNonNull(name, "name"), "", values.clone(), Double.NaN));
    return this;
  }

  /** A few words at the right end of the row added last. */
  public SeedDots remark(String words) {
    DotRow row = last();
    rows.add(
        new DotRow(
            row.name(), Objects.requireNonNull(words, "remark"), row.values(), row.margin()));
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
    DotRow row = last();
    rows.add(new DotRow(row.name(), row.remark(), row.values(), value));
    return this;
  }

  private DotRow last() {
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
    return rows.stream().map(DotRow::summary).collect(Collectors.joining(" "));
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
    List<Color> colors = Hues.colors(rows.stream().map(DotRow::name).toList());
    for (int i = 0; i < rows.size(); i++) {
      DotRow row = rows.get(i);
      name(g, row, plot, top);
      Rectangle strip = new Rectangle(plot.x, top + NAME, plot.width, row.height());
      new DotStrip(g, strip, span).paint(row, row.hasMargin() ? Theme.color(0) : colors.get(i));
      top += NAME + row.height() + GAP;
    }
    Axes.title(g, valueTitle, plot.x + plot.width / 2, area.y + area.height - 5, area.width);
  }

  /** All dots and margins; an interval of two seeds is much wider and may be cut. */
  private Span span() {
    Span.Gather seen = new Span.Gather();
    for (DotRow row : rows) {
      seen.addAll(row.drawn());
      seen.addAll(row.hasMargin() ? new double[] {0, row.margin()} : new double[0]);
    }
    double room = seen.high() - seen.low();
    Span most = new Span.Gather().addAll(seen.low() - room, seen.high() + room).widened(0);
    for (DotRow row : rows) {
      seen.addAll(Arrays.stream(row.mean()).filter(v -> !Double.isNaN(v)).map(most::cut).toArray());
    }
    return seen.widened(0.04);
  }

  private void grid(Graphics2D g, Rectangle plot, Span span) {
    boolean differences = rows.stream().anyMatch(DotRow::hasMargin);
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
  private static void name(Graphics2D g, DotRow row, Rectangle plot, int top) {
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
}
