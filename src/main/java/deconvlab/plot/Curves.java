package deconvlab.plot;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Loss, accuracy or any other quantity over steps, one line for each arm.
 *
 * <pre>{@code
 * Curves.create()
 *     .title("Batch norm lets sigmoid learn")
 *     .x("step").y("loss (nats)")
 *     .smooth(Smoothing.exponential(0.95))
 *     .add(Curves.Line.of("ReLU", losses))
 *     .draw();
 * }</pre>
 */
public final class Curves extends ChartFigure<Curves> {
  private static final int MARKS = 7;

  private final List<ChartLine> lines = new ArrayList<>();
  private final Span.Gather wantedY = new Span.Gather();
  private Smoothing smoothing;

  /**
   * One arm's line, with a band around it or without.
   *
   * @param label the arm's name in the legend
   * @param x one position for each point, ascending
   * @param y the values; what is not finite is left out and marked
   * @param low the band's lower edge, or nothing
   * @param high the band's upper edge, or nothing
   */
  public record Line(String label, double[] x, double[] y, double[] low, double[] high) {
    public Line {
      Objects.requireNonNull(label, "label");
      Require.sameLength("y of '" + label + "'", y.length, "x", x.length);
      Require.sameLength("high of '" + label + "'", high.length, "low", low.length);
      if (low.length > 0) {
        Require.sameLength("low of '" + label + "'", low.length, "x", x.length);
      }
    }

    /** A line without a band over x = 1, 2, … */
    public static Line of(String label, double[] y) {
      return of(label, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
    }

    /** A line without a band. */
    public static Line of(String label, double[] x, double[] y) {
      return new Line(label, x, y, new double[0], new double[0]);
    }

    /** The same line with a band; say in the subtitle what interval it is, and of how many runs. */
    public Line withBand(double[] low, double[] high) {
      return new Line(label, x, y, low, high);
    }
  }

  /** What the horizontal values are logarithms to; 0 for none. */
  private int base;

  private Curves() {}

  /** An empty chart. */
  public static Curves create() {
    return new Curves();
  }

  /** Adds a line in the next free colour. */
  public Curves add(Line line) {
    return add(line, ArmSlots.next(lines));
  }

  /**
   * Adds a line in the colour of arm {@code slot}, unless the arms' names have theirs ({@link
   * Hues}).
   */
  public Curves add(Line line, int slot) {
    lines.add(ChartLine.of(Objects.requireNonNull(line, "line"), slot));
    return this;
  }

  /** Adds an arm's runs over seeds, as a line with a band, in the next free colour. */
  public Curves add(SeedRuns runs) {
    return add(runs, ArmSlots.next(lines));
  }

  /** Adds an arm's runs over seeds, as a line with a band, in the colour of arm {@code slot}. */
  public Curves add(SeedRuns runs, int slot) {
    lines.add(ChartLine.of(runs, slot));
    return this;
  }

  /**
   * Adds what a theory says, thin and with hollow markers, in the hue of the arm that its label
   * names; otherwise of the arm added before it, or neutral if the label begins with "theory:".
   */
  public Curves theory(Line line) {
    lines.add(ChartLine.theory(Objects.requireNonNull(line, "line"), ArmSlots.next(lines)));
    return this;
  }

  /** Smooths every line; the raw line stays faintly behind it. */
  public Curves smooth(Smoothing mean) {
    smoothing = Objects.requireNonNull(mean, "smoothing");
    return this;
  }

  /**
   * The horizontal values are logarithms: their axis is marked with the powers of {@code base}, so
   * that −2 to base 10 reads 0.01.
   */
  public Curves xPowersOf(int base) {
    this.base = Checks.within("base", base, 2, 10);
    return this;
  }

  /** Makes sure the vertical axis reaches {@code value}. */
  public Curves includeY(double value) {
    if (scale().shows(value)) {
      wantedY.add(value);
    }
    return this;
  }

  @Override
  String summary() {
    return Stream.concat(
            lines.stream().map(arm -> summary(arm.line())),
            ChartLine.bands(lines).stream().map(band -> "(" + band.label() + ".)"))
        .collect(Collectors.joining(" "));
  }

  private static String summary(Line line) {
    double[] y = line.y();
    return line.label()
        + (y.length == 0
            ? ": no point."
            : Text.format(
                ": from %s to %s over %d %s.",
                Numbers.brief(y[0]),
                Numbers.brief(y[y.length - 1]),
                y.length,
                y.length == 1 ? "point" : "points"));
  }

  @Override
  Drawing drawing() {
    List<DrawnLine> traces = ChartLine.traces(lines, scale(), smoothing);
    Span.Gather xs = new Span.Gather();
    traces.forEach(trace -> xs.addAll(trace.x()));
    if (xs.isEmpty()) {
      return Drawing.nothing(
          lines.isEmpty()
              ? "Nothing to draw yet: no line was added."
              : "Nothing to draw yet: no line has a point.");
    }
    Span yRange = yRange(traces);
    Span xRange = xs.widened(0.01);
    double finest = traces.stream().allMatch(DrawnLine::countsWhole) ? 1 : 0;
    Plane plane = plane(xRange, xTicks(xRange, finest), yRange);
    String axis = xTitle().isBlank() ? "x" : xTitle();
    Drawing drawing = lines(plane, lines, traces, MARKS, x -> axis + " " + xLabel(x));
    if (smoothing != null) {
      BasicStroke thin = new BasicStroke(1f);
      Color grey = Theme.faint(Theme.SOFT_INK, 90);
      String text = "bold: " + smoothing.describe() + "; thin: raw";
      drawing.legend().add(new Legend.Entry(text, grey, thin, null));
    }
    return drawing;
  }

  private List<Tick> xTicks(Span range, double finest) {
    return Tick.linear(range, ticksAcross(), base == 0 ? finest : 1).stream()
        .map(tick -> base == 0 ? tick : new Tick(tick.at(), xLabel(tick.at())))
        .toList();
  }

  private String xLabel(double x) {
    return Numbers.brief(base == 0 ? x : Math.pow(base, x));
  }

  private Span yRange(List<DrawnLine> traces) {
    Span.Gather ys = heights(traces);
    if (!wantedY.isEmpty()) {
      ys.addAll(scale().at(wantedY.low()), scale().at(wantedY.high()));
    }
    return ys.widened(0.05);
  }
}
