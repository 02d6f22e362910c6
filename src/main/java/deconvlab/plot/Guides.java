package deconvlab.plot;

import deconvlab.text.Text;
import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What a chart's values are compared with: thin lines and one shaded range. */
final class Guides {
  private final List<Reference> references = new ArrayList<>();
  private Span healthy;

  private record Reference(String label, double value) {}

  void reference(String label, double value) {
    references.add(new Reference(Objects.requireNonNull(label, "label"), value));
  }

  void healthy(double low, double high, Scale scale) {
    if (!(low < high && scale.shows(low) && scale.shows(high))) {
      throw new IllegalArgumentException(
          Text.format(
              "healthy range from %s to %s: give %s",
              low, high, scale == Scale.LOG ? "0 < low < high" : "finite low < high"));
    }
    healthy = new Span(low, high);
  }

  /** The heights that must be on the axis. */
  void heights(Scale scale, Span.Gather into) {
    references.stream()
        .map(Reference::value)
        .filter(scale::shows)
        .forEach(value -> into.add(scale.at(value)));
    if (healthy != null) {
      into.addAll(scale.at(healthy.low()), scale.at(healthy.high()));
    }
  }

  void paint(Plane plane, Legend legend, Scale scale) {
    shade(plane, legend, scale);
    lines(plane, legend, scale);
  }

  void shade(Plane plane, Legend legend, Scale scale) {
    double[] x = {plane.axes().x().low(), plane.axes().x().high()};
    if (healthy != null) {
      double low = scale.at(healthy.low());
      double high = scale.at(healthy.high());
      plane.band(x, new double[] {low, low}, new double[] {high, high}, Theme.HEALTHY);
      String range = Numbers.brief(healthy.low()) + " to " + Numbers.brief(healthy.high());
      legend.add(new Legend.Entry("healthy: " + range, Theme.HEALTHY, null, null));
    }
  }

  /** The reference lines alone: above the chart's own lines where those would hide them. */
  void lines(Plane plane, Legend legend, Scale scale) {
    double[] x = {plane.axes().x().low(), plane.axes().x().high()};
    BasicStroke thin =
        new BasicStroke(
            1.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {3, 3}, 0);
    for (Reference reference : references) {
      if (scale.shows(reference.value())) {
        double height = scale.at(reference.value());
        double[] y = {height, height};
        plane.line(x, y, Theme.faint(Color.WHITE, 200), new BasicStroke(3f));
        plane.line(x, y, Theme.SOFT_INK, thin);
        legend.add(new Legend.Entry(reference.label(), Theme.SOFT_INK, thin, SeriesMarkers.NONE));
      }
    }
  }
}
