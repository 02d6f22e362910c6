package deconvlab.notebook;

import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run has noted, by the names of its columns: the constants of {@link RunRecord} for the
 * steps, those of the probe for the probes. What was not measured is empty; a name that does not
 * exist is an error that lists the names.
 *
 * @param steps a row a step
 * @param probes a row a look inside, or empty
 */
public record RunSoFar(Series steps, Series probes) {

  /** What this run noted. */
  public static RunSoFar of(RunRecord run) {
    return new RunSoFar(run.steps(), run.probes());
  }

  /**
   * One quantity of every layer at the moments at which it was measured.
   *
   * @param layers from the input's to the output's
   * @param steps when, counted from 0
   * @param values [moment][layer]
   */
  public record ByLayer(List<String> layers, double[] steps, double[][] values) {}

  /** A column of the steps. */
  public double[] step(String name) {
    return steps.length() == 0 ? new double[0] : steps.doubles(name);
  }

  /** All columns of the steps whose names begin with {@code prefix}; the rest names the layer. */
  public ByLayer layers(String prefix) {
    return byLayer(steps, IntStream.range(0, steps.length()).asDoubleStream().toArray(), prefix);
  }

  /**
   * All columns of the probes whose names begin with {@code prefix}; the rest names the layer. Rows
   * in which every layer is NaN are those of other measurements, layers that are NaN in every row
   * have no such quantity (a linear layer does not saturate): both are left out.
   */
  public ByLayer probed(String prefix) {
    if (probes.length() == 0) {
      return new ByLayer(List.of(), new double[0], new double[0][]);
    }
    ByLayer all = byLayer(probes, probes.doubles(RunRecord.PROBE_STEP), prefix);
    int[] rows =
        IntStream.range(0, all.values().length)
            .filter(row -> !Arrays.stream(all.values()[row]).allMatch(Double::isNaN))
            .toArray();
    int[] layers =
        IntStream.range(0, all.layers().size())
            .filter(l -> Arrays.stream(all.values()).anyMatch(row -> !Double.isNaN(row[l])))
            .toArray();
    return new ByLayer(
        Arrays.stream(layers).mapToObj(all.layers()::get).toList(),
        Arrays.stream(rows).mapToDouble(row -> all.steps()[row]).toArray(),
        Arrays.stream(rows)
            .mapToObj(row -> Arrays.stream(layers).mapToDouble(l -> all.values()[row][l]).toArray())
            .toArray(double[][]::new));
  }

  private static ByLayer byLayer(Series series, double[] at, String prefix) {
    List<String> names = series.names().stream().filter(n -> n.startsWith(prefix)).toList();
    if (names.isEmpty() && series.length() > 0) {
      throw new IllegalArgumentException(
          Text.format("no column begins with '%s': there are %s", prefix, series.names()));
    }
    double[][] values = new double[series.length()][names.size()];
    for (int layer = 0; layer < names.size(); layer++) {
      double[] column = series.doubles(names.get(layer));
      for (int row = 0; row < column.length; row++) {
        values[row][layer] = column[row];
      }
    }
    List<String> layers = names.stream().map(n -> n.substring(prefix.length())).toList();
    return new ByLayer(layers, at, values);
  }
}
