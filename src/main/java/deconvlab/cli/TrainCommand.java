package deconvlab.cli;

import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.data.ProjectHome;
import deconvlab.model.Summary;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.PictureScore;
import deconvlab.record.RunFiles;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.text.Text;
import deconvlab.train.Checkpoint;
import deconvlab.train.Probe;
import deconvlab.train.RunOptions;
import deconvlab.train.SavedModel;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import deconvlab.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code lab train}: one run, its record on the last line. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Trains one network, says what is wrong with the run (docs/diagnosis.md),",
      "and writes its run record; the last line is its path."
    },
    footer = {
      "",
      "Example:",
      "  environment/lab train --model ddnet --data cifar10-mini --activation relu \\",
      "      --batch-norm --epochs 3 --seed 0",
      "  environment/lab train --model s4 --data cifar10-mini --optimizer sgd \\",
      "      --lr 0.1 --momentum 0.9 --clip-norm 1 --schedule cosine --warmup 50",
      "  environment/lab train --resume runs/checkpoints/ddnet-seed0-….ckpt"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private NetworkOptions network;

  @Mixin private TrainOptions options;

  @Option(names = "--seed", defaultValue = "0", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--store", description = "folder of the record (default: runs)")
  private Path store;

  @Option(names = "--json", description = "print outcome and scores as one JSON object, too")
  private boolean json;

  @Option(names = "--save", paramLabel = "FILE", description = "keep the network, as .npz")
  private Path save;

  @Option(names = "--half", description = "keep it with 16 bits a number instead of 32")
  private boolean half;

  @Mixin private CheckpointOptions checkpoints;

  @Mixin private DiagnoseOptions diagnose;

  @Mixin private WhereOptions where;

  @Override
  public Integer call() throws IOException {
    Checkpoint from = checkpoints.from(spec);
    TrainConfig config =
        Usage.of(spec, () -> from == null ? options.config(network.config()) : as(from));
    if (half && save == null) {
      throw new ParameterException(spec.commandLine(), "--half needs --save FILE");
    }
    Path usual = checkpoints.store(ProjectHome.find().resolve("runs"));
    Path folder = store == null ? usual : store;
    Probe probe = Usage.of(spec, diagnose::probe);
    PrintWriter err = spec.commandLine().getErr();
    RunOptions how =
        from == null
            ? where.options(spec, diagnose.watches())
            : Usage.of(spec, () -> checkpoints.resumed(from, err));
    ImageData images = Usage.of(spec, () -> Datasets.load(config.data()));
    if (save != null) {
      RunFiles.tryPlace(save.toAbsolutePath().getParent());
    }
    Keeping keeping = new Keeping(folder, err);
    RunOptions run = from == null ? saved(how, config, images, folder) : how;
    try (Training training = Usage.of(spec, () -> new Training(config, images, seed, run, probe))) {
      if (from != null) {
        Usage.of(spec, () -> training.resume(from));
      }
      return train(training, images, keeping);
    }
  }

  /** What a checkpoint's run trains and notes. */
  private TrainConfig as(Checkpoint from) {
    seed = from.about().run().seed();
    diagnose.as(from.about().noted());
    return from.config();
  }

  private RunOptions saved(RunOptions how, TrainConfig config, ImageData images, Path folder) {
    RunKey key =
        RunKey.of(
            config.toJson(), seed, images.pixelsSha256(), images.labelsSha256(), how.threads());
    Path file = folder.resolve(key.checkpoint());
    return checkpoints.saving(how, file, diagnose.words(), spec.commandLine().getErr());
  }

  private int train(Training training, ImageData images, Keeping keeping) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    RunRecord record;
    try (TerminalProgress progress =
        new TerminalProgress(training.network().config().model(), err)) {
      err.println(images);
      err.print(Summary.of(training.network()));
      record = training.run(progress);
    } catch (TrainingException e) {
      report(e.record(), keeping.keep(e.record()));
      checkpoints.ended(e.record().outcome(), err);
      throw e;
    }
    // Before it is judged: whatever happens there, the run is not lost.
    Path file = keeping.keep(record);
    if (save != null) {
      SavedModel.write(save, training.network(), training.normalization(), record, half);
      err.println("network: " + save);
    }
    checkpoints.ended(record.outcome(), err);
    RunRecord judged = diagnose.diagnosed(record);
    report(judged, judged.equals(record) ? file : keeping.keep(judged));
    return keeping.status(record.outcome() == Outcome.INTERRUPTED ? Interrupts.STATUS : 0);
  }

  private void report(RunRecord record, Path file) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode line = Json.object();
      line.put("outcome", record.outcome().toString());
      line.put("steps", record.steps().length());
      line.put("seconds", record.seconds());
      line.put("record", file.toString());
      record
          .lastScore("test")
          .ifPresent(
              s -> {
                if (s.classifies()) {
                  line.put("test_accuracy", s.accuracy());
                }
                line.put("test_loss", s.loss());
              });
      line.putPOJO("findings", record.findings());
      out.println(Json.write(line));
    } else {
      out.println(describe(record));
      if (diagnose.watches()) {
        out.println(record.findings().isEmpty() ? "diagnosis: nothing found" : "diagnosis:");
      }
      record.findings().forEach(out::println);
    }
    out.println(file);
  }

  private static String describe(RunRecord record) {
    String end =
        record.outcome()
            + Text.format(" after %d steps, %.1f s", record.steps().length(), record.seconds());
    if (record.outcome() == Outcome.DIVERGED) {
      end += ": " + record.message();
    }
    for (Score score : record.scores()) {
      end +=
          Text.format(
              "%n%-10s epoch %2d  loss %.4f  %s of %d",
              score.split(), score.epoch(), score.loss(), quality(score), score.images());
    }
    return end;
  }

  private static String quality(Score score) {
    PictureScore pictures = score.pictures();
    return pictures == null
        ? "accuracy " + score.percent(2)
        : Text.format("PSNR %.2f dB  SSIM %.3f", pictures.psnr(), pictures.ssim());
  }
}
