package deconvlab.plot;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A few shares of each layer side by side as bars, 0 to 100 %: dead channels beside dead positions,
 * saturated units of two arms. Where the layers are too many for bars, lines.
 */
public final class LayerBars extends LayerFigure<LayerBars> {
  private static final int MOST_NUMBERS = 24;

  private LayerBars(List<String> layers) {
    super(layers, "share (%)", "share");
  }

  /** An empty picture over these layers, the input's first. */
  public static LayerBars over(List<String> layers) {
    return new LayerBars(layers);
  }

  /** Adds one bar to each layer, in the next free colour; shares in [0, 1], NaN for unknown. */
  public LayerBars add(String label, double[] shares) {
    return arm("shares", label, Arrays.stream(shares).map(share -> 100 * share).toArray());
  }

  @Override
  String summary() {
    return summary(3, " %");
  }

  @Override
  Drawing drawing(List<DrawnLine> traces) {
    Span.Gather ys = new Span.Gather().addAll(0, 100);
    traces.forEach(trace -> ys.addAll(trace.y()));
    Plane plane = plane(ys.widened(0.04).from(0));
    Legend legend = new Legend();
    guides().paint(plane, legend, scale());
    List<String> notes = new ArrayList<>();
    for (int arm = 0; arm < traces.size(); arm++) {
      DrawnLine trace = traces.get(arm);
      if (axis.isNamed()) {
        legend.add(new Legend.Entry(trace.label(), trace.look().color(), null, null));
        bars(plane, trace, arm);
      } else {
        trace.lines(plane);
        legend.add(trace.legend());
        new LineMarks(trace).paint(plane, MOST_NUMBERS);
      }
      notes(trace, notes);
    }
    return new Drawing(plane, legend, notes, "");
  }

  private void bars(Plane plane, DrawnLine trace, int arm) {
    double width = 0.8 / arms.size();
    double first = -0.4 + arm * width;
    for (int layer : layers(trace, true)) {
      double percent = trace.y()[layer];
      double left = layer + first;
      double[] x = {left, left + width * 0.94};
      plane.band(x, new double[2], new double[] {percent, percent}, trace.look().color());
      if (layers.size() * arms.size() <= MOST_NUMBERS) {
        String number = Numbers.digits(percent, 2);
        plane.label(left + width / 2, Math.max(0, percent), number, Theme.SOFT_INK, 0.5);
      }
    }
    double[] at =
        Arrays.stream(layers(trace, false)).mapToDouble(l -> l + first + width / 2).toArray();
    if (at.length > 0) {
      double[] floor = new double[at.length];
      Arrays.fill(floor, 3);
      plane.points(at, floor, trace.look().color(), SeriesMarkers.CROSS);
    }
  }

  private void notes(DrawnLine trace, List<String> notes) {
    int[] broken = layers(trace, false);
    if (broken.length > 0) {
      notes.add(
          Text.format(
              "× %s: not known or not finite in %d of %d layers, the first %s.",
              trace.label(), broken.length, layers.size(), axis.name(broken[0])));
    }
  }

  /** The layers whose share is known and finite, or the others. */
  private int[] layers(DrawnLine trace, boolean known) {
    return IntStream.range(0, layers.size())
        .filter(layer -> Math.abs(trace.y()[layer]) <= Scale.LIMIT == known)
        .toArray();
  }
}
