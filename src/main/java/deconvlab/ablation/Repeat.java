package deconvlab.ablation;

import ai.djl.Device;
import deconvlab.data.ImageData;
import deconvlab.diagnose.SignalProbe;
import deconvlab.nn.Torch;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.record.Watch;
import deconvlab.text.Text;
import deconvlab.train.RunOptions;
import deconvlab.train.Saving;
import deconvlab.train.TrainConfig;
import deconvlab.train.TrainListener;
import deconvlab.train.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Runs as studies make them, and the same run once more. */
public final class Repeat {
  /** A GPU that shows every step at once waits for each. */
  private static final int GPU_LOG_EVERY = 16;

  private Repeat() {}

  /** One run that notes what {@code watch} says. */
  static RunRecord run(
      TrainConfig config,
      ImageData images,
      long seed,
      Device device,
      int threads,
      Watch watch,
      TrainListener... listeners) {
    Job job = new Job("", config, seed, threads, watch);
    return run(job, images, device, Saving.NONE, training -> {}, listeners);
  }

  /**
   * The run of a job.
   *
   * @param saving where it is saved on its way
   * @param first gets the training before it runs
   */
  static RunRecord run(
      Job job,
      ImageData images,
      Device device,
      Saving saving,
      Consumer<Training> first,
      TrainListener... listeners) {
    Watch watch = job.watch();
    int logEvery = device.isGpu() ? GPU_LOG_EVERY : 1;
    RunOptions how = new RunOptions(device, job.threads(), logEvery, true, watch.score(), saving);
    SignalProbe probe = watch.look() == 0 ? null : SignalProbe.onSchedule(watch.look());
    // Around all of it: what is prepared is computed by as many threads as what is trained.
    return Torch.withThreads(
        job.threads(),
        () -> {
          try (Training training = new Training(job.config(), images, job.seed(), how, probe)) {
            first.accept(training);
            RunRecord run =
                RestorationMeasures.noted(training.run(listeners), watch, training.network());
            run = GenerationMeasures.noted(run, watch, training, images.test());
            return watch.equals(Watch.NONE) ? run : run.watched(watch);
          }
        });
  }

  /** The run of a record once more: with its seed, its threads and all that it noted. */
  public static RunRecord again(
      RunRecord before,
      TrainConfig config,
      ImageData images,
      Device device,
      TrainListener... listeners) {
    int threads = before.platform().threads();
    return run(config, images, before.seed(), device, threads, before.watch(), listeners);
  }

  /**
   * What differs between a run and the same run made again, a line each, the first difference of
   * every column with its step; nothing if all numbers are equal to the last bit. Times and the
   * platform are not compared, nor looks of which nobody knows when they were.
   */
  public static List<String> differences(RunRecord before, RunRecord now) {
    List<String> told = new ArrayList<>();
    tell(told, "outcome", before.outcome(), now.outcome());
    tell(told, "message", before.message(), now.message());
    differences(told, "steps", before.steps(), now.steps());
    if (!before.watch().equals(Watch.NONE)) {
      // Thinned once more: older records hold looks beside those of the schedule.
      differences(told, "probes", before.watched(before.watch()).probes(), now.probes());
    }
    tell(told, "scores", before.scores().size(), now.scores().size());
    for (int i = 0; i < Math.min(before.scores().size(), now.scores().size()); i++) {
      tell(told, "score " + i, before.scores().get(i), now.scores().get(i));
    }
    before.tested().ifPresent(said -> tell(told, "predictions", said, now.tested().orElse(null)));
    return told;
  }

  private static void differences(List<String> told, String what, Series before, Series now) {
    for (String column : before.names()) {
      if (!now.names().contains(column)) {
        told.add(Text.format("%s: '%s' was not noted again", what, column));
        continue;
      }
      float[] a = before.get(column);
      float[] b = now.get(column);
      int at = Arrays.mismatch(a, b);
      if (at >= 0) {
        told.add(
            Text.format(
                "%s: '%s' differs from entry %d on: %s, now %s",
                what, column, at, entry(a, at), entry(b, at)));
      }
    }
  }

  private static String entry(float[] values, int at) {
    return at < values.length ? Float.toString(values[at]) : "none";
  }

  private static void tell(List<String> told, String what, Object before, Object now) {
    if (!before.equals(now)) {
      told.add(Text.format("%s: %s, now %s", what, before, now));
    }
  }
}
