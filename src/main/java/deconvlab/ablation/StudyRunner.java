package deconvlab.ablation;

import deconvlab.data.ImageData;
import deconvlab.diagnose.SignalProbe;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
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
    Tally tally = new Tally(0, (long) seeds * study.arms().size(), 0);
    for (long seed = 0; seed < seeds; seed++) {
      for (Arm arm : study.arms()) {
        if (isDone(study, arm, seed)) {
          tally = tally.done(1);
          continue;
        }
        if (Thread.currentThread().isInterrupted()) {
          return new Result(tally, true);
        }
        Outcome outcome = make(study, arm, seed);
        if (outcome == Outcome.INTERRUPTED) {
          return new Result(tally, true);
        }
        tally = outcome == Outcome.FAILED ? tally.plus(Tally.FAILED) : tally.done(1);
      }
    }
    return new Result(tally, false);
  }

  /** How far a study is, without running anything. */
  public Tally count(Study study, int seeds) throws IOException {
    Tally tally = new Tally(0, (long) seeds * study.arms().size(), 0);
    for (long seed = 0; seed < seeds; seed++) {
      for (Arm arm : study.arms()) {
        tally = tally.done(store.find(study, arm, seed).isPresent() ? 1 : 0);
      }
    }
    return tally;
  }

  private boolean isDone(Study study, Arm arm, long seed) throws IOException {
    Optional<RunRecord> found;
    try {
      found = store.find(study, arm, seed);
    } catch (RunFiles.DamagedException e) {
      log.accept(e.getMessage());
      Optional<Path> aside = Store.setAside(store.file(study, arm, seed));
      log.accept(aside.map(p -> "set aside as " + p).orElse("another process set it aside"));
      return false;
    }
    return found.isPresent() && isOfTheseImages(found.get(), study, arm);
  }

  private boolean isOfTheseImages(RunRecord run, Study study, Arm arm) throws IOException {
    ImageData here;
    try {
      here = data.apply(arm.config().data());
    } catch (RuntimeException e) {
      log.accept(Text.format("%s: %s: %s", study.name(), arm.name(), e.getMessage()));
      return true;
    }
    if (!run.data().isOf(here.pixelsSha256(), here.labelsSha256())) {
      throw new IOException(
          Text.format(
              "%s was made on other images than '%s' holds here: use another store",
              store.file(study, arm, run.seed()), arm.config().data()));
    }
    return true;
  }

  /** Makes a run and keeps it; one that cannot even begin has no record, only its reason. */
  private Outcome make(Study study, Arm arm, long seed) throws IOException {
    RunFiles.tryPlace(store.file(study, arm, seed).getParent());
    RunRecord run;
    try {
      run = run(study, arm, seed);
    } catch (RuntimeException | OutOfMemoryError e) {
      log.accept(
          Text.format("%s: %s, seed %d: failed: %s", study.name(), arm.name(), seed, e.toString()));
      return Outcome.FAILED;
    }
    RunFiles.Kept kept = store.put(study, arm, run);
    tell(study, arm, run, kept.file());
    if (!kept.inPlace()) {
      throw new IOException(
          Text.format("%s; the finished run is in %s", kept.trouble(), kept.file()));
    }
    return run.outcome();
  }

  private RunRecord run(Study study, Arm arm, long seed) {
    Watch watch = study.watch();
    SignalProbe probe = watch.look() == 0 ? null : new SignalProbe(watch.look());
    ImageData images = data.apply(arm.config().data());
    RunOptions how = options.withScoreEvery(watch.score());
    try (Training training = new Training(arm.config(), images, seed, how, probe)) {
      return training.run().watched(watch);
    } catch (TrainingException e) {
      return e.record().watched(watch);
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
