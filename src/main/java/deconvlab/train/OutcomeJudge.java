package deconvlab.train;

import deconvlab.record.Outcome;
import deconvlab.record.Score;
import deconvlab.text.Text;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Says how a run went by its losses: diverged at the first loss, gradient or score that is not
 * finite or when the mean loss over 20 steps passes 10 times the first; collapsed when the mean
 * cross-entropy of the last 20 steps is 2.25 or more, about ln 10, a guess among 10 classes. Where
 * two play, losses say nothing of how far they have come: only numbers that are none end the run.
 */
final class OutcomeJudge {
  static final int WINDOW = 20;
  static final double EXPLODED = 10;
  static final double GUESSING = 2.25;

  private final boolean classifies;
  private final boolean game;
  private final Deque<StepResult> last = new ArrayDeque<>();
  private float first = Float.NaN;
  private String reason = "";

  /** Of a run that classifies or not, with a second player or without. */
  OutcomeJudge(boolean classifies, boolean game) {
    this.classifies = classifies;
    this.game = game;
  }

  /** Takes the next step; true when the run has diverged with it. */
  boolean diverged(StepResult step) {
    if (step.step() == 0) {
      first = step.loss();
    }
    last.addLast(step);
    if (last.size() > WINDOW) {
      last.removeFirst();
    }
    if (!step.finite()) {
      reason =
          Text.format(
              "loss %s and gradient norm %s at step %d: not finite",
              step.loss(), step.gradientNorm(), step.step());
      return true;
    }
    double mean = last.stream().mapToDouble(StepResult::loss).average().orElseThrow();
    if (!game && last.size() == WINDOW && mean > EXPLODED * first) {
      reason =
          Text.format(
              "mean loss %.4g over %d steps passed %.0f times the first, %.4g, at step %d",
              mean, WINDOW, EXPLODED, first, step.step());
      return true;
    }
    return false;
  }

  /** Takes a score; true when the run has diverged by it. */
  boolean diverged(Score score) {
    if (Double.isFinite(score.loss())) {
      return false;
    }
    reason =
        Text.format(
            "loss %s on the %s images after %d steps: not finite",
            score.loss(), score.split(), score.step());
    return true;
  }

  /** The last update has left parameters that are no numbers. */
  Outcome broken(int steps) {
    reason = Text.format("the update of step %d left parameters that are not finite", steps - 1);
    return Outcome.DIVERGED;
  }

  /** Why the run has diverged; empty if it has not. */
  String reason() {
    return reason;
  }

  /** The outcome of a run that did all its steps. */
  Outcome atEnd() {
    double mean = last.stream().mapToDouble(StepResult::crossEntropy).average().orElse(Double.NaN);
    return classifies && mean >= GUESSING ? Outcome.COLLAPSED : Outcome.COMPLETED;
  }
}
