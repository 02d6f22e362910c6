package deconvlab.plot;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A comparison shares one axis: charts side by side whose vertical axes have one title and one kind
 * of scale get one range, and matrices of one size one scale of colours (but those that were given
 * a limit).
 */
final class SharedScales {
  private SharedScales() {}

  static void apply(List<? extends Figure<?>> figures) {
    groups(figures, ChartFigure.class, ChartFigure::axisName).forEach(SharedScales::charts);
    groups(figures, MatrixPicture.class, MatrixPicture::size).forEach(SharedScales::matrices);
  }

  private static <F> Collection<List<F>> groups(
      List<? extends Figure<?>> figures, Class<F> kind, Function<F, String> common) {
    Map<String, List<F>> groups =
        figures.stream()
            .filter(kind::isInstance)
            .map(kind::cast)
            .collect(Collectors.groupingBy(common));
    groups.remove("");
    return groups.values();
  }

  @SuppressWarnings("rawtypes") // A class literal has no type arguments.
  private static void charts(List<ChartFigure> charts) {
    Span.Gather seen = new Span.Gather();
    for (ChartFigure<?> chart : charts) {
      Span own = chart.heights();
      if (own != null) {
        seen.addAll(own.low(), own.high());
      }
    }
    if (!seen.isEmpty()) {
      charts.forEach(chart -> chart.heights(new Span(seen.low(), seen.high())));
    }
  }

  private static void matrices(List<MatrixPicture> matrices) {
    double most = matrices.stream().mapToDouble(MatrixPicture::greatest).max().orElse(1);
    matrices.stream().filter(MatrixPicture::isOnItsOwnScale).forEach(matrix -> matrix.limit(most));
  }
}
