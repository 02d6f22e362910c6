package deconvlab.plot;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Named values as horizontal bars from zero, each with its number, so that nobody reads a grid. */
public final class Bars extends Figure<Bars> {
  private static final int ROW = 30;
  private static final int AXIS = 26;

  private final List<Bar> bars = new ArrayList<>();
  private String valueTitle = "";
  private int digits = 3;

  private record Bar(String name, double value, int slot, double low, double high) {
    boolean hasRange() {
      return low <= high;
    }

    boolean isDrawn() {
      return Math.abs(value) <= Scale.LIMIT;
    }
  }

  private Bars() {}

  /** An empty chart. */
  public static Bars create() {
    return new Bars();
  }

  /** Adds a bar in the first colour, unless the bars' names have theirs ({@link Hues}). */
  public Bars add(String name, double value) {
    return add(name, value, 0);
  }

  /** Adds a bar in the colour of arm {@code slot}, unless the bars' names have theirs. */
  public Bars add(String name, double value, int slot) {
    bars.add(new Bar(Objects.requireNonNull(name, "name"), value, slot, Double.NaN, Double.NaN));
    return this;
  }

  /**
   * Gives the bar added last a whisker over the range of its values; the subtitle says which range
   * and of how many.
   *
   * @throws IllegalArgumentException if the ends are not finite or not in order
   */
  public Bars range(double low, double high) {
    if (bars.isEmpty()) {
      throw new IllegalStateException("range needs a bar: call add first");
    }
    if (!(low <= high && Math.abs(low) <= Scale.LIMIT && Math.abs(high) <= Scale.LIMIT)) {
      throw new IllegalArgumentException(
          Text.format("range [%s, %s] must be finite, the lower end first", low, high));
    }
    Bar bar = bars.remove(bars.size() - 1);
    bars.add(new Bar(bar.name(), bar.value(), bar.slot(), low, high));
    return this;
  }

  /** What the bars measure: quantity and unit. */
  public Bars value(String quantityAndUnit) {
    valueTitle = Objects.requireNonNull(quantityAndUnit, "value");
    return this;
  }

  /** Significant digits of the printed values, 1 to 12 (default 3). */
  public Bars digits(int significant) {
    digits = Checks.within("digits", significant, 1, 12);
    return this;
  }

  @Override
  String summary() {
    return String.join(
        "", bars.stream().map(bar -> Text.format("%s: %s. ", bar.name(), text(bar))).toList());
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    return Math.max(80, bars.size() * ROW + (valueTitle.isBlank() ? 4 : AXIS));
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    if (bars.isEmpty()) {
      sentence(g, area, "Nothing to draw yet: no bar was added.");
      return;
    }
    Span.Gather seen = new Span.Gather().addAll(0);
    bars.forEach(bar -> seen.addAll(bar.value(), bar.low(), bar.high()));
    double range = Math.max(seen.high() - seen.low(), Double.MIN_NORMAL);
    int names = Math.min(area.width * 2 / 5, widest(g, Bar::name) + 12);
    int numbers = widest(g, this::text) + 10;
    int before = seen.low() < 0 ? numbers : 0;
    double unit = (area.width - names - numbers - before) / range;
    double zero = area.x + names + before - seen.low() * unit;
    int[] slots =
        Hues.slots(
            bars.stream().map(Bar::name).toList(), bars.stream().mapToInt(Bar::slot).toArray());
    for (int i = 0; i < bars.size(); i++) {
      g.setColor(Theme.color(slots[i]));
      row(g, bars.get(i), area.x, area.y + i * ROW, names, zero, unit);
    }
    g.setColor(Theme.AXIS);
    g.drawLine((int) zero, area.y, (int) zero, area.y + bars.size() * ROW);
    text(g, valueTitle, area.x + names + before, area.y + bars.size() * ROW + 19, area.width);
  }

  private void row(Graphics2D g, Bar bar, int left, int top, int names, double zero, double unit) {
    int middle = top + ROW / 2 + 5;
    double end = bar.isDrawn() ? zero + bar.value() * unit : zero;
    g.fill(new Rectangle2D.Double(Math.min(zero, end), top + 5, Math.abs(end - zero), ROW - 10));
    text(g, bar.name(), left, middle, names - 10);
    String number = text(bar);
    Font font = Fonts.plain(Theme.TEXT_SIZE, number);
    boolean leftwards = bar.isDrawn() && bar.value() < 0;
    if (bar.hasRange()) {
      whisker(g, zero + bar.low() * unit, zero + bar.high() * unit, top + ROW / 2);
    }
    double right = bar.hasRange() ? Math.max(end, zero + bar.high() * unit) : end;
    double leftmost = bar.hasRange() ? Math.min(end, zero + bar.low() * unit) : end;
    double x = leftwards ? leftmost - 6 - g.getFontMetrics(font).stringWidth(number) : right + 6;
    Fonts.draw(g, font, bar.isDrawn() ? Theme.INK : Theme.ALARM, number, x, middle);
  }

  private static void whisker(Graphics2D g, double from, double to, int y) {
    g.setColor(Theme.INK);
    g.setStroke(Theme.stroke(0, 1.5f));
    g.draw(new Line2D.Double(from, y, to, y));
    g.draw(new Line2D.Double(from, y - 5, from, y + 5));
    g.draw(new Line2D.Double(to, y - 5, to, y + 5));
  }

  private static void text(Graphics2D g, String text, int x, int y, int room) {
    Font font = Fonts.plain(Theme.TEXT_SIZE, text);
    Fonts.draw(g, font, Theme.INK, Fonts.fit(g, font, text, room), x, y);
  }

  private String text(Bar bar) {
    String number = Numbers.digits(bar.value(), digits);
    if (!bar.isDrawn()) {
      return number + " (not finite)";
    }
    return bar.hasRange()
        ? Text.format(
            "%s (%s to %s)",
            number, Numbers.digits(bar.low(), digits), Numbers.digits(bar.high(), digits))
        : number;
  }

  private int widest(Graphics2D g, Function<Bar, String> text) {
    return Fonts.widest(g, bars.stream().map(text), t -> Fonts.plain(Theme.TEXT_SIZE, t));
  }
}
