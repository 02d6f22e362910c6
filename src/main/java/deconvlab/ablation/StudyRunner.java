package deconvlab.ablation;

import deconvlab.data.ImageData;
import deconvlab.diagnose.SignalProbe;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import deconvlab.train.RunOptions;
import deconvlab.train.Training;
import deconvlab.train.TrainingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs what a study lacks in a store: all arms of one seed before the next seed, so that a study
 * that is stopped has whole pairs.
 */
public final class StudyRunner {
  private final Store store;
  private final RunOptions options;
  private final Function<String, ImageData> data;
  private final Consumer<String> log;

  /**
   * A runner into {@code store}.
   *
   * @param options where to run
   * @param data gives the data set of a name
   * @param log takes a line for each run and for whatever is wrong with the store
   */
  public StudyRunner(
      Store store, RunOptions options, Function<String, ImageData> data, Consumer<String> log) {
    this.store = Objects.requireNonNull(store, "store");
    this.options = Objects.requireNonNull(options, "options");
    this.data = Objects.requireNonNull(data, "data");
    this.log = Objects.requireNonNull(log, "log");
  }

  /** What came of it; {@code interrupted} where the thread was, which ends the study. */
  public record Result(Tally tally, boolean interrupted) {}

  /**
   * Runs the study with the seeds 0 to {@code seeds} − 1. A run that an error ends is reported and
   * the next one begins.
   *
   * @throws IOException if the store cannot be read or written, or holds runs of another definition
   *     of the study; a damaged file is set aside and its run made again
   */
  public Result run(Study study, int seeds) throws IOException {
    int all = seeds * study.arms().size();
    int done = 0;
    int failed = 0;
    for (long seed = 0; seed < seeds; seed++) {
      for (Arm arm : study.arms()) {
        if (isDone(study, arm, seed)) {
          done++;
          continue;
        }
        if (Thread.currentThread().isInterrupted()) {
          return new Result(new Tally(done, all - done, failed), true);
        }
        RunRecord run = run(study, arm, seed);
        Path file = store.put(study, arm, run);
        tell(study, arm, run, file);
        if (run.outcome() == Outcome.INTERRUPTED) {
          return new Result(new Tally(done, all - done, failed), true);
        }
        if (run.outcome() == Outcome.FAILED) {
          failed++;
        } else {
          done++;
        }
      }
    }
    return new Result(new Tally(done, all - done, failed), false);
  }

  /** How far a study is, without running anything. */
  public Tally count(Study study, int seeds) throws IOException {
    int done = 0;
    for (long seed = 0; seed < seeds; seed++) {
      for (Arm arm : study.arms()) {
        done += store.find(study, arm, seed).isPresent() ? 1 : 0;
      }
    }
    return new Tally(done, seeds * study.arms().size() - done, 0);
  }

  private boolean isDone(Study study, Arm arm, long seed) throws IOException {
    Optional<RunRecord> found;
    try {
      found = store.find(study, arm, seed);
    } catch (Store.DamagedException e) {
      log.accept(e.getMessage());
      log.accept("set aside as " + Store.setAside(e.file()));
      return false;
    }
    if (found.isEmpty()) {
      return false;
    }
    ImageData here = data.apply(arm.config().data());
    if (!found.get().data().isOf(here.pixelsSha256(), here.labelsSha256())) {
      throw new IOException(
          Text.format(
              "%s was made on other images than '%s' holds here: use another store",
              store.file(study, arm, seed), arm.config().data()));
    }
    return true;
  }

  private RunRecord run(Study study, Arm arm, long seed) {
    Watch watch = study.watch();
    SignalProbe probe = watch.look() == 0 ? null : new SignalProbe(watch.look());
    ImageData images = data.apply(arm.config().data());
    RunOptions how = options.withScoreEvery(watch.score());
    try (Training training = new Training(arm.config(), images, seed, how, probe)) {
      return watch.thin(training.run());
    } catch (TrainingException e) {
      return watch.thin(e.record());
    }
  }

  private void tell(Study study, Arm arm, RunRecord run, Path file) {
    String why = run.message().isEmpty() ? "" : " (" + run.message() + ")";
    log.accept(
        Text.format(
            "%s: %s, seed %d: %s after %d steps, %.1f s%s: %s",
            study.name(),
            arm.name(),
            run.seed(),
            run.outcome(),
            run.steps().length(),
            run.seconds(),
            why,
            file.getFileName()));
  }
}
