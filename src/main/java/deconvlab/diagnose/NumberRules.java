package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import java.util.Optional;

/** Numbers that are none. */
final class NumberRules {
  private NumberRules() {}

  static Optional<Finding> nonFinite(Evidence e) {
    if (!e.has(RunRecord.LOSS)) {
      return Optional.empty();
    }
    int step = firstBad(e);
    if (step < 0) {
      return Optional.empty();
    }
    String layer = layer(e, step);
    float[] loss = e.steps().get(RunRecord.LOSS);
    return Optional.of(
        Finding.fault(
            "non-finite",
            layer,
            step,
            "loss %s, %s (every number must be finite)"
                .formatted(
                    loss[step],
                    layer.isEmpty()
                        ? "no layer was seen to be first"
                        : "first seen on the way forwards in " + layer),
            "look for NaN in the data; a lower learning rate, smaller initial weights, clipping"));
  }

  private static int firstBad(Evidence e) {
    float[] loss = e.steps().get(RunRecord.LOSS);
    float[] norm = e.has(RunRecord.NORM) ? e.steps().get(RunRecord.NORM) : loss;
    for (int i = 0; i < loss.length; i++) {
      if (!Float.isFinite(loss[i]) || !Float.isFinite(norm[i])) {
        return i;
      }
    }
    return -1;
  }

  /** The first layer whose activations are not numbers, or else whose gradient is none. */
  private static String layer(Evidence e, int step) {
    for (Signals look : e.looks()) {
      if (look.step() == step) {
        for (LayerSignal s : look.layers()) {
          if (!s.finite()) {
            return s.name();
          }
        }
      }
    }
    return e.layers(RunRecord.LAYER_NORM).stream()
        .filter(l -> !Float.isFinite(e.steps().get(RunRecord.LAYER_NORM + l)[step]))
        .findFirst()
        .orElse("");
  }
}
