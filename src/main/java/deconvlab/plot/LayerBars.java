package deconvlab.plot;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A few shares of each layer side by side as bars, 0 to 100 %: dead channels beside dead positions,
 * saturated units of two arms. Where the layers are too many for bars, lines.
 */
public final class LayerBars extends ChartFigure<LayerBars> {
  private static final int MOST_NUMBERS = 24;

  private final List<String> layers;
  private final LayerAxis axis;
  private final List<Group> groups = new ArrayList<>();

  /** Percent of each layer. */
  private record Group(String label, double[] percent) {}

  private LayerBars(List<String> layers) {
    this.layers = List.copyOf(layers);
    axis = new LayerAxis(this.layers);
    x(axis.title());
    y("share (%)");
  }

  /** An empty picture over these layers, the input's first. */
  public static LayerBars over(List<String> layers) {
    return new LayerBars(layers);
  }

  /**
   * Dead units of each layer, counted two ways.
   *
   * @param channels share of channels that are 0 everywhere on all inputs, in [0, 1]
   * @param positions share of single outputs (channel and place) that are 0 on all inputs
   */
  public static LayerBars deadUnits(List<String> layers, double[] channels, double[] positions) {
    return over(layers)
        .y("dead units (%)")
        .add("dead channels: 0 at every place", channels)
        .add("dead positions: 0 at one place", positions);
  }

  /** Adds one bar to each layer, in the next free colour; shares in [0, 1], NaN for unknown. */
  public LayerBars add(String label, double[] shares) {
    Objects.requireNonNull(label, "label");
    Require.sameLength("shares of '" + label + "'", shares.length, "layers", layers.size());
    groups.add(new Group(label, Arrays.stream(shares).map(share -> 100 * share).toArray()));
    return this;
  }

  @Override
  LayerBars self() {
    return this;
  }

  @Override
  String summary() {
    List<String> parts = new ArrayList<>();
    for (Group group : groups) {
      List<String> some =
          Arrays.stream(LayerAxis.some(layers.size(), Look.ARMS))
              .mapToObj(l -> layers.get(l) + " " + Numbers.digits(group.percent()[l], 3) + " %")
              .toList();
      parts.add(Text.format("%s: %s.", group.label(), String.join(", ", some)));
    }
    return String.join(" ", parts);
  }

  @Override
  Drawing drawing() {
    if (layers.isEmpty() || groups.isEmpty()) {
      return Drawing.nothing(
          layers.isEmpty() ? "Nothing to draw: no layer." : "Nothing to draw yet: no share.");
    }
    Span.Gather ys = new Span.Gather();
    ys.addAll(0, 100);
    groups.forEach(group -> ys.addAll(group.percent()));
    Plane plane = plane(axis.span(), axis.ticks(ticksAcross()), ys.widened(0.04).from(0));
    Legend legend = new Legend();
    guides().paint(plane, legend, scale());
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      if (axis.isNamed()) {
        legend.add(new Legend.Entry(groups.get(i).label(), Theme.color(i), null, null));
        bars(plane, i);
      } else {
        Curves.Line line =
            Curves.Line.of(groups.get(i).label(), axis.positions(), groups.get(i).percent());
        Trace trace = Trace.of(line, Look.arm(i), scale(), null);
        trace.lines(plane);
        legend.add(trace.legend());
        new TraceMarks(trace).paint(plane, MOST_NUMBERS);
      }
      notes(groups.get(i), notes);
    }
    return new Drawing(plane, legend, notes, "");
  }

  private void bars(Plane plane, int index) {
    double width = 0.8 / groups.size();
    double[] percent = groups.get(index).percent();
    List<Double> broken = new ArrayList<>();
    for (int layer = 0; layer < percent.length; layer++) {
      double left = layer - 0.4 + index * width;
      if (!(Math.abs(percent[layer]) <= Scale.LIMIT)) {
        broken.add(left + width / 2);
        continue;
      }
      double[] x = {left, left + width * 0.94};
      double[] zero = {0, 0};
      double[] top = {percent[layer], percent[layer]};
      plane.band(x, zero, top, Theme.color(index));
      if (layers.size() * groups.size() <= MOST_NUMBERS) {
        String number = Numbers.digits(percent[layer], 2);
        plane.label(left + width / 2, Math.max(0, percent[layer]), number, Theme.SOFT_INK, 0.5);
      }
    }
    double[] at = broken.stream().mapToDouble(Double::doubleValue).toArray();
    if (at.length > 0) {
      double[] floor = new double[at.length];
      Arrays.fill(floor, 3);
      plane.points(at, floor, Theme.color(index), SeriesMarkers.CROSS);
    }
  }

  private void notes(Group group, List<String> notes) {
    int[] broken =
        IntStream.range(0, layers.size())
            .filter(layer -> !(Math.abs(group.percent()[layer]) <= Scale.LIMIT))
            .toArray();
    if (broken.length > 0) {
      notes.add(
          Text.format(
              "× %s: not known or not finite in %d of %d layers, the first %s.",
              group.label(), broken.length, layers.size(), axis.name(broken[0])));
    }
  }
}
