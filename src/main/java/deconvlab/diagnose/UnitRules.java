package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.util.List;
import java.util.Optional;

/** Faults of units that no longer pass gradients on. */
final class UnitRules {
  /** Share of a layer's channels. */
  static final double DEAD = 0.4;

  /** Share of a layer's units. */
  static final double SATURATED = 0.5;

  private UnitRules() {}

  static Optional<Finding> dead(Evidence e) {
    Optional<Finding> counted =
        worst(e.probes(), SignalTable.DEAD_CHANNELS, DEAD).map(UnitRules::dead);
    return counted.isPresent()
        ? counted
        : worst(e.probes(), SignalTable.SILENT, DEAD)
            .filter(w -> SignalTable.layers(e.probes(), SignalTable.DEAD_CHANNELS).isEmpty())
            .map(UnitRules::dead);
  }

  private static Finding dead(Worst w) {
    return Finding.fault(
        "dead units",
        w.layer(),
        w.step(),
        "%.0f %% of the channels are 0 on every image looked at, more than %.0f %% (the share that"
                .formatted(100 * w.share(), 100 * DEAD)
            + " Stanford's CS231n notes on ReLU warn of)",
        "a lower learning rate, leaky ReLU, biases that start at 0, batch norm");
  }

  static Optional<Finding> saturated(Evidence e) {
    return worst(e.probes(), SignalTable.SATURATED, SATURATED)
        .map(
            w ->
                Finding.fault(
                    "saturation",
                    w.layer(),
                    w.step(),
                    "%.0f %% of the units have a slope below a tenth of the greatest, more than half"
                            .formatted(100 * w.share())
                        + " (half: chosen; the effect: Glorot & Bengio 2010, section 3)",
                    "smaller initial weights, batch norm before the activation, ReLU"));
  }

  private record Worst(String layer, int step, double share) {}

  /** The layer with the largest share in its last entry, if that is above the limit. */
  private static Optional<Worst> worst(Series probes, String prefix, double limit) {
    Worst worst = null;
    List<String> layers = SignalTable.layers(probes, prefix);
    for (String layer : layers) {
      float[] shares = probes.get(prefix + layer);
      int last = shares.length - 1;
      while (last >= 0 && Float.isNaN(shares[last])) {
        last--;
      }
      if (last >= 0 && shares[last] > limit && (worst == null || shares[last] > worst.share())) {
        worst =
            new Worst(
                layer, (int) probes.get(RunRecord.PROBE_STEP)[first(shares, limit)], shares[last]);
      }
    }
    return Optional.ofNullable(worst);
  }

  private static int first(float[] shares, double limit) {
    int i = 0;
    while (!(shares[i] > limit)) {
      i++;
    }
    return i;
  }
}
