package deconvlab.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.Batches;
import deconvlab.data.Epoch;
import deconvlab.data.ImageSet;
import deconvlab.record.Outcome;
import deconvlab.record.Predictions;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Series;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

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
  private final List<StepResult> waiting = new ArrayList<>();
  private int resumed;
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

  /** Scores after steps that have been told: an error can come while others wait. */
  List<Score> scores() {
    return scores.stream().filter(s -> s.step() <= log.size()).toList();
  }

  /** The steps that have been told. */
  List<StepResult> told() {
    return log.steps();
  }

  /**
   * Goes on where {@code before} stopped: after a step, before what is scored then.
   *
   * @throws IllegalArgumentException if the arrays are not this run's; nothing has changed
   */
  void resume(RunRecord before, List<String> names, NDList arrays) {
    int done = before.steps().length();
    int inEpoch = (done - 1) % batches.size() + 1;
    boolean read = done == total || inEpoch == batches.size();
    int unread = read ? 0 : inEpoch % options.logEvery();
    step.resume(names, arrays, done, unread);
    List<StepResult> steps = log.told(before.steps());
    for (StepResult one : steps.subList(0, done - unread)) {
      log.add(one);
      judge.diverged(one);
    }
    // An interrupt had them read early: they are told when they would have been.
    waiting.addAll(steps.subList(done - unread, done));
    scores.addAll(before.scores());
    resumed = done;
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

  /**
   * Goes all the way; an error on it leaves what was done before.
   *
   * @param flushed told how many steps are done where the run could go on from what is known
   */
  Outcome run(List<TrainListener> listeners, ImageSet test, IntConsumer flushed) {
    told = listeners;
    if (resumed == 0 && options.scoreEvery() > 0 && scoring.restoring().isAsked()) {
      Optional<Outcome> end = midRun(0, 0);
      if (end.isPresent()) {
        return end.get();
      }
    }
    for (int e = Math.max(0, resumed - 1) / batches.size();
        e <= (total - 1) / batches.size();
        e++) {
      Optional<Outcome> end = epoch(e, flushed);
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
  private Optional<Outcome> epoch(int number, IntConsumer flushed) {
    Epoch epoch = batches.epoch(number);
    int before = number * batches.size();
    int last = Math.min(epoch.size(), total - before);
    for (int b = Math.max(0, resumed - before - 1); b < last; b++) {
      int done = before + b + 1;
      if (done > resumed) {
        step(epoch, number, b);
        if (step.full() || b == last - 1) {
          if (take(epoch)) {
            return Optional.of(Outcome.DIVERGED);
          }
          flushed.accept(done);
        }
      }
      Optional<Outcome> end = options.scoresAfter(done) ? midRun(number, done) : Optional.empty();
      if (end.isEmpty() && Thread.interrupted()) {
        end = Optional.of(Outcome.INTERRUPTED);
      }
      if (end.isPresent()) {
        // Of steps that wait one may have diverged before what ends the run here.
        return take(epoch) ? Optional.of(Outcome.DIVERGED) : end;
      }
    }
    return ended(number + 1, before + last);
  }

  private void step(Epoch epoch, int number, int batch) {
    int made = number * batches.size() + batch;
    try (NDManager scope = manager.newSubManager()) {
      step.run(epoch.batch(batch, scope), number, rate(made), probe);
    }
    shrinking.after(made + 1);
  }

  private double rate(int number) {
    return config.schedule().rate(config.optimizer().learningRate(), number, total);
  }

  /** Takes what the device has noted, up to the step that diverged; true if one did. */
  private boolean take(Epoch epoch) {
    List<StepResult> taken = new ArrayList<>();
    boolean diverged = false;
    waiting.addAll(step.flush());
    for (StepResult result : waiting) {
      taken.add(result);
      log.add(result);
      if (judge.diverged(result)) {
        lookBack(epoch, result);
        diverged = true;
        break;
      }
    }
    waiting.clear();
    if (diverged) {
      // Shown at once, that step would have ended the run before these scores.
      scores.removeIf(s -> s.step() >= log.size());
    }
    if (!taken.isEmpty()) {
      told.forEach(l -> l.steps(taken));
    }
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
