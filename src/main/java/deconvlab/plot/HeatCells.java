package deconvlab.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/**
 * The cells of a {@link HeatMap} as pixels, one a cell, and the bar that explains their colours.
 *
 * @param image one pixel a cell, columns averaged where they are more than the page can show
 */
record HeatCells(BufferedImage image, Span range, boolean empty, boolean vanished, boolean broken) {
  /** The width that the bar needs beside a map, with its numbers and its title. */
  static final int BAR = 92;

  private static final Color VANISHED = new Color(0xe4e4e4);

  static HeatCells of(double[][] cells, int mostColumns) {
    int columns = cells[0].length;
    int wide = Math.min(columns, mostColumns);
    double[][] heights = new double[cells.length][wide];
    Span.Gather seen = new Span.Gather();
    boolean vanished = false;
    boolean broken = false;
    for (int row = 0; row < cells.length; row++) {
      for (int x = 0; x < wide; x++) {
        int from = (int) ((long) x * columns / wide);
        int to = (int) Math.max(from + 1, (long) (x + 1) * columns / wide);
        heights[row][x] = pooled(cells[row], from, to);
        seen.add(heights[row][x]);
        vanished |= heights[row][x] == Double.NEGATIVE_INFINITY;
        broken |= Double.isNaN(heights[row][x]);
      }
    }
    Span range = seen.widened(0);
    BufferedImage image = new BufferedImage(wide, cells.length, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < cells.length; row++) {
      for (int x = 0; x < wide; x++) {
        image.setRGB(x, row, color(heights[row][x], range).getRGB());
      }
    }
    return new HeatCells(image, range, seen.isEmpty(), vanished, broken);
  }

  /** The mean; NaN if any value is NaN, +infinity or huge, -infinity if all have vanished. */
  private static double pooled(double[] row, int from, int to) {
    double sum = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      if (Scale.LINEAR.shows(row[i])) {
        sum += row[i];
        count++;
      } else if (!Scale.LINEAR.floors(row[i])) {
        return Double.NaN;
      }
    }
    return count == 0 ? Double.NEGATIVE_INFINITY : sum / count;
  }

  private static Color color(double height, Span range) {
    if (Double.isNaN(height)) {
      return Theme.ALARM;
    }
    return height == Double.NEGATIVE_INFINITY
        ? VANISHED
        : ColorScale.SEQUENTIAL.at(range.share(height));
  }

  /** The cells over the whole of {@code plot}. */
  void paint(Graphics2D g, Rectangle plot) {
    g.drawImage(image, plot.x, plot.y, plot.width, plot.height, null);
  }

  /** Each cell's number in it, where the cells of {@code plot} are large enough. */
  void numbers(Graphics2D g, Rectangle plot, double[][] cells) {
    double wide = (double) plot.width / cells[0].length;
    double high = (double) plot.height / cells.length;
    for (int row = 0; row < cells.length && high >= Theme.SMALL_SIZE + 4; row++) {
      for (int column = 0; column < cells[row].length; column++) {
        String text = Numbers.digits(cells[row][column], 3);
        Font font = Fonts.plain(Theme.SMALL_SIZE, text);
        double room = wide - g.getFontMetrics(font).stringWidth(text);
        if (room >= 4) {
          Color ink = ColorScale.inkOn(new Color(image.getRGB(column, row)));
          double y = plot.y + (row + 0.5) * high + 5;
          Fonts.draw(g, font, ink, text, plot.x + column * wide + room / 2, y);
        }
      }
    }
  }

  /**
   * The bar beside {@code plot}: its numbers, −∞ and not finite below where they occur, its title
   * on its side.
   */
  void bar(Graphics2D g, Rectangle plot, String title) {
    Rectangle area = new Rectangle(plot.x + plot.width + 18, plot.y, 14, plot.height);
    int patches = (vanished ? 1 : 0) + (broken ? 1 : 0);
    int height = area.height - patches * 20;
    int y = area.y + height + 6;
    if (!empty) {
      for (int i = 0; i < height; i++) {
        g.setColor(ColorScale.SEQUENTIAL.at(1 - (i + 0.5) / height));
        g.fillRect(area.x, area.y + i, area.width, 1);
      }
      numbers(g, area, height);
    }
    Font font = Fonts.plain(Theme.SMALL_SIZE, title);
    Graphics2D turned = (Graphics2D) g.create();
    turned.rotate(-Math.PI / 2, area.x + 72, area.y + height / 2.0);
    String text = Fonts.fit(g, font, title, height);
    int x = area.x + 72 - g.getFontMetrics(font).stringWidth(text) / 2;
    Fonts.draw(turned, font, Theme.INK, text, x, area.y + height / 2);
    turned.dispose();
    if (vanished) {
      patch(g, area, y, VANISHED, "−∞");
      y += 20;
    }
    if (broken) {
      patch(g, area, y, Theme.ALARM, "NaN, ∞");
    }
  }

  private void numbers(Graphics2D g, Rectangle area, int height) {
    for (Tick tick : Tick.linear(range, Math.max(3, height / 30))) {
      double y = area.y + (1 - range.share(tick.at())) * (height - 8) + 8;
      Axes.label(g, tick.label(), area.x + area.width + 6, y, 0);
    }
  }

  private static void patch(Graphics2D g, Rectangle area, int y, Color color, String text) {
    g.setColor(color);
    g.fillRect(area.x, y, area.width, 14);
    Axes.label(g, text, area.x + area.width + 6, y + 11, 0);
  }
}
