package deconvlab.ablation;

import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.train.TrainConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Measures of overfitting: validation loss − training loss. */
final class GapMeasures {
  /** A run whose accuracy is no better has learned too little for its gap to say anything. */
  private static final double LEARNED = 0.2;

  private GapMeasures() {}

  /** The gap at the last score within the run, in nats. */
  static Value atEnd(RunRecord run) {
    List<Within> scores = Within.of(run);
    String why = unfit(run, scores);
    return why.isEmpty() ? Value.of(scores.get(scores.size() - 1).gap()) : Value.none(why);
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
      return Within.lacks(watch);
    }

    @Override
    public Value ofRun(TrainConfig arm, RunRecord run) {
      List<Within> scores = Within.of(run);
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
        if (before.train().loss() > level && now.train().loss() <= level) {
          double share =
              (before.train().loss() - level) / (before.train().loss() - now.train().loss());
          return (1 - share) * before.gap() + share * now.gap();
        }
      }
      return Double.NaN;
    }
  }

  /** Why a run's gap says nothing; "" if it does: an arm that learns nothing has gap 0. */
  private static String unfit(RunRecord run, List<Within> scores) {
    if (run.data().validation() == 0) {
      return ScoreMeasures.NO_IMAGES;
    }
    if (run.outcome() != Outcome.COMPLETED) {
      return "not trained: " + run.outcome();
    }
    Optional<Score> last = run.lastScore("validation");
    if (last.isPresent() && !(last.get().accuracy() > LEARNED)) {
      return "not trained: validation accuracy " + last.get().percent(1);
    }
    return scores.isEmpty() ? "no score within the run" : "";
  }
}
