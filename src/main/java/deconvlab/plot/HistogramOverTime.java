package deconvlab.plot;

import deconvlab.text.Checks;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the distribution of a quantity changes: moments across, bins up, colour for the share of the
 * moment's values that lie in the bin. {@link #ridgeline} shows the same as ridges.
 */
public final class HistogramOverTime extends Figure<HistogramOverTime> {
  private static final int MOST_RIDGES = 12;

  private final Histograms histograms;
  private final double[] steps;
  private int height = 340;

  private HistogramOverTime(Histograms histograms, double[] steps) {
    this.histograms = histograms;
    this.steps = steps.clone();
  }

  /**
   * A picture of {@code counts} [moment][bin], with one entry more for the values in no bin where
   * they are known ({@link Bins#counts}).
   *
   * @param steps when each histogram was taken, ascending
   */
  public static HistogramOverTime of(Bins bins, double[] steps, double[][] counts) {
    Require.sameLength("counts", counts.length, "steps", steps.length);
    List<String> names =
        Arrays.stream(steps).mapToObj(step -> "step " + Numbers.brief(step)).toList();
    return new HistogramOverTime(new Histograms(bins, names, counts), steps);
  }

  /**
   * The same from shares of all values, as a probe measures them; what is missing to 1 lies in no
   * bin.
   *
   * @param shares [moment][bin], in [0, 1]
   */
  public static HistogramOverTime ofShares(Bins bins, double[] steps, double[][] shares) {
    return of(bins, steps, Histograms.fromShares(shares));
  }

  /** At most {@value #MOST_RIDGES} of the moments, evenly spread, as ridges from first to last. */
  public Ridgeline ridgeline() {
    int[] some = LayerAxis.some(steps.length, MOST_RIDGES);
    List<String> names = Arrays.stream(some).mapToObj(histograms.names()::get).toList();
    double[][] counts =
        Arrays.stream(some).mapToObj(i -> histograms.counts()[i]).toArray(double[][]::new);
    return Ridgeline.of(histograms.bins(), names, counts);
  }

  /** The height of the plot in pixels, 160 to 4000 (default 340). */
  public HistogramOverTime height(int pixels) {
    height = Checks.within("height", pixels, 160, 4000);
    return this;
  }

  @Override
  String summary() {
    return histograms.summary();
  }

  @Override
  int bodyHeight(Graphics2D g, int width) {
    return height + Legend.notes(g, histograms.notes(), 0, 0, width, false);
  }

  @Override
  void body(Graphics2D g, Rectangle area) {
    if (steps.length == 0) {
      sentence(g, area, "Nothing to draw yet: no histogram.");
      return;
    }
    Bins bins = histograms.bins();
    Axes axes =
        new Axes(
            new Span(-0.5, steps.length - 0.5),
            bins.span(),
            ticks(),
            bins.scale().ticks(bins.span(), height / 28),
            "step",
            bins.quantity());
    Rectangle left = new Rectangle(area.x, area.y, area.width - HeatCells.BAR + 14, height);
    Rectangle plot = axes.plot(g, left);
    HeatCells cells = HeatCells.ofShares(cells(), plot.width * SCALE);
    axes.paint(g, plot, left);
    cells.paint(g, plot);
    g.setColor(Theme.AXIS);
    g.drawRect(plot.x, plot.y, plot.width, plot.height);
    cells.bar(g, plot, "share of values (%)");
    Legend.notes(g, histograms.notes(), area.x, area.y + height, area.width, true);
  }

  /** Percent by [bin][moment], the highest bin first. */
  private double[][] cells() {
    int bins = histograms.bins().count();
    double[][] cells = new double[bins][steps.length];
    for (int moment = 0; moment < steps.length; moment++) {
      double[] shares = histograms.shares(moment);
      for (int bin = 0; bin < bins; bin++) {
        cells[bins - 1 - bin][moment] = 100 * shares[bin];
      }
    }
    return cells;
  }

  /** Round steps where the moments are equally far apart; else marks that name their column. */
  private List<Tick> ticks() {
    double distance = steps.length < 2 ? 0 : steps[1] - steps[0];
    boolean isEven =
        distance > 0
            && IntStream.range(1, steps.length)
                .allMatch(i -> Math.abs(steps[i] - steps[0] - i * distance) <= 1e-9 * steps[i]);
    if (isEven) {
      Span span = new Span(steps[0], steps[steps.length - 1]);
      return Tick.linear(span, ticksAcross(), distance).stream()
          .map(tick -> new Tick((tick.at() - steps[0]) / distance, tick.label()))
          .toList();
    }
    return Arrays.stream(LayerAxis.some(steps.length, ticksAcross()))
        .mapToObj(i -> new Tick(i, Numbers.brief(steps[i])))
        .toList();
  }
}
