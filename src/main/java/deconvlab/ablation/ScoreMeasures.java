package deconvlab.ablation;

import deconvlab.record.Defaulted;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Measures of what a run scored in evaluation mode. */
final class ScoreMeasures {
  private static final String VALIDATION = "validation";
  private static final String NO_IMAGES = "no validation images";

  /** Accuracy of a guess among ten classes, in percent. */
  private static final double CHANCE = 10;

  /** A run whose accuracy is no better has learned too little for its gap to say anything. */
  private static final double LEARNED = 0.2;

  private ScoreMeasures() {}

  /**
   * Accuracy of the last score of the validation images, in percentage points. A run that diverged
   * or was never scored counts as chance, 10: to leave it out would reward it.
   */
  record ValidationAccuracy() implements OneRun {
    @Override
    public String title() {
      return "validation accuracy";
    }

    @Override
    public String unit() {
      return "pp";
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      return accuracy(run, VALIDATION, run.data().validation());
    }
  }

  /** As {@link ValidationAccuracy}, of the test images, which are scored once, at the end. */
  record TestAccuracy() implements OneRun {
    @Override
    public String title() {
      return "test accuracy";
    }

    @Override
    public String unit() {
      return "pp";
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      return accuracy(run, "test", run.data().test());
    }
  }

  private static Value accuracy(RunRecord run, String split, int images) {
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
      return unscored(watch);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      if (run.data().validation() == 0) {
        return Value.none(NO_IMAGES);
      }
      double before = 0;
      double at = 0;
      for (Within now : within(run)) {
        double reached = 100 * now.held.accuracy();
        if (reached >= accuracy && !OneRun.diverged(run)) {
          double share = (accuracy - before) / (reached - before);
          return at == 0
              ? Value.of(Math.log10(now.step())).censored("reached by the first score")
              : Value.of(Math.log10(at + share * (now.step() - at)));
        }
        before = reached;
        at = now.step();
      }
      return Value.of(Math.log10(run.asked()))
          .censored(OneRun.diverged(run) ? "diverged" : "not reached");
    }
  }

  /** Gap at the last score within a run: validation loss − training loss, see {@link Within}. */
  record Gap() implements OneRun {
    @Override
    public String title() {
      return "gap at the end";
    }

    @Override
    public String unit() {
      return "nats";
    }

    @Override
    public String lacks(Watch watch) {
      return unscored(watch);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      List<Within> scores = within(run);
      String why = unfit(run, scores);
      return why.isEmpty()
          ? Value.of(scores.get(scores.size() - 1).gap())
          : Value.none(why);
    }
  }

  /**
   * Gap where the training loss first falls to a level, linear between the two scores around it;
   * the mean over levels. At equal steps, whoever learns slowest would have the smallest gap.
   *
   * @param levels of training loss in nats, at least one
   */
  record GapAtTrainingLoss(List<Double> levels) implements OneRun {
    GapAtTrainingLoss {
      Checks.present("levels", levels);
      Checks.that(
          !levels.isEmpty()
              && levels.stream().allMatch(l -> l != null && l > 0 && Double.isFinite(l))
              && new HashSet<>(levels).size() == levels.size(),
          "levels=%s must be one or more different training losses above 0, in nats",
          levels);
      levels = List.copyOf(levels);
    }

    @Override
    public String title() {
      return "gap at training loss " + Measures.shown(levels);
    }

    @Override
    public String unit() {
      return "nats";
    }

    @Override
    public String lacks(Watch watch) {
      return unscored(watch);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      List<Within> scores = within(run);
      String why = unfit(run, scores);
      if (!why.isEmpty()) {
        return Value.none(why);
      }
      double sum = 0;
      for (double level : levels) {
        double gap = at(scores, level);
        if (Double.isNaN(gap)) {
          return Value.none("level not reached: " + Measures.shown(level));
        }
        sum += gap;
      }
      return Value.of(sum / levels.size());
    }

    /** NaN if the loss never falls to the level between two scores. */
    private static double at(List<Within> scores, double level) {
      for (int i = 1; i < scores.size(); i++) {
        Within before = scores.get(i - 1);
        Within now = scores.get(i);
        if (before.train.loss() > level && now.train.loss() <= level) {
          double share = (before.train.loss() - level) / (before.train.loss() - now.train.loss());
          return (1 - share) * before.gap() + share * now.gap();
        }
      }
      return Double.NaN;
    }
  }

  /**
   * A score within a run: both splits in evaluation mode, not augmented, batch norm's statistics
   * re-estimated.
   */
  private record Within(Score train, Score held) {
    int step() {
      return train.step();
    }

    double gap() {
      return held.loss() - train.loss();
    }
  }

  /** A validation score right after one of training images; those of whole epochs stand alone. */
  private static List<Within> within(RunRecord run) {
    List<Within> all = new ArrayList<>();
    Score before = null;
    for (Score now : run.scores()) {
      if (before != null && before.split().equals("train") && now.split().equals(VALIDATION)) {
        all.add(new Within(before, now));
      }
      before = now;
    }
    return all;
  }

  /** Why a run's gap says nothing; "" if it does: an arm that learns nothing has gap 0. */
  private static String unfit(RunRecord run, List<Within> scores) {
    if (run.data().validation() == 0) {
      return NO_IMAGES;
    }
    if (run.outcome() != Outcome.COMPLETED) {
      return "not trained: " + run.outcome();
    }
    Optional<Score> last = run.lastScore(VALIDATION);
    if (last.isPresent() && !(last.get().accuracy() > LEARNED)) {
      return "not trained: validation accuracy " + last.get().percent(1);
    }
    return scores.isEmpty() ? "no score within the run" : "";
  }

  private static String unscored(Watch watch) {
    return watch.score() > 0 ? "" : "scores within the run: watch.score above 0";
  }
}
