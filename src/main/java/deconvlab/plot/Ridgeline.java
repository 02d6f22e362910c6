package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Histograms one below the other, each reaching over the one above: one for each layer, or one for
 * each moment of a training. All have one scale: equal areas are equal shares.
 */
public final class Ridgeline extends Figure<Ridgeline> {
  private static final int AXIS = 42;
  private static final int TALLEST = 66;
  private static final int MOST_RIMS = 40;

  private final Histograms histograms;

  Ridgeline(Histograms histograms) {
    this.histograms = histograms;
  }

  /**
   * One ridge for each name, the first on top.
   *
   * @param names e.g. the layers
   * @param counts [name][bin], with one entry more for the values in no bin where they are known
   *     ({@link Bins#counts})
   */
  public static Ridgeline of(Bins bins, List<String> names, double[][] counts) {
    return new Ridgeline(new Histograms(bins, names, counts));
  }

  /**
   * The same from shares of all values; what is missing to 1 lies in no bin.
   *
   * @param shares [name][bin], in [0, 1]
   */
  public static Ridgeline ofShares(Bins bins, List<String> names, double[][] shares) {
    return of(bins, names, Histograms.fromShares(shares));
  }

  @Override
  String summary() {
    return histograms.summary();
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    int notes = Legend.notes(g, histograms.notes(), 0, 0, width, false);
    int rows = histograms.names().size();
    return notes + AXIS + TALLEST + Math.min(620, Math.max(60, rows * 34));
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    int count = histograms.names().size();
    if (count == 0) {
      sentence(g, area, "Nothing to draw yet: no histogram.");
      return;
    }
    Font font = Fonts.plain(Theme.SMALL_SIZE, String.join("", histograms.names()));
    int widest = Fonts.widest(g, histograms.names().stream(), name -> font);
    int left = Math.min(area.width / 3, widest + 12);
    int notes = Legend.notes(g, histograms.notes(), 0, 0, area.width, false);
    Rectangle plot =
        new Rectangle(area.x + left, area.y, area.width - left - 14, area.height - AXIS - notes);
    axis(g, plot);
    double row = (plot.height - TALLEST) / (double) count;
    double tallest =
        IntStream.range(0, count)
            .boxed()
            .flatMapToDouble(i -> Arrays.stream(histograms.shares(i)))
            .max()
            .orElse(0);
    double ridge = Math.min(TALLEST, Math.max(12, 2.4 * row)) + (row - Math.min(row, 34));
    int every = (int) Math.ceil(14 / row);
    for (int i = 0; i < count; i++) {
      double base = plot.y + TALLEST + (i + 1) * row - row * 0.15;
      ridge(g, plot, i, base, tallest == 0 ? 0 : ridge / tallest);
      if (i % every == 0) {
        name(g, font, histograms.names().get(i), plot.x - 8, base, left - 12);
      }
    }
    Legend.notes(g, histograms.notes(), area.x, area.y + area.height - notes, area.width, true);
  }

  private void ridge(Graphics2D g, Rectangle plot, int index, double base, double unit) {
    double[] shares = histograms.shares(index);
    double[] edges = histograms.bins().edges();
    Path2D area = new Path2D.Double();
    Path2D crest = new Path2D.Double();
    area.moveTo(at(plot, edges[0]), base);
    crest.moveTo(at(plot, edges[0]), base);
    for (int bin = 0; bin < shares.length; bin++) {
      double top = base - shares[bin] / relativeWidth(bin) * unit;
      step(area, at(plot, edges[bin]), at(plot, edges[bin + 1]), top, true);
      // No line where there is nothing: many of them would be all that is seen.
      boolean isOn = shares[bin] > 0 || (bin > 0 && shares[bin - 1] > 0);
      step(crest, at(plot, edges[bin]), at(plot, edges[bin + 1]), top, isOn);
    }
    area.lineTo(at(plot, edges[shares.length]), base);
    area.closePath();
    int count = histograms.names().size();
    Color color = ColorScale.SEQUENTIAL.at(count == 1 ? 0.3 : 0.88 * index / (count - 1));
    g.setColor(Theme.faint(color, 150));
    g.fill(area);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(count > MOST_RIMS ? 0.8f : 2f));
    g.draw(crest);
    g.setColor(color);
    g.setStroke(new BasicStroke(count > MOST_RIMS ? 0.4f : 1f));
    g.draw(crest);
  }

  /** Wider bins hold more: heights are shares per width of an average bin. */
  private double relativeWidth(int bin) {
    double[] edges = histograms.bins().edges();
    int count = histograms.bins().count();
    return (edges[bin + 1] - edges[bin]) * count / (edges[count] - edges[0]);
  }

  private static void step(Path2D path, double from, double to, double top, boolean isDrawn) {
    if (isDrawn) {
      path.lineTo(from, top);
      path.lineTo(to, top);
    } else {
      path.moveTo(to, top);
    }
  }

  private void axis(Graphics2D g, Rectangle plot) {
    Bins bins = histograms.bins();
    List<Tick> ticks = bins.scale().ticks(bins.span(), ticksAcross());
    for (Tick tick : ticks) {
      int x = (int) Math.round(at(plot, tick.at()));
      g.setColor(Theme.GRID);
      g.drawLine(x, plot.y, x, plot.y + plot.height + 4);
      Axes.label(g, tick.label(), x, plot.y + plot.height + 18, 0.5);
    }
    Axes.title(g, bins.quantity(), plot.x + plot.width / 2, plot.y + plot.height + 36, plot.width);
  }

  private double at(Rectangle plot, double height) {
    return plot.x + histograms.bins().span().share(height) * plot.width;
  }

  private static void name(Graphics2D g, Font font, String name, int right, double y, int room) {
    String text = Fonts.fit(g, font, name, room);
    int x = right - g.getFontMetrics(font).stringWidth(text);
    Fonts.draw(g, font, Theme.SOFT_INK, text, x, y);
  }
}
