package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.List;

/**
 * The frame of a plot: grid, marks with labels, titles.
 *
 * @param xTicks their labels are turned where they are too wide to stand side by side
 */
record Axes(Span x, Span y, List<Tick> xTicks, List<Tick> yTicks, String xTitle, String yTitle) {
  private static final int TITLE = 20;
  private static final int GAP = 7;
  private static final int LONGEST = 130;
  private static final double TURN = Math.toRadians(40);

  /** The part of {@code area} that is left for the plot itself. */
  Rectangle plot(Graphics2D g, Rectangle area) {
    int left = widest(g, yTicks) + GAP + 4 + (yTitle.isBlank() ? 0 : TITLE + 2);
    int right = 14;
    int width = Math.max(60, area.width - left - right);
    int labels = isTurned(g, width) ? (int) (widest(g, xTicks) * Math.sin(TURN)) + 14 : 18;
    int bottom = labels + 4 + (xTitle.isBlank() ? 0 : TITLE);
    return new Rectangle(area.x + left, area.y + 6, width, Math.max(60, area.height - bottom - 6));
  }

  void paint(Graphics2D g, Rectangle plot, Rectangle area) {
    g.setStroke(new BasicStroke(1f));
    for (Tick tick : xTicks) {
      int at = plot.x + (int) Math.round(x.share(tick.at()) * plot.width);
      g.setColor(Theme.GRID);
      g.drawLine(at, plot.y, at, plot.y + plot.height);
      g.setColor(Theme.AXIS);
      g.drawLine(at, plot.y + plot.height, at, plot.y + plot.height + 4);
    }
    for (Tick tick : yTicks) {
      int at = plot.y + plot.height - (int) Math.round(y.share(tick.at()) * plot.height);
      g.setColor(Theme.GRID);
      g.drawLine(plot.x, at, plot.x + plot.width, at);
      label(g, tick.label(), plot.x - GAP, at + 4, 1);
    }
    g.setColor(Theme.AXIS);
    g.drawLine(plot.x, plot.y + plot.height, plot.x + plot.width, plot.y + plot.height);
    xLabels(g, plot, area);
    titles(g, plot, area);
  }

  private void xLabels(Graphics2D g, Rectangle plot, Rectangle area) {
    boolean isTurned = isTurned(g, plot.width);
    int bottom = plot.y + plot.height;
    for (Tick tick : xTicks) {
      int at = plot.x + (int) Math.round(x.share(tick.at()) * plot.width);
      if (isTurned) {
        Graphics2D turned = (Graphics2D) g.create();
        turned.rotate(-TURN, at + 4, bottom + 13);
        // A label runs down to the left: the first ones must end before the page does.
        int room = (int) ((at - area.x + Figure.MARGIN - 4) / Math.cos(TURN));
        label(turned, tick.label(), at + 4, bottom + 13, 1, Math.min(LONGEST, room));
        turned.dispose();
      } else {
        label(g, tick.label(), at, bottom + 18, 0.5);
      }
    }
  }

  private void titles(Graphics2D g, Rectangle plot, Rectangle area) {
    title(g, xTitle, plot.x + plot.width / 2, area.y + area.height - 5, plot.width);
    Graphics2D turned = (Graphics2D) g.create();
    int x = area.x + 13;
    int y = plot.y + plot.height / 2;
    turned.rotate(-Math.PI / 2, x, y);
    title(turned, yTitle, x, y, plot.height);
    turned.dispose();
  }

  /** An axis title, centred at {@code middle}. */
  static void title(Graphics2D g, String title, int middle, int y, int room) {
    Font font = Fonts.plain(Theme.TEXT_SIZE, title);
    String text = Fonts.fit(g, font, title, room);
    Fonts.draw(g, font, Theme.INK, text, middle - g.getFontMetrics(font).stringWidth(text) / 2, y);
  }

  /** Text that begins ({@code share} 0), is centred (0.5) or ends (1) at {@code x}. */
  static void label(Graphics2D g, String text, int x, double y, double share) {
    label(g, text, x, y, share, LONGEST);
  }

  private static void label(Graphics2D g, String text, int x, double y, double share, int room) {
    Font font = Fonts.plain(Theme.SMALL_SIZE, text);
    String shown = Fonts.fit(g, font, text, room);
    double left = x - share * g.getFontMetrics(font).stringWidth(shown);
    Fonts.draw(g, font, Theme.SOFT_INK, shown, left, y);
  }

  private boolean isTurned(Graphics2D g, int width) {
    double room = width / (x.high() - x.low()) * distance();
    return widest(g, xTicks) + 8 > room;
  }

  private double distance() {
    return xTicks.size() < 2 ? x.high() - x.low() : xTicks.get(1).at() - xTicks.get(0).at();
  }

  private static int widest(Graphics2D g, List<Tick> ticks) {
    int widest =
        Fonts.widest(
            g, ticks.stream().map(Tick::label), text -> Fonts.plain(Theme.SMALL_SIZE, text));
    return Math.min(widest, LONGEST);
  }
}
