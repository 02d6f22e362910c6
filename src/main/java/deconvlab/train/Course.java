package deconvlab.train;

import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.Batches;
import deconvlab.data.Epoch;
import deconvlab.data.ImageSet;
import deconvlab.record.Outcome;
import deconvlab.record.Predictions;
import deconvlab.record.Score;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps of a run in order, scored and judged, until they are done or something ends them; what
 * has been done is kept, whatever that is.
 */
final class Course {
  private final TrainConfig config;
  private final RunOptions options;
  private final NDManager manager;
  private final Batches batches;
  private final int total;
  private final TrainStep step;
  private final Shrinking shrinking;
  private final Scoring scoring;
  private final Probe probe;
  private final StepLog log;
  private final OutcomeJudge judge;
  private final List<Score> scores = new ArrayList<>();
  private List<TrainListener> told = List.of();
  private Predictions predictions;

  /**
   * A course that has not begun.
   *
   * @param total steps to make
   * @param probe null for none
   */
  Course(
      TrainConfig config,
      RunOptions options,
      NDManager manager,
      Batches batches,
      int total,
      TrainStep step,
      Shrinking shrinking,
      Scoring scoring,
      Probe probe) {
    this.config = config;
    this.options = options;
    this.manager = manager;
    this.batches = batches;
    this.total = total;
    this.step = step;
    this.shrinking = shrinking;
    this.scoring = scoring;
    this.probe = probe;
    log = new StepLog(step.layers());
    judge = new OutcomeJudge(config.loss().crossEntropy() > 0, config.adversary().plays());
  }

  int total() {
    return total;
  }

  Series steps() {
    return log.series();
  }

  List<Score> scores() {
    return scores;
  }

  /** What the network said of the test split; null if it was not asked. */
  Predictions predictions() {
    return predictions;
  }

  /** Why it ended as it did, where that needs a reason, else "". */
  String reason(Outcome outcome) {
    return outcome == Outcome.INTERRUPTED && log.size() == total
        ? Text.format("all %d steps are done, not all scores", total)
        : judge.reason();
  }

  /** Goes all the way; an error on it leaves what was done before. */
  Outcome run(List<TrainListener> listeners, ImageSet test) {
    told = listeners;
    if (options.scoreEvery() > 0 && scoring.restoring().isAsked()) {
      Optional<Outcome> end = midRun(0, 0);
      if (end.isPresent()) {
        return end.get();
      }
    }
    for (int e = 0; log.size() < total; e++) {
      Optional<Outcome> end = epoch(e);
      if (end.isPresent()) {
        return end.get();
      }
    }
    if (!step.finite()) {
      return judge.broken(total);
    }
    int begun = (total - 1) / batches.size() + 1;
    Optional<Scoring.Tested> tested = scoring.test(begun, total, test);
    predictions = tested.flatMap(Scoring.Tested::predictions).orElse(null);
    tested.ifPresent(all -> scores.addAll(all.baselines()));
    return keep(tested.map(Scoring.Tested::score)).orElseGet(judge::atEnd);
  }

  /** An epoch and its scores; empty if the run goes on. */
  private Optional<Outcome> epoch(int number) {
    Epoch epoch = batches.epoch(number);
    int before = number * batches.size();
    int last = Math.min(epoch.size(), total - before);
    for (int b = 0; b < last; b++) {
      int done = before + b + 1;
      try (NDManager scope = manager.newSubManager()) {
        Batch batch = epoch.batch(b, scope);
        step.run(batch, number, rate(done - 1), probe);
      }
      shrinking.after(done);
      if ((step.full() || b == last - 1) && take(epoch)) {
        return Optional.of(Outcome.DIVERGED);
      }
      Optional<Outcome> end = options.scoresAfter(done) ? midRun(number, done) : Optional.empty();
      if (end.isPresent()) {
        return end;
      }
      if (Thread.interrupted()) {
        return Optional.of(take(epoch) ? Outcome.DIVERGED : Outcome.INTERRUPTED);
      }
    }
    return ended(number + 1, before + last);
  }

  private double rate(int number) {
    return config.schedule().rate(config.optimizer().learningRate(), number, total);
  }

  /** Takes what the device has noted, up to the step that diverged; true if one did. */
  private boolean take(Epoch epoch) {
    List<StepResult> taken = new ArrayList<>();
    boolean diverged = false;
    for (StepResult result : step.flush()) {
      taken.add(result);
      log.add(result);
      if (judge.diverged(result)) {
        lookBack(epoch, result);
        diverged = true;
        break;
      }
    }
    told.forEach(l -> l.steps(taken));
    return diverged;
  }

  /** Lets the probe see where the numbers went, if the loss is none; no critic can be put back. */
  private void lookBack(Epoch epoch, StepResult broken) {
    boolean alone = !config.adversary().plays();
    if (alone && probe != null && !Float.isFinite(broken.loss())) {
      try (NDManager scope = manager.newSubManager()) {
        Batch batch = epoch.batch(broken.step() % batches.size(), scope);
        step.lookBack(broken.step(), batch, probe);
      }
    }
  }

  private Optional<Outcome> midRun(int epochs, int done) {
    List<Score> made = scoring.midRun(epochs, done);
    Optional<Outcome> end = made.isEmpty() ? Optional.of(Outcome.INTERRUPTED) : Optional.empty();
    for (Score score : made) {
      end = end.or(() -> keep(Optional.of(score)));
    }
    return end;
  }

  private Optional<Outcome> ended(int epochs, int done) {
    Optional<Outcome> end =
        scoring.validates() ? keep(scoring.validation(epochs, done)) : Optional.empty();
    return end.isEmpty() && probe != null && !scoring.show(probe, done)
        ? Optional.of(Outcome.INTERRUPTED)
        : end;
  }

  /** Keeps and tells a score; how the run ends by it, empty if it goes on. */
  private Optional<Outcome> keep(Optional<Score> made) {
    if (made.isEmpty()) {
      return Optional.of(Outcome.INTERRUPTED);
    }
    scores.add(made.get());
    told.forEach(l -> l.scored(made.get()));
    return judge.diverged(made.get()) ? Optional.of(Outcome.DIVERGED) : Optional.empty();
  }
}
