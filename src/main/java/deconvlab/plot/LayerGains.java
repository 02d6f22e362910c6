package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What each layer does to the gradient that passes it, in decades: 0 passes it on, +1 makes it ten
 * times larger, −1 ten times smaller. Theory as points, measurement beside it as points with the
 * range of its runs.
 */
public final class LayerGains extends ChartFigure<LayerGains> {
  private static final double NEXT = 0.16;

  private final List<String> layers;
  private final LayerAxis axis;
  private final List<Points> points = new ArrayList<>();

  /** One kind of point in every layer; no range where {@code low} is empty. */
  private record Points(String label, double[] y, double[] low, double[] high, int slot) {}

  private LayerGains(List<String> layers) {
    this.layers = List.copyOf(layers);
    axis = new LayerAxis(this.layers);
    x(axis.title());
    y("gain (decades: log10)");
    reference("0: the gradient keeps its size", 0);
  }

  /** An empty picture over these layers, the input's first. */
  public static LayerGains over(List<String> layers) {
    return new LayerGains(layers);
  }

  /** Adds a theory's gains, log10, one for each layer. */
  public LayerGains predicted(String label, double[] gains) {
    Objects.requireNonNull(label, "label");
    Require.sameLength("gains of '" + label + "'", gains.length, "layers", layers.size());
    points.add(new Points(label, gains.clone(), new double[0], new double[0], points.size()));
    return this;
  }

  /**
   * Adds measured gains, log10: the median of the runs, with their range; n is in the legend.
   *
   * @param gains [seed][layer]
   */
  public LayerGains measured(String label, double[][] gains) {
    for (double[] run : gains) {
      Require.sameLength("gains of a run of '" + label + "'", run.length, "layers", layers.size());
    }
    SeedRuns runs = new SeedRuns(label, axis.positions(), gains, Interval.MEDIAN_RANGE);
    Curves.Line line = runs.line(null);
    points.add(new Points(line.label(), line.y(), line.low(), line.high(), points.size()));
    return this;
  }

  @Override
  LayerGains self() {
    return this;
  }

  @Override
  String summary() {
    List<String> parts = new ArrayList<>();
    for (Points kind : points) {
      List<String> some =
          Arrays.stream(LayerAxis.some(layers.size(), Look.ARMS))
              .mapToObj(l -> layers.get(l) + " " + Numbers.digits(kind.y()[l], 2))
              .toList();
      parts.add("%s: %s.".formatted(kind.label(), String.join(", ", some)));
    }
    return String.join(" ", parts);
  }

  @Override
  Drawing drawing() {
    if (layers.isEmpty() || points.isEmpty()) {
      return Drawing.nothing(
          layers.isEmpty() ? "Nothing to draw: no layer." : "Nothing to draw yet: no gain.");
    }
    Span.Gather ys = new Span.Gather();
    points.forEach(kind -> ys.addAll(kind.y()));
    points.forEach(kind -> ys.addAll(kind.low()));
    points.forEach(kind -> ys.addAll(kind.high()));
    guides().heights(scale(), ys);
    // Below a tenth of a decade a gain is level; a closer look would show noise as a trend.
    Span yRange = ys.widened(0.1).atLeast(0.4);
    Plane plane = plane(axis.span(), axis.ticks(ticksAcross()), yRange);
    Legend legend = new Legend();
    guides().paint(plane, legend, scale());
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      draw(plane, points.get(i), NEXT * (i - (points.size() - 1) / 2.0), notes);
      Marker marker = Theme.marker(points.get(i).slot());
      legend.add(new Legend.Entry(points.get(i).label(), color(i), new BasicStroke(0f), marker));
    }
    if (points.stream().anyMatch(kind -> kind.low().length > 0)) {
      BasicStroke thin = new BasicStroke(1.6f);
      String text = "point: median of the runs; bar: least to greatest";
      legend.add(new Legend.Entry(text, Theme.SOFT_INK, thin, SeriesMarkers.NONE));
    }
    return new Drawing(plane, legend, notes, "");
  }

  private Color color(int index) {
    return Theme.color(points.get(index).slot());
  }

  private void draw(Plane plane, Points kind, double shift, List<String> notes) {
    double[] x = Arrays.stream(axis.positions()).map(at -> at + shift).toArray();
    int[] broken =
        IntStream.range(0, x.length).filter(i -> !(Math.abs(kind.y()[i]) <= Scale.LIMIT)).toArray();
    double[] y = kind.y().clone();
    for (int i : broken) {
      y[i] = Double.NaN;
      plane.points(
          new double[] {x[i]},
          new double[] {plane.axes().y().high()},
          Theme.color(kind.slot()),
          SeriesMarkers.CROSS);
    }
    if (kind.low().length > 0) {
      whiskers(plane, x, kind);
    }
    plane.points(x, y, Theme.color(kind.slot()), Theme.marker(kind.slot()));
    if (broken.length > 0) {
      notes.add(
          "× %s: not known or not finite in %d of %d layers, the first %s."
              .formatted(kind.label(), broken.length, x.length, axis.name(broken[0])));
    }
  }

  /** All ranges as one line with gaps. */
  private static void whiskers(Plane plane, double[] x, Points kind) {
    double[] across = new double[3 * x.length];
    double[] up = new double[3 * x.length];
    for (int i = 0; i < x.length; i++) {
      Arrays.fill(across, 3 * i, 3 * i + 3, x[i]);
      up[3 * i] = kind.low()[i];
      up[3 * i + 1] = kind.high()[i];
      up[3 * i + 2] = Double.NaN;
    }
    plane.line(across, up, Theme.color(kind.slot()), new BasicStroke(1.6f));
  }
}
