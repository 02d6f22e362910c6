package deconvlab.verify;

import deconvlab.text.Text;
import java.util.Arrays;

/**
 * Compares a run of ours with a file's, step by step. Relative errors and what they are held to,
 * S_l and S_g being the file's spreads:
 *
 * <ul>
 *   <li>loss: |loss − ours|/loss within max(1e-4, 5·S_l); after the last update, the largest S_l
 *   <li>gradients: |grad_l2 − ours|/grad_global_l2 of every parameter and of the global norm itself
 *       within max(1e-2, 5·S_g), in steps 0 to 2 within 2e-4
 *   <li>learning rate: within 1e-6
 *   <li>parameters after the last update: |final_param_l2 − ours| over the norm of all of them
 *       within max(1e-3, 5 times the largest S_g)
 * </ul>
 */
final class TrainingComparison {
  private static final double LOSS = 1e-4;
  private static final double GRADIENT = 1e-2;
  private static final double EARLY_GRADIENT = 2e-4;
  private static final int EARLY = 3;
  private static final double RATE = 1e-6;
  private static final double PARAMETER = 1e-3;
  private static final double SPREADS = 5;

  private final RunForm run;
  private final TrainingNumbers expected;
  private final TrainingNumbers ours;
  private double largest;
  private double itsTolerance;
  private String first = "";

  private TrainingComparison(RunForm run, TrainingNumbers ours) {
    this.run = run;
    expected = run.numbers();
    this.ours = ours;
  }

  /** The verdict: the first quantity that is off, and the largest error of any. */
  static OperatorResult check(RunForm run, TrainingNumbers ours, Operator operator) {
    TrainingComparison comparison = new TrainingComparison(run, ours);
    for (int t = 0; t < run.steps(); t++) {
      comparison.step(t);
    }
    comparison.end();
    return new OperatorResult(
        operator.name(),
        comparison.first.isEmpty(),
        comparison.largest,
        comparison.itsTolerance,
        comparison.first);
  }

  private void step(int t) {
    TrainingNumbers e = expected;
    String at = " at step " + t;
    add("lr" + at, ours.rates()[t], e.rates()[t], e.rates()[t], RATE);
    double loss = Math.max(LOSS, SPREADS * run.lossSpread()[t]);
    add("loss" + at, ours.losses()[t], e.losses()[t], e.losses()[t], loss);
    double gradient =
        t < EARLY ? EARLY_GRADIENT : Math.max(GRADIENT, SPREADS * run.gradL2Spread()[t]);
    double whole = e.wholes()[t];
    for (int p = 0; p < run.paramNames().size(); p++) {
      String name = "grad_l2 of " + run.paramNames().get(p) + at;
      add(name, ours.gradients()[t][p], e.gradients()[t][p], whole, gradient);
    }
    add("grad_global_l2" + at, ours.wholes()[t], whole, whole, gradient);
  }

  private void end() {
    TrainingNumbers e = expected;
    double loss = Math.max(LOSS, SPREADS * max(run.lossSpread()));
    add("loss_after_last_step", ours.lossAfter(), e.lossAfter(), e.lossAfter(), loss);
    double tolerance = Math.max(PARAMETER, SPREADS * max(run.gradL2Spread()));
    double whole = 0;
    for (double norm : e.finals()) {
      whole = Math.hypot(whole, norm);
    }
    for (int p = 0; p < run.paramNames().size(); p++) {
      String name = "final_param_l2 of " + run.paramNames().get(p);
      add(name, ours.finals()[p], e.finals()[p], whole, tolerance);
    }
  }

  private void add(String what, double actual, double expected, double scale, double tolerance) {
    double gap = Math.abs(actual - expected) / (scale == 0 ? 1 : Math.abs(scale));
    double error = Double.isNaN(gap) ? Double.POSITIVE_INFINITY : gap;
    if (error > largest) {
      largest = error;
      itsTolerance = tolerance;
    }
    if (error > tolerance && first.isEmpty()) {
      first =
          Text.format(
              "first off is %s: %s, expected %s, error %s, tolerance %s",
              what,
              (float) actual,
              (float) expected,
              VerifyResult.number(error),
              VerifyResult.number(tolerance));
    }
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElse(0);
  }
}
