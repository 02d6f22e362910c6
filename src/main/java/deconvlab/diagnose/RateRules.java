package deconvlab.diagnose;

import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learning rates that fit a layer badly, seen in the size of its update beside its weights, r =
 * ‖Δw‖₂ / ‖w‖₂. About 1e-3 is right by the rule of thumb of CS231n (Neural networks, part 3, "Ratio
 * of weights:updates") and of Karpathy's makemore, part 3; two decades on either side leave room
 * for healthy layers, which a pilot saw between 1e-3 and 6e-2 (DDNet, width 8, Adam 1e-3).
 */
final class RateRules {
  /** Above it the rate is too high. */
  static final double HIGH = 1e-1;

  /** Below it the rate is too low. */
  static final double LOW = 1e-5;

  /** Steps that have to pass {@link #HIGH} in a row: one alone may be Adam's first. */
  static final int RUNNING = 3;

  /** An update as large as the weights themselves needs no second one. */
  static final double ALONE = 1;

  private static final String SOURCE =
      "two decades from the rule of thumb, 1e-3: CS231n, and Karpathy's makemore, part 3";

  private RateRules() {}

  static Optional<Finding> tooHigh(Observations e) {
    List<Worst.Passed> passed = new ArrayList<>();
    for (String layer : e.layers(RunRecord.UPDATE_RATIO)) {
      double[] held = held(e.steps().doubles(RunRecord.UPDATE_RATIO + layer));
      int first = -1;
      double most = HIGH;
      for (int i = 0; i < held.length; i++) {
        first = first < 0 && held[i] > HIGH ? i : first;
        most = Math.max(most, held[i]);
      }
      if (first >= 0) {
        passed.add(new Worst.Passed(layer, first, most));
      }
    }
    return Worst.largest(passed)
        .map(
            w ->
                Finding.fault(
                    "learning rate too high",
                    w.layer(),
                    w.step(),
                    Text.format(
                        "updates of %.2g of the weights, above %s (%s)%s",
                        w.value(), HIGH, SOURCE, w.alsoIn()),
                    "a lower learning rate, warm-up, clipping by norm"));
  }

  /**
   * The level that the ratio held for {@value #RUNNING} steps from each step on, or for all that
   * there were before it was no number; the ratio itself where it is {@link #ALONE} or more, as
   * such a step can kill every unit and be the last that moves.
   */
  private static double[] held(double[] ratios) {
    int n = 0;
    while (n < ratios.length && !Double.isNaN(ratios[n])) {
      n++;
    }
    int window = Math.min(RUNNING, n);
    double[] held = new double[n == 0 ? 0 : n - window + 1];
    for (int i = 0; i < held.length; i++) {
      held[i] = ratios[i];
      for (int j = i + 1; j < i + window; j++) {
        held[i] = Math.min(held[i], ratios[j]);
      }
      held[i] = ratios[i] >= ALONE && Double.isFinite(ratios[i]) ? ratios[i] : held[i];
    }
    return held;
  }

  static Optional<Finding> tooLow(Observations e) {
    List<Worst.Passed> passed = new ArrayList<>();
    for (String layer : e.layers(RunRecord.UPDATE_RATIO)) {
      double[] ratios = reached(e, layer);
      double median = Observations.median(ratios);
      if (median < LOW) {
        int first = 0;
        while (!(ratios[first] < LOW)) {
          first++;
        }
        passed.add(new Worst.Passed(layer, first, median));
      }
    }
    return Worst.smallest(passed)
        .map(
            w ->
                Finding.fault(
                    "learning rate too low",
                    w.layer(),
                    w.step(),
                    Text.format(
                        "an update is %.2g of the weights, median over steps, below %s (%s)%s",
                        w.value(), LOW, SOURCE, w.alsoIn()),
                    "a higher learning rate, Adam, whatever mends a vanishing gradient"));
  }

  /** The ratios of a layer, NaN where no gradient reached it: that is no matter of the rate. */
  private static double[] reached(Observations e, String layer) {
    double[] ratios = e.steps().doubles(RunRecord.UPDATE_RATIO + layer);
    if (e.has(RunRecord.LAYER_NORM + layer)) {
      float[] norms = e.steps().get(RunRecord.LAYER_NORM + layer);
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = norms[i] > 0 ? ratios[i] : Double.NaN;
      }
    }
    return ratios;
  }
}
