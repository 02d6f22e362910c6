package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import java.util.Optional;

/** Learning rates that fit a layer badly, seen in the size of its update beside its weights. */
final class RateRules {
  /** ‖Δw‖ / ‖w‖: two decades around the rule of thumb, 1e-3. */
  static final double HIGH = 1e-1;

  static final double LOW = 1e-5;

  private static final int SETTLED = 3;
  private static final String SOURCE = "two decades from 1e-3, Karpathy's rule (makemore part 3)";

  private RateRules() {}

  static Optional<Finding> tooHigh(Evidence e) {
    return extreme(e, true)
        .map(
            x ->
                Finding.fault(
                    "learning rate too high",
                    x.layer(),
                    x.step(),
                    "an update is %.2g of the weights (median over steps), more than %.0e (%s)"
                        .formatted(x.ratio(), HIGH, SOURCE),
                    "a lower learning rate, warm-up, clipping by norm"));
  }

  static Optional<Finding> tooLow(Evidence e) {
    return extreme(e, false)
        .map(
            x ->
                Finding.fault(
                    "learning rate too low",
                    x.layer(),
                    x.step(),
                    "an update is %.2g of the weights (median over steps), less than %.0e (%s)"
                        .formatted(x.ratio(), LOW, SOURCE),
                    "a higher learning rate, Adam, whatever mends a vanishing gradient"));
  }

  private record Extreme(String layer, int step, double ratio) {}

  private static Optional<Extreme> extreme(Evidence e, boolean high) {
    Extreme found = null;
    for (String layer : e.layers(RunRecord.UPDATE_RATIO)) {
      double[] ratios = e.steps().doubles(RunRecord.UPDATE_RATIO + layer);
      double median = Evidence.median(ratios, SETTLED);
      boolean bad = high ? median > HIGH : median < LOW;
      boolean worse = found == null || (high ? median > found.ratio() : median < found.ratio());
      if (bad && worse) {
        found = new Extreme(layer, first(ratios, high), median);
      }
    }
    return Optional.ofNullable(found);
  }

  private static int first(double[] ratios, boolean high) {
    int i = 0;
    while (high ? !(ratios[i] > HIGH) : !(ratios[i] < LOW)) {
      i++;
    }
    return i;
  }
}
