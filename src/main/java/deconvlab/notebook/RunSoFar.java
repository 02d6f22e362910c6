package deconvlab.notebook;

import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a run has noted so far, or a finished run, by the names of its columns: the constants of
 * {@link RunRecord} for the steps, those of the probe for the probes. What has not been measured
 * yet is empty; a name that does not exist is an error that lists the names.
 *
 * @param total steps the run will make
 * @param steps a row a step
 * @param probes a row a look inside, or empty
 */
public record RunSoFar(int total, boolean hasEnded, Series steps, Series probes) {

  /** A finished run. */
  public static RunSoFar of(RunRecord run) {
    return new RunSoFar(run.steps().length(), true, run.steps(), run.probes());
  }

  /**
   * One quantity of every layer at the moments at which it was measured.
   *
   * @param layers from the input's to the output's
   * @param steps when, counted from 0
   * @param values [moment][layer]
   */
  public record ByLayer(List<String> layers, double[] steps, double[][] values) {
    /** The values of one layer over the moments. */
    public double[] of(String layer) {
      int at = layers.indexOf(layer);
      if (at < 0) {
        throw new IllegalArgumentException(
            Text.format("no layer '%s': there are %s", layer, layers));
      }
      return Arrays.stream(values).mapToDouble(row -> row[at]).toArray();
    }
  }

  /** Steps made so far. */
  public int done() {
    return steps.length();
  }

  /** A column of the steps. */
  public double[] step(String name) {
    return steps.length() == 0 ? new double[0] : steps.doubles(name);
  }

  /** 0, 1, 2, …: the positions of {@link #step}'s values. */
  public double[] numbers() {
    return IntStream.range(0, steps.length()).asDoubleStream().toArray();
  }

  /** All columns of the steps whose names begin with {@code prefix}; the rest names the layer. */
  public ByLayer layers(String prefix) {
    return byLayer(steps, numbers(), prefix);
  }

  /**
   * All columns of the probes whose names begin with {@code prefix}; the rest names the layer. Rows
   * in which every layer is NaN are those of other measurements, layers that are NaN in every row
   * have no such quantity (a linear layer does not saturate): both are left out.
   */
  public ByLayer probed(String prefix) {
    boolean isKnown = probes.names().stream().anyMatch(n -> n.startsWith(prefix));
    if (probes.length() == 0 || (!isKnown && !hasEnded)) {
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
