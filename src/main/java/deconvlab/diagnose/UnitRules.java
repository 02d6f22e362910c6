package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Faults of units that no longer pass gradients on. */
final class UnitRules {
  /** Share of a layer's channels. */
  static final double DEAD = 0.4;

  /** Share of a layer's units. */
  static final double SATURATED = 0.5;

  private UnitRules() {}

  /**
   * Judged by the last count over a whole split; by the last look's batch where there is none. The
   * step is that of the first count or look that passed.
   */
  static Optional<Finding> dead(Observations e) {
    boolean counted = !SignalTable.layers(e.probes(), SignalTable.DEAD_CHANNELS).isEmpty();
    return counted
        ? dead(e, SignalTable.DEAD_CHANNELS, "image of the split")
        : dead(e, SignalTable.SILENT, "image of a batch");
  }

  private static Optional<Finding> dead(Observations e, String prefix, String images) {
    return worst(e.probes(), prefix, DEAD)
        .map(
            w ->
                Finding.fault(
                    "dead units",
                    w.layer(),
                    Math.min(w.step(), first(e.probes(), SignalTable.SILENT + w.layer(), DEAD)),
                    Text.format(
                            "%.0f %% of the channels are 0 on every %s, more than %.0f %%",
                            100 * w.value(), images, 100 * DEAD)
                        + " (the share that CS231n, Neural networks, part 1, warns of)"
                        + w.alsoIn(),
                    "a lower learning rate, leaky ReLU, biases that start at 0, batch norm"));
  }

  static Optional<Finding> saturated(Observations e) {
    return worst(e.probes(), SignalTable.SATURATED, SATURATED)
        .map(
            w ->
                Finding.fault(
                    "saturation",
                    w.layer(),
                    w.step(),
                    Text.format(
                            "%.0f %% of the units have a slope below a tenth of the greatest, more than half",
                            100 * w.value())
                        + " (half: chosen; the effect: Glorot & Bengio 2010, section 3)"
                        + w.alsoIn(),
                    "smaller initial weights, batch norm before the activation, ReLU"));
  }

  /** The layer with the largest share in its last entry, of those above the limit. */
  private static Optional<Worst> worst(Series probes, String prefix, double limit) {
    List<Worst.Passed> passed = new ArrayList<>();
    for (String layer : SignalTable.layers(probes, prefix)) {
      float[] shares = probes.get(prefix + layer);
      int last = shares.length - 1;
      while (last >= 0 && Float.isNaN(shares[last])) {
        last--;
      }
      if (last >= 0 && shares[last] > limit) {
        passed.add(new Worst.Passed(layer, first(probes, prefix + layer, limit), shares[last]));
      }
    }
    return Worst.largest(passed);
  }

  /** The first step at which a column was above the limit; the largest integer if none. */
  private static int first(Series probes, String column, double limit) {
    float[] shares = probes.names().contains(column) ? probes.get(column) : new float[0];
    float[] steps = probes.get(RunRecord.PROBE_STEP);
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < shares.length; i++) {
      first = shares[i] > limit ? Math.min(first, (int) steps[i]) : first;
    }
    return first;
  }
}
