package deconvlab.ablation;

import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.Arrays;

/** Measures of what was noted at every step. */
final class StepMeasures {
  private static final int SKIPPED = 20;
  private static final int FEWEST = 40;
  private static final int LAST = 20;

  private StepMeasures() {}

  /**
   * Spikiness: log10 of the 99th percentile over the median of the global gradient norm (before
   * clipping) after step 20.
   */
  static Value spikiness(RunRecord run) {
    if (OneRun.diverged(run)) {
      return Value.none("diverged");
    }
    double[] norm = run.steps().doubles(RunRecord.NORM);
    if (norm.length < FEWEST) {
      return Value.none(Text.format("%d steps, fewer than %d", norm.length, FEWEST));
    }
    double[] late = Arrays.stream(norm).skip(SKIPPED).sorted().toArray();
    double median = percentile(late, 0.5);
    return median > 0
        ? Value.of(Math.log10(percentile(late, 0.99) / median))
        : Value.none("dead: the gradient is 0");
  }

  /**
   * The value at place p·(n + 1), counted from 1, linear between neighbours, within the least and
   * the greatest: Hyndman and Fan's sixth kind, "Sample Quantiles in Statistical Packages", 1996.
   */
  private static double percentile(double[] sorted, double p) {
    double place = Math.min(Math.max(p * (sorted.length + 1), 1), sorted.length);
    int below = (int) place;
    double low = sorted[below - 1];
    return below == sorted.length ? low : low + (place - below) * (sorted[below] - low);
  }

  /** Mean of the loss that was minimised over the last 20 steps, or all if there are fewer. */
  static Value loss(RunRecord run) {
    if (OneRun.diverged(run)) {
      return Value.none("diverged");
    }
    double[] loss = run.steps().doubles(RunRecord.LOSS);
    int from = Math.max(0, loss.length - LAST);
    return Value.of(Arrays.stream(loss).skip(from).average().orElseThrow());
  }
}
