package deconvlab.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What a chart's values are compared with: thin lines. */
final class Guides {
  private final List<Reference> references = new ArrayList<>();

  /** A line; without positions it goes from edge to edge. */
  private record Reference(String label, double[] x, double... y) {}

  void reference(String label, double value) {
    String name = Objects.requireNonNull(label, "label");
    references.add(new Reference(name, new double[0], value, value));
  }

  void reference(Curves.Line line) {
    references.add(new Reference(line.label(), line.x(), line.y()));
  }

  /** The heights that must be on the axis. */
  void heights(Scale scale, Span.Gather into) {
    references.stream()
        .flatMapToDouble(reference -> Arrays.stream(reference.y()))
        .filter(scale::shows)
        .forEach(value -> into.add(scale.at(value)));
  }

  void paint(Plane plane, Legend legend, Scale scale) {
    double[] edges = {plane.axes().x().low(), plane.axes().x().high()};
    BasicStroke thin =
        new BasicStroke(
            1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {3, 3}, 0);
    for (Reference reference : references) {
      if (Arrays.stream(reference.y()).allMatch(scale::shows)) {
        double[] x = reference.x().length == 0 ? edges : reference.x();
        double[] y = Arrays.stream(reference.y()).map(scale::at).toArray();
        plane.line(x, y, Theme.faint(Color.WHITE, 200), new BasicStroke(3f));
        plane.line(x, y, Theme.SOFT_INK, thin);
        legend.add(new Legend.Entry(reference.label(), Theme.SOFT_INK, thin, SeriesMarkers.NONE));
      }
    }
  }
}
