package deconvlab.ablation;

import deconvlab.record.Defaulted;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.train.TrainConfig;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Measures of the accuracies that a run scored in evaluation mode. */
final class ScoreMeasures {
  static final String NO_IMAGES = "no validation images";

  /** Accuracy of a guess among ten classes, in percent. */
  private static final double CHANCE = 10;

  private static final String UNCOUNTED = "an older record, or no class scores: nothing counted";

  private ScoreMeasures() {}

  /**
   * Accuracy of the last score of a split, in percentage points. A run that diverged or was never
   * scored counts as chance, 10: to leave it out would reward it.
   *
   * @param images how many the split has
   */
  static Value accuracy(RunRecord run, String split, int images) {
    if (images == 0) {
      return Value.none("no " + split + " images");
    }
    Optional<Score> last = run.lastScore(split);
    if (OneRun.diverged(run) || last.isEmpty()) {
      String why = OneRun.diverged(run) ? "diverged" : "no score";
      return Value.of(CHANCE, 100.0 / images).censored(why);
    }
    return last.get().classifies()
        ? Value.of(100 * last.get().accuracy(), 100.0 / last.get().images())
        : Value.none("no class scores");
  }

  /**
   * Mean recall of some classes on the test split, in percentage points. A run that diverged counts
   * as chance, 10, as in {@link #accuracy}.
   */
  static Value recall(RunRecord run, IntPredicate classes) {
    if (OneRun.diverged(run)) {
      return Value.of(CHANCE).censored("diverged");
    }
    if (run.tested().isEmpty()) {
      return Value.none(UNCOUNTED);
    }
    int[][] confusion = run.tested().get().confusion(0);
    double sum = 0;
    double step = 0;
    int[] chosen = IntStream.range(0, confusion.length).filter(classes).toArray();
    for (int c : chosen) {
      int images = Arrays.stream(confusion[c]).sum();
      sum += (double) confusion[c][c] / images;
      step = Math.max(step, 1.0 / images);
    }
    return Value.of(100 * sum / chosen.length, 100 * step / chosen.length);
  }

  /** The expected calibration error on the test split, in percentage points. */
  static Value calibration(RunRecord run) {
    if (OneRun.diverged(run)) {
      return Value.none("diverged");
    }
    return run.tested()
        .map(said -> Value.of(100 * said.calibrationError()))
        .orElse(Value.none(UNCOUNTED));
  }

  /**
   * log10 of the steps to a validation accuracy, linear between two scores within the run. Not
   * reached, or diverged: the step at which the run was to end, censored; reached by the first
   * score: its step, censored.
   *
   * @param accuracy in percent, in (0, 100]; 25 where it is left out
   */
  record StepsToAccuracy(@Defaulted Double accuracy) implements OneRun {
    StepsToAccuracy {
      accuracy = accuracy == null ? 25 : accuracy;
      Checks.that(
          accuracy > 0 && accuracy <= 100, "accuracy=%s must be in (0, 100], in percent", accuracy);
    }

    @Override
    public String title() {
      return "log10 of the steps to " + Measures.shown(accuracy) + " % validation accuracy";
    }

    @Override
    public String unit() {
      return "decades";
    }

    @Override
    public String lacks(Watch watch) {
      return Within.lacks(watch);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      if (run.data().validation() == 0) {
        return Value.none(NO_IMAGES);
      }
      double before = 0;
      double at = 0;
      for (Within now : Within.of(run)) {
        double reached = 100 * now.held().accuracy();
        if (reached >= accuracy && !OneRun.diverged(run)) {
          double share = (accuracy - before) / (reached - before);
          return at == 0
              ? Value.of(Math.log10(now.train().step())).censored("reached by the first score")
              : Value.of(Math.log10(at + share * (now.train().step() - at)));
        }
        before = reached;
        at = now.train().step();
      }
      return Value.of(Math.log10((double) run.asked()))
          .censored(OneRun.diverged(run) ? "diverged" : "not reached");
    }
  }
}
