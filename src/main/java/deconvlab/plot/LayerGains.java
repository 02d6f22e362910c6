package deconvlab.plot;

import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What each layer does to the gradient that passes it, in decades: 0 passes it on, +1 makes it ten
 * times larger, −1 ten times smaller. Theory as points, measurement beside it as points with the
 * range of its runs; where the layers are too many for points, lines and a band.
 */
public final class LayerGains extends LayerFigure<LayerGains> {
  private static final double NEXT = 0.16;

  private LayerGains(List<String> layers) {
    super(layers, "gain (decades: log10)", "gain");
    reference("0: the gradient keeps its size", 0);
  }

  /** An empty picture over these layers, the input's first. */
  public static LayerGains over(List<String> layers) {
    return new LayerGains(layers);
  }

  /** Adds a theory's gains, log10, one for each layer: hollow, in the hue of what it predicts. */
  public LayerGains predicted(String label, double[] gains) {
    return theory("gains", label, gains);
  }

  /**
   * Adds measured gains, log10: the median of the runs, with their range; n is in the legend.
   *
   * @param gains [seed][layer]
   */
  public LayerGains measured(String label, double[][] gains) {
    return runs("gains", label, gains);
  }

  @Override
  String summary() {
    return summary(2, "");
  }

  @Override
  Drawing drawing(List<DrawnLine> traces) {
    // Below a tenth of a decade a gain is level; a closer look would show noise as a trend.
    Plane plane = plane(heights(traces).widened(0.1).atLeast(0.4));
    Legend legend = new Legend();
    guides().paint(plane, legend, scale());
    List<String> notes = new ArrayList<>();
    for (int i = 0; i < traces.size(); i++) {
      if (axis.isNamed()) {
        points(plane, traces.get(i).shifted(NEXT * (i - (arms.size() - 1) / 2.0)));
        legend.add(points(traces.get(i).legend()));
      } else {
        traces.get(i).bands(plane);
        traces.get(i).lines(plane);
        legend.add(traces.get(i).legend());
      }
      notes.addAll(new LineMarks(traces.get(i)).notes(axis::name));
    }
    ranges(legend);
    return new Drawing(plane, legend, notes, "");
  }

  private void ranges(Legend legend) {
    if (!axis.isNamed()) {
      ChartLine.bands(arms).forEach(legend::add);
    } else if (arms.stream().anyMatch(arm -> arm.runs() != null)) {
      String text = "point: median of the runs; bar: least to greatest";
      BasicStroke thin = new BasicStroke(1.6f);
      legend.add(new Legend.Entry(text, Theme.SOFT_INK, thin, SeriesMarkers.NONE));
    }
  }

  private static Legend.Entry points(Legend.Entry line) {
    return new Legend.Entry(line.label(), line.color(), new BasicStroke(0f), line.marker());
  }

  /** Points with their ranges, all ranges as one line with gaps. */
  private void points(Plane plane, DrawnLine trace) {
    double[] across = new double[3 * trace.low().length];
    double[] up = new double[across.length];
    for (int i = 0; i < trace.low().length; i++) {
      Arrays.fill(across, 3 * i, 3 * i + 3, trace.x()[i]);
      up[3 * i] = trace.low()[i];
      up[3 * i + 1] = trace.high()[i];
      up[3 * i + 2] = Double.NaN;
    }
    if (up.length > 0) {
      plane.line(across, up, trace.look().color(), new BasicStroke(1.6f));
    }
    new LineMarks(trace).paint(plane, layers.size());
  }
}
