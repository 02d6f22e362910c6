package deconvlab.diagnose;

import deconvlab.math.Sample;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the rules judge.
 *
 * @param steps the series of every step, columns as {@link RunRecord} names them
 * @param looks the looks inside, oldest first
 * @param probes the same as columns, with the counts of dead units
 * @param clips what clipping is asked for, or "" for none
 * @param classes among how many a cross-entropy chooses, 0 where there is none
 */
record Observations(Series steps, List<Signals> looks, Series probes, String clips, int classes) {
  private static final int CLASSES = 10;

  /** From a run of the project's own loop. */
  static Observations of(RunRecord run) {
    ObjectNode config = run.configuration();
    double entropy = config.path("loss").path("crossEntropy").asDouble(0);
    return new Observations(
        run.steps(),
        SignalTable.looks(run.probes()),
        run.probes(),
        clips(config),
        entropy > 0 ? CLASSES : 0);
  }

  private static String clips(ObjectNode config) {
    String type = config.path("clip").path("type").asString("none");
    return type.equals("none") ? "" : type + " " + config.path("clip").path("limit").asDouble(0);
  }

  /** Whether the steps have a column of this name. */
  boolean has(String column) {
    return steps.names().contains(column);
  }

  /** The layers that the steps have under a prefix, from the input to the output. */
  List<String> layers(String prefix) {
    return SignalTable.layers(steps, prefix);
  }

  /** The median of the numbers among {@code values}; NaN where there is none. */
  static double median(double[] values) {
    double[] kept = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    return kept.length == 0 ? Double.NaN : Sample.median(kept);
  }
}
