package deconvlab.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Gradient norms from the input's layer to the output's on a log scale, one line for each arm or
 * moment of training. A level line is healthy, one that falls towards the input vanishes, one that
 * rises towards the input explodes. Norms of exactly 0 lie at the floor, marked.
 */
public final class GradientFlow extends ChartFigure<GradientFlow> {
  private final List<String> layers;
  private final List<Curves.Line> lines = new ArrayList<>();
  private final List<Integer> slots = new ArrayList<>();
  private double healthyLow = Double.NaN;
  private double healthyHigh = Double.NaN;

  private GradientFlow(List<String> layers) {
    this.layers = List.copyOf(layers);
    x("layer, from input to output");
    y("gradient norm (log scale)");
    logY();
  }

  /** An empty picture over these layers, the input's first. */
  public static GradientFlow over(List<String> layers) {
    return new GradientFlow(layers);
  }

  /** Adds the norms of one arm or moment, one for each layer, in the next free colour. */
  public GradientFlow add(String label, double[] norms) {
    return add(label, norms, lines.size());
  }

  /** Adds the norms of one arm or moment in the colour of arm {@code slot}. */
  public GradientFlow add(String label, double[] norms, int slot) {
    Objects.requireNonNull(label, "label");
    Require.sameLength("norms of '" + label + "'", norms.length, "layers", layers.size());
    double[] x = IntStream.range(0, norms.length).asDoubleStream().toArray();
    lines.add(Curves.Line.of(label, x, norms));
    slots.add(slot);
    return this;
  }

  /**
   * Adds three moments of one training: the medians over its first, middle and last tenth (at least
   * one step each).
   *
   * @param norms [step][layer]
   */
  public GradientFlow addMoments(double[][] norms) {
    int tenth = Math.max(1, norms.length / 10);
    if (norms.length < 3) {
      return norms.length == 0 ? this : add("step 1", median(norms, 0, 1));
    }
    int middle = (norms.length - tenth) / 2;
    add(span(0, tenth), median(norms, 0, tenth));
    add(span(middle, tenth), median(norms, middle, tenth));
    return add(span(norms.length - tenth, tenth), median(norms, norms.length - tenth, tenth));
  }

  /** Shades the range of norms that counts as healthy. */
  public GradientFlow healthy(double low, double high) {
    if (!(low > 0 && low < high && high <= Scale.LIMIT)) {
      throw new IllegalArgumentException(
          "healthy range from %s to %s: give 0 < low < high".formatted(low, high));
    }
    healthyLow = low;
    healthyHigh = high;
    return this;
  }

  /**
   * The same norms over time: layers down the side, steps across, colour for the norm.
   *
   * @param norms [step][layer]
   */
  public static HeatMap overTime(List<String> layers, double[][] norms) {
    double[][] cells = new double[layers.size()][norms.length];
    for (int step = 0; step < norms.length; step++) {
      Require.sameLength(
          "norms of step " + (step + 1), norms[step].length, "layers", layers.size());
      for (int layer = 0; layer < cells.length; layer++) {
        cells[layer][step] = norms[step][layer];
      }
    }
    return HeatMap.of(layers, cells).log().x("step").value("gradient norm");
  }

  @Override
  GradientFlow self() {
    return this;
  }

  @Override
  String summary() {
    StringBuilder text = new StringBuilder();
    for (Curves.Line line : lines) {
      double[] y = line.y();
      if (y.length > 0) {
        text.append(text.length() == 0 ? "" : " ");
        text.append(
            "%s: %s in %s (input side), %s in %s (output side)."
                .formatted(
                    line.label(),
                    Numbers.digits(y[0], 2),
                    layers.get(0),
                    Numbers.digits(y[y.length - 1], 2),
                    layers.get(y.length - 1)));
      }
    }
    return text.toString();
  }

  @Override
  Drawing drawing() {
    if (layers.isEmpty() || lines.isEmpty()) {
      return Drawing.nothing(
          layers.isEmpty() ? "Nothing to draw: no layer." : "Nothing to draw yet: no gradients.");
    }
    List<Trace> traces =
        IntStream.range(0, lines.size())
            .mapToObj(i -> Trace.of(lines.get(i), slots.get(i), scale(), null))
            .toList();
    Span ys = heights(traces);
    Span xs = new Span(-0.4, layers.size() - 0.6);
    Plane plane = plane(xs, Tick.named(layers, 1 + (layers.size() - 1) / 40), ys);
    Legend legend = new Legend();
    shade(plane, legend, xs, ys);
    traces.forEach(trace -> trace.lines(plane));
    List<String> notes = new ArrayList<>();
    for (Trace trace : traces) {
      trace.marks(plane, 40, ys);
      legend.add(trace.legend());
      notes.addAll(trace.notes(layers));
    }
    return new Drawing(plane, legend, notes, "");
  }

  private Span heights(List<Trace> traces) {
    Span.Gather ys = new Span.Gather();
    traces.forEach(trace -> trace.heights(ys));
    if (!Double.isNaN(healthyLow)) {
      ys.addAll(scale().at(healthyLow), scale().at(healthyHigh));
    }
    Span span = ys.widened(0.08);
    // A level line is the message; on an axis zoomed to its noise nobody would see it.
    double missing = Math.max(0, 2 - (span.high() - span.low())) / 2;
    return new Span(span.low() - missing, span.high() + missing);
  }

  private void shade(Plane plane, Legend legend, Span xs, Span ys) {
    if (!Double.isNaN(healthyLow)) {
      double low = Math.max(ys.low(), scale().at(healthyLow));
      double high = Math.min(ys.high(), scale().at(healthyHigh));
      double[] x = {xs.low(), xs.high()};
      plane.band(x, new double[] {low, low}, new double[] {high, high}, Theme.HEALTHY);
      String label =
          "healthy: %s to %s".formatted(Numbers.brief(healthyLow), Numbers.brief(healthyHigh));
      legend.add(new Legend.Entry(label, Theme.HEALTHY, null, null));
    }
  }

  private static String span(int from, int count) {
    return count == 1 ? "step " + (from + 1) : "steps %d–%d".formatted(from + 1, from + count);
  }

  /**
   * The median norm of each layer over {@code count} steps from step {@code from} on; of an even
   * number of steps, the larger middle one.
   *
   * @param norms [step][layer]
   */
  public static double[] median(double[][] norms, int from, int count) {
    double[] out = new double[norms[from].length];
    for (int layer = 0; layer < out.length; layer++) {
      double[] column = new double[count];
      for (int i = 0; i < count; i++) {
        column[i] = norms[from + i][layer];
      }
      Arrays.sort(column);
      out[layer] = column[count / 2];
    }
    return out;
  }
}
