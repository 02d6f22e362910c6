package deconvlab.plot;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A chart over layers, from the input's to the output's; each arm has one value a layer.
 *
 * @param <F> the picture itself, so that options can be chained
 */
public abstract class LayerFigure<F extends LayerFigure<F>> extends ChartFigure<F> {
  final List<String> layers;
  final LayerAxis axis;
  final List<ChartLine> arms = new ArrayList<>();
  private final String what;

  LayerFigure(List<String> layers, String yTitle, String what) {
    this.layers = List.copyOf(layers);
    this.what = what;
    axis = new LayerAxis(this.layers);
    x(axis.title());
    y(yTitle);
  }

  /** Draws the arms, of which there is one at least. */
  abstract Drawing drawing(List<DrawnLine> traces);

  final F arm(String quantity, String label, double[] values) {
    arms.add(ChartLine.of(line(quantity, label, values), ArmSlots.next(arms)));
    return self();
  }

  final F theory(String quantity, String label, double[] values) {
    arms.add(ChartLine.theory(line(quantity, label, values), ArmSlots.next(arms)));
    return self();
  }

  private Curves.Line line(String quantity, String label, double[] values) {
    Objects.requireNonNull(label, "label");
    Require.sameLength(quantity + " of '" + label + "'", values.length, "layers", layers.size());
    return Curves.Line.of(label, axis.positions(), values);
  }

  /** An arm's runs over seeds [seed][layer]: their median, and a band from least to greatest. */
  final F runs(String quantity, String label, double[][] values) {
    String name = quantity + " of a run of '" + label + "'";
    for (double[] run : values) {
      Require.sameLength(name, run.length, "layers", layers.size());
    }
    SeedRuns runs = new SeedRuns(label, axis.positions(), values, Interval.MEDIAN_RANGE);
    arms.add(ChartLine.of(runs, ArmSlots.next(arms)));
    return self();
  }

  final Plane plane(Span ys) {
    return plane(axis.span(), axis.ticks(ticksAcross()), ys);
  }

  /** Each arm's values in some of the layers. */
  final String summary(int digits, String unit) {
    int[] some = LayerAxis.some(layers.size(), LineStyle.ARMS);
    return arms.stream()
        .map(
            arm ->
                Arrays.stream(some)
                    .mapToObj(
                        l -> layers.get(l) + " " + Numbers.digits(arm.line().y()[l], digits) + unit)
                    .collect(Collectors.joining(", ", arm.line().label() + ": ", ".")))
        .collect(Collectors.joining(" "));
  }

  @Override
  final Drawing drawing() {
    if (layers.isEmpty() || arms.isEmpty()) {
      return Drawing.nothing(
          layers.isEmpty()
              ? "Nothing to draw: no layer."
              : Text.format("Nothing to draw yet: no %s.", what));
    }
    return drawing(ChartLine.traces(arms, scale(), null));
  }
}
