package deconvlab.ablation;

import ai.djl.Device;
import deconvlab.data.ImageData;
import deconvlab.record.Claims;
import deconvlab.record.DataUsed;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.Platform;
import deconvlab.record.RunFiles;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.record.Store;
import deconvlab.record.Watch;
import deconvlab.text.Text;
import deconvlab.train.Checkpoint;
import deconvlab.train.Saving;
import deconvlab.train.TrainListener;
import deconvlab.train.Training;
import deconvlab.train.TrainingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes one run in this process: claims it, trains, keeps it. */
final class RunMaker {
  private final Store store;
  private final Device device;
  private final Function<String, ImageData> data;

  RunMaker(Store store, Device device, Function<String, ImageData> data) {
    this.store = store;
    this.device = device;
    this.data = data;
  }

  /**
   * Makes the run, unless somebody else is at it or has made it. A run that fails is kept with its
   * reason.
   *
   * @throws IOException if the store cannot be read or written
   */
  Made make(Job job, TrainListener... listeners) throws IOException {
    ImageData images = data.apply(job.config().data());
    RunKey key =
        RunKey.of(
            job.config().toJson(),
            job.seed(),
            images.pixelsSha256(),
            images.labelsSha256(),
            job.threads());
    Optional<Claims.Claim> claimed = store.claim(key);
    if (claimed.isEmpty()) {
      return Made.TAKEN;
    }
    try (Claims.Claim claim = claimed.get()) {
      Optional<RunRecord> there = store.find(key);
      Optional<Job> lacking = lacking(job, there);
      if (lacking.isEmpty()) {
        return made(there.get(), 0);
      }
      RunRecord run = run(lacking.get(), images, store.checkpoint(key), listeners);
      keep(run, store);
      return made(run, run.seconds());
    }
  }

  /** What is to be made: a record that noted something else is made again noting both. */
  static Optional<Job> lacking(Job job, Optional<RunRecord> there) {
    if (there.isPresent() && there.get().watch().covers(job.watch())) {
      return Optional.empty();
    }
    return Optional.of(there.map(run -> job.with(run.watch().with(job.watch()))).orElse(job));
  }

  /** Keeps a run in the store; where that is not possible, the study ends: nothing can be kept. */
  static void keep(RunRecord run, Store store) throws IOException {
    RunFiles.Kept kept = store.put(run);
    if (!kept.inPlace()) {
      throw new IOException(Text.format("%s; the run is in %s", kept.trouble(), kept.file()));
    }
  }

  static Made made(RunRecord run, double seconds) {
    return new Made(run.outcome(), run.steps().length(), seconds, run.message());
  }

  private RunRecord run(Job job, ImageData images, Path file, TrainListener... listeners) {
    try {
      Saving saving = new Saving(file, 0, Json.write(job.watch()));
      return Repeat.run(job, images, device, saving, run -> goOn(run, file), listeners);
    } catch (TrainingException e) {
      return e.record().watched(job.watch());
    } catch (RuntimeException | OutOfMemoryError e) {
      return failed(job, images, device, e.toString()).watched(job.watch());
    }
  }

  /** Goes on where the run was stopped, if it was; a checkpoint that does not fit is left. */
  private void goOn(Training training, Path file) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      Checkpoint from = Checkpoint.read(file);
      training.resume(from);
      store.say(Text.format("%s: goes on after %d steps", file, from.steps()));
    } catch (IllegalArgumentException e) {
      store.say(e.getMessage() + " (the run begins again)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record of a run that could not begin, or whose process died. */
  static RunRecord failed(Job job, ImageData images, Device device, String why) {
    DataUsed used =
        new DataUsed(
            images.name(),
            images.note(),
            images.sourceSha256(),
            images.pixelsSha256(),
            images.labelsSha256(),
            images.train().size(),
            0,
            images.test().size());
    return new RunRecord(
        RunRecord.FORMAT,
        job.config().toJson(),
        job.seed(),
        used,
        Platform.here("", device.toString(), job.threads()),
        Instant.now().toString(),
        0,
        new Series(Map.of()),
        Series.NONE,
        List.of(),
        List.of(),
        Outcome.FAILED,
        why,
        Watch.NONE,
        null);
  }
}
