package deconvlab.plot;

import deconvlab.text.Text;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One quantity of every layer over the steps, one line for each layer. Up to seven layers are told
 * apart like arms; more are coloured by depth, from dark at the input to light at the output, and
 * over more than 250 moments each point is the median of several (the legend says of how many).
 */
public final class LayerCurves extends ChartFigure<LayerCurves> {
  private static final double PERCENT = 100;
  private static final int MOST_POINTS = 250;
  private static final int MOST_NAMES = 12;

  private final List<String> layers;
  private final double[] steps;
  private final double[][] values;
  private boolean shares;

  private LayerCurves(List<String> layers, double[] steps, double[][] values) {
    this.layers = List.copyOf(layers);
    this.steps = steps.clone();
    Require.sameLength("values", values.length, "steps", steps.length);
    this.values = Require.columns(row -> "values of moment " + row, values, layers.size());
    x("step");
  }

  /**
   * Lines over these layers, the input's first.
   *
   * @param steps where the rows of {@code values} were measured, ascending
   * @param values [moment][layer]
   */
  public static LayerCurves over(List<String> layers, double[] steps, double[][] values) {
    return new LayerCurves(layers, steps, values);
  }

  /**
   * Size of each update against the weight it changes, ‖Δw‖/‖w‖, on a log scale, with 10⁻³ as a
   * line and 10⁻⁴ to 10⁻² shaded. The line is the rule of thumb of Karpathy's makemore, part 3,
   * which takes standard deviations of lr·gradient and weight; for weights and updates that average
   * 0 the ratio of norms is the same.
   *
   * @param ratios [step][layer], not their logarithms
   */
  public static LayerCurves updateRatios(List<String> layers, double[] steps, double[][] ratios) {
    return over(layers, steps, ratios)
        .logY()
        .y("‖Δw‖ / ‖w‖ (log scale)")
        .healthy(1e-4, 1e-2)
        .reference("0.001 (log10: −3), rule of thumb", 1e-3);
  }

  /**
   * A share of each layer's units, 0 to 100 %, e.g. how many are saturated or dead.
   *
   * @param what of which units what is true, e.g. "saturated outputs"
   * @param shares [moment][layer], in [0, 1]
   */
  public static LayerCurves shares(
      String what, List<String> layers, double[] steps, double[][] shares) {
    LayerCurves curves = over(layers, steps, shares).y(what + " (%)");
    curves.shares = true;
    return curves;
  }

  @Override
  String summary() {
    if (steps.length == 0 || layers.isEmpty()) {
      return "";
    }
    String unit = shares ? " %" : "";
    List<String> parts = new ArrayList<>();
    for (int layer : LayerAxis.some(layers.size(), LineStyle.ARMS)) {
      double[] y = heights(layer);
      String first = Numbers.digits(y[0], 3);
      String last = Numbers.digits(y[y.length - 1], 3);
      parts.add(Text.format("%s from %s%s to %s%s", layers.get(layer), first, unit, last, unit));
    }
    return Text.format(
        "%d layers over %d moments: %s.", layers.size(), steps.length, String.join(", ", parts));
  }

  @Override
  Drawing drawing() {
    if (layers.isEmpty() || steps.length == 0) {
      return Drawing.nothing(
          layers.isEmpty() ? "Nothing to draw: no layer." : "Nothing to draw yet: no step.");
    }
    List<DrawnLine> traces = IntStream.range(0, layers.size()).mapToObj(this::trace).toList();
    Span xRange = new Span.Gather().addAll(steps).widened(0.01);
    Plane plane = plane(xRange, Tick.linear(xRange, ticksAcross(), 1), yRange(traces));
    Legend legend = new Legend();
    List<String> notes = new ArrayList<>();
    guides().shade(plane, legend, scale());
    traces.forEach(trace -> trace.lines(plane));
    guides().lines(plane, legend, scale());
    for (DrawnLine trace : traces) {
      new LineMarks(trace).paint(plane, LineStyle.ARMS);
      notes.addAll(new LineMarks(trace).notes(x -> "step " + Numbers.brief(x)));
    }
    if (window() > 1) {
      BasicStroke thin = new BasicStroke(1f);
      String text = Text.format("each point: median of %d moments", window());
      legend.add(new Legend.Entry(text, Theme.SOFT_INK, thin, null));
    }
    // Every layer by name while they are few: one left out looks like a layer that is missing.
    for (int layer :
        LayerAxis.some(layers.size(), layers.size() <= MOST_NAMES ? MOST_NAMES : LineStyle.ARMS)) {
      legend.add(traces.get(layer).legend());
    }
    return new Drawing(plane, legend, notes, "");
  }

  private DrawnLine trace(int layer) {
    boolean isNumbered = layers.size() > LineStyle.ARMS;
    String label =
        isNumbered ? Text.format("%d %s", layer + 1, layers.get(layer)) : layers.get(layer);
    double[] x =
        IntStream.iterate(0, i -> i < steps.length, i -> i + window())
            .mapToDouble(i -> steps[i])
            .toArray();
    double[] y = window() == 1 ? heights(layer) : pooled(heights(layer));
    Curves.Line line = Curves.Line.of(label, x, y);
    return DrawnLine.of(line, LineStyle.ordered(layer, layers.size()), scale(), null);
  }

  private double[] heights(int layer) {
    double factor = shares ? PERCENT : 1;
    return Arrays.stream(values[layer]).map(value -> factor * value).toArray();
  }

  /** Moments that become one point: many noisy lines over each other are a block of colour. */
  private int window() {
    return layers.size() <= LineStyle.ARMS ? 1 : 1 + (steps.length - 1) / MOST_POINTS;
  }

  /** The median of each window; a value that is not finite is never averaged away. */
  private double[] pooled(double[] all) {
    double[] out = new double[(all.length + window() - 1) / window()];
    for (int i = 0; i < out.length; i++) {
      int end = Math.min(all.length, (i + 1) * window());
      double[] part = Arrays.copyOfRange(all, i * window(), end);
      Arrays.sort(part);
      double worst = Math.abs(part[0]) <= Scale.LIMIT ? part[part.length - 1] : part[0];
      out[i] = Math.abs(worst) <= Scale.LIMIT ? part[part.length / 2] : worst;
    }
    return out;
  }

  private Span yRange(List<DrawnLine> traces) {
    Span.Gather ys = heights(traces);
    if (shares) {
      ys.addAll(0, PERCENT);
    }
    return ys.widened(0.04);
  }
}
