package deconvlab.train;

import deconvlab.text.Checks;
import java.util.List;

/**
 * The learning rate over the steps t = 0, 1, … of a run of T steps, from the optimizer's rate lr:
 *
 * <ul>
 *   <li>{@code constant}: lr
 *   <li>{@code step}: lr·factor^⌊t/every⌋ (torch's StepLR)
 *   <li>{@code cosine}: end + (lr − end)·(1 + cos(πt/T))/2 (Loshchilov &amp; Hutter 2017; torch's
 *       CosineAnnealingLR)
 *   <li>{@code one-cycle}: a cosine up from lr/25 to lr over the first 30 % of the steps, another
 *       down to lr/25/10⁴ (Smith &amp; Topin 2018; torch's OneCycleLR with its defaults, but
 *       momentum stays as it is)
 * </ul>
 *
 * <p>A linear warm-up of N steps goes with any of them: it multiplies the rate of step t by min(1,
 * (t + 1)/N), the factor of torch's LinearLR(1/N, 1, N − 1). The schedule itself starts at step 0,
 * too. (torch's ChainedScheduler gives the same but for a cosine with an end above 0: its recursion
 * feeds on the rate that was warmed up.)
 *
 * @param type one of the names above
 * @param every steps between two falls of {@code step}; 0 with the others
 * @param factor what {@code step} multiplies by, in (0, 1]; 1 with the others
 * @param end the rate that {@code cosine} ends in; 0 with the others
 * @param warmup N, 0 for no warm-up
 */
public record ScheduleConfig(String type, int every, double factor, double end, int warmup) {
  /** The same rate at every step. */
  public static final ScheduleConfig CONSTANT = new ScheduleConfig("constant", 0, 1, 0, 0);

  private static final double UP = 0.3;
  private static final double FIRST = 1 / 25.0;
  private static final double LAST = FIRST / 1e4;

  public ScheduleConfig {
    Checks.oneOf("schedule", type, List.of("constant", "step", "cosine", "one-cycle"));
    Checks.least("warmup", warmup, 0);
    Checks.least("every", every, 0);
    Checks.require(factor > 0 && factor <= 1, "factor", factor, "must be in (0, 1]");
    Checks.notNegative("end", end);
    boolean step = type.equals("step");
    Checks.require(
        step == (every > 0),
        "every",
        every,
        step ? "must be at least 1 with schedule=step" : "needs schedule=step, not " + type);
    Checks.require(step || factor == 1, "factor", factor, "needs schedule=step, not " + type);
    Checks.require(
        end == 0 || type.equals("cosine"), "end", end, "needs schedule=cosine, not " + type);
  }

  /** Times {@code factor} after every {@code every} steps. */
  public static ScheduleConfig step(int every, double factor) {
    return new ScheduleConfig("step", every, factor, 0, 0);
  }

  /** Half a cosine from the optimizer's rate down to {@code end}. */
  public static ScheduleConfig cosine(double end) {
    return new ScheduleConfig("cosine", 0, 1, end, 0);
  }

  /** Up to the optimizer's rate and down again. */
  public static ScheduleConfig oneCycle() {
    return new ScheduleConfig("one-cycle", 0, 1, 0, 0);
  }

  /** The same after a linear warm-up; 0 for none. */
  public ScheduleConfig withWarmup(int steps) {
    return new ScheduleConfig(type, every, factor, end, steps);
  }

  /**
   * The rate of one step.
   *
   * @param learningRate the optimizer's
   * @param step counted from 0
   * @param steps T, the steps of the whole run
   */
  public double rate(double learningRate, int step, int steps) {
    double rate =
        switch (type) {
          case "step" -> learningRate * Math.pow(factor, Math.floorDiv(step, every));
          case "cosine" -> between(learningRate, end, (double) step / steps);
          case "one-cycle" -> oneCycle(learningRate, step, steps);
          default -> learningRate;
        };
    return warmup == 0 ? rate : rate * Math.min(1, (step + 1.0) / warmup);
  }

  private static double oneCycle(double top, int step, int steps) {
    double peak = UP * steps - 1;
    return step <= peak
        ? between(FIRST * top, top, step / peak)
        : between(top, LAST * top, (step - peak) / (steps - 1 - peak));
  }

  /** Half a cosine from one value to another as {@code share} goes from 0 to 1. */
  private static double between(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
