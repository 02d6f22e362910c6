package deconvlab.diagnose;

import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Signals as columns of a record's {@link RunRecord#probes()}, and back. A row is a look, or the
 * dead units counted over a split; what a row has not measured is NaN.
 */
public final class SignalTable {
  public static final String SLOPE = "gradient slope";
  public static final String INPUT_MEAN = "input mean";
  public static final String INPUT_STD = "input std";
  public static final String GRADIENT_NORM = "activation gradient norm/";
  public static final String GRADIENT_RMS = "activation gradient rms/";
  public static final String GAIN = "gain/";
  public static final String PRE_MEAN = "pre-activation mean/";
  public static final String PRE_STD = "pre-activation std/";
  public static final String MEAN = "activation mean/";
  public static final String STD = "activation std/";
  public static final String SATURATED = "saturated/";
  public static final String SILENT = "silent/";
  public static final String DEAD_CHANNELS = "dead channels/";
  public static final String DEAD_POSITIONS = "dead positions/";
  public static final String HISTOGRAM = "gradient histogram/";
  private static final String TRUNK = "trunk layers";

  private final Map<String, float[]> columns = new LinkedHashMap<>();
  private final int rows;

  private SignalTable(int rows) {
    this.rows = rows;
  }

  /** A count of dead units after {@code step} steps. */
  record DeadRow(int step, DeadUnits dead) {}

  /** The looks, then the counts. */
  static Series write(List<Signals> looks, List<DeadRow> counts) {
    SignalTable table = new SignalTable(looks.size() + counts.size());
    for (int row = 0; row < looks.size(); row++) {
      table.put(row, looks.get(row));
    }
    for (int i = 0; i < counts.size(); i++) {
      int row = looks.size() + i;
      DeadUnits dead = counts.get(i).dead();
      table.put(RunRecord.PROBE_STEP, row, counts.get(i).step());
      for (int l = 0; l < dead.layers().size(); l++) {
        table.put(DEAD_CHANNELS + dead.layers().get(l), row, dead.channels()[l]);
        table.put(DEAD_POSITIONS + dead.layers().get(l), row, dead.positions()[l]);
      }
    }
    return new Series(table.columns);
  }

  private void put(int row, Signals look) {
    put(RunRecord.PROBE_STEP, row, look.step());
    put(RunRecord.LOSS, row, look.loss());
    put(INPUT_MEAN, row, look.inputMean());
    put(INPUT_STD, row, look.inputStd());
    put(TRUNK, row, look.trunk());
    put(SLOPE, row, look.slope());
    double[] gains = look.gains();
    for (int l = 0; l < look.layers().size(); l++) {
      LayerSignal s = look.layers().get(l);
      put(PRE_MEAN + s.name(), row, s.preActivationMean());
      put(PRE_STD + s.name(), row, s.preActivationStd());
      put(MEAN + s.name(), row, s.activationMean());
      put(STD + s.name(), row, s.activationStd());
      put(SATURATED + s.name(), row, s.saturated());
      put(SILENT + s.name(), row, s.silent());
      put(GRADIENT_NORM + s.name(), row, s.gradientNorm());
      put(GRADIENT_RMS + s.name(), row, s.gradientRms());
      if (l > 0 && l <= gains.length) {
        put(GAIN + s.name(), row, gains[l - 1]);
      }
      for (int b = 0; b < Histogram.BINS; b++) {
        put(bin(s.name(), b), row, s.histogram()[b]);
      }
    }
  }

  private void put(String name, int row, double value) {
    columns
            .computeIfAbsent(
                name,
                n -> {
                  float[] column = new float[rows];
                  Arrays.fill(column, Float.NaN);
                  return column;
                })[row] =
        (float) value;
  }

  /** The column of one bin of a layer's gradient histogram, named by its lower edge in decades. */
  public static String bin(String layer, int bin) {
    return HISTOGRAM + layer + "/" + Histogram.edge(bin);
  }

  /** The layers that {@code probes} has under a prefix of this class, from input to output. */
  public static List<String> layers(Series probes, String prefix) {
    return probes.names().stream()
        .filter(n -> n.startsWith(prefix))
        .map(n -> n.substring(prefix.length()))
        .toList();
  }

  /** The looks in {@code probes}, in order; the counts of dead units are left out. */
  public static List<Signals> looks(Series probes) {
    List<Signals> looks = new ArrayList<>();
    List<String> layers = layers(probes, PRE_STD);
    if (layers.isEmpty()) {
      return looks;
    }
    Map<String, float[]> read = new LinkedHashMap<>();
    probes.names().forEach(n -> read.put(n, probes.get(n)));
    for (int row = 0; row < probes.length(); row++) {
      if (!Float.isNaN(read.get(TRUNK)[row])) {
        looks.add(look(read, layers, row));
      }
    }
    return looks;
  }

  /** The counts of dead units in {@code probes}, in order. */
  static List<DeadRow> dead(Series probes) {
    List<DeadRow> counts = new ArrayList<>();
    List<String> layers = layers(probes, DEAD_CHANNELS);
    for (int row = 0; row < probes.length() && !layers.isEmpty(); row++) {
      double[] channels = entries(probes, DEAD_CHANNELS, layers, row);
      if (!Double.isNaN(channels[0])) {
        double[] positions = entries(probes, DEAD_POSITIONS, layers, row);
        int step = (int) probes.get(RunRecord.PROBE_STEP)[row];
        counts.add(new DeadRow(step, new DeadUnits(layers, channels, positions)));
      }
    }
    return counts;
  }

  private static double[] entries(Series probes, String prefix, List<String> layers, int row) {
    return layers.stream().mapToDouble(layer -> probes.get(prefix + layer)[row]).toArray();
  }

  private static Signals look(Map<String, float[]> read, List<String> layers, int row) {
    List<LayerSignal> signals = new ArrayList<>();
    for (String layer : layers) {
      double[] histogram = new double[Histogram.BINS];
      for (int b = 0; b < histogram.length; b++) {
        histogram[b] = read.get(bin(layer, b))[row];
      }
      signals.add(
          new LayerSignal(
              layer,
              read.get(PRE_MEAN + layer)[row],
              read.get(PRE_STD + layer)[row],
              read.get(MEAN + layer)[row],
              read.get(STD + layer)[row],
              read.get(SATURATED + layer)[row],
              read.get(SILENT + layer)[row],
              read.get(GRADIENT_NORM + layer)[row],
              read.get(GRADIENT_RMS + layer)[row],
              histogram));
    }
    return new Signals(
        (int) read.get(RunRecord.PROBE_STEP)[row],
        read.get(RunRecord.LOSS)[row],
        read.get(INPUT_MEAN)[row],
        read.get(INPUT_STD)[row],
        (int) read.get(TRUNK)[row],
        signals);
  }
}
