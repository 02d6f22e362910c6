package deconvlab.cli;

import com.google.gson.JsonObject;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.data.ProjectHome;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Summary;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.train.LossConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import deconvlab.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab train}: one run, its record on the last line. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Trains one network and writes its run record; the last line is its path.",
    footer = {
      "",
      "Example:",
      "  environment/lab train --model ddnet --data cifar10-mini --activation relu \\",
      "      --batch-norm --epochs 3 --seed 0"
    })
final class TrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private NetworkOptions network;

  @Option(names = "--data", required = true, description = "cifar10-mini, cifar10 or a folder")
  private String data;

  @Option(names = "--epochs", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
  private int epochs;

  @Option(names = "--max-steps", defaultValue = "0", description = "0 (default): no limit")
  private int maxSteps;

  @Option(names = "--batch", defaultValue = "128", description = "default: ${DEFAULT-VALUE}")
  private int batch;

  @Option(names = "--optimizer", defaultValue = "adam", description = "adam (default) or sgd")
  private String optimizer;

  @Option(names = "--lr", defaultValue = "0.001", description = "default: ${DEFAULT-VALUE}")
  private double learningRate;

  @Option(names = "--momentum", defaultValue = "0", description = "SGD's; default 0")
  private double momentum;

  @Option(names = "--nesterov", description = "SGD looks ahead; needs --momentum")
  private boolean nesterov;

  @Option(
      names = "--cross-entropy",
      defaultValue = "1",
      description = "weight of the cross-entropy; default 1")
  private double crossEntropy;

  @Option(
      names = "--mse",
      defaultValue = "0",
      description = "weight of the reconstruction error of ddnet's or s1's picture; default 0")
  private double mse;

  @Option(
      names = "--validation",
      defaultValue = "5000",
      description = "images drawn from the training pool to validate on; default 5000")
  private int validation;

  @Option(
      names = "--fraction",
      defaultValue = "1",
      description = "stratified share of the training images used; default 1")
  private double fraction;

  @Option(names = "--augment", description = "random crops and flips")
  private boolean augment;

  @Option(names = "--seed", defaultValue = "0", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--store", description = "folder of the record (default: runs)")
  private Path store;

  @Option(names = "--json", description = "print outcome and scores as one JSON object, too")
  private boolean json;

  @Mixin private WhereOptions where;

  @Override
  public Integer call() throws IOException {
    NetworkConfig net = network.config();
    TrainConfig config =
        TrainConfig.of(net, data)
            .withOptimizer(
                OptimizerConfig.of(optimizer, learningRate).withMomentum(momentum, nesterov))
            .withLoss(LossConfig.of(crossEntropy, mse))
            .withFraction(fraction)
            .withValidation(validation)
            .withAugment(augment)
            .withBatch(batch)
            .withEpochs(epochs)
            .withMaxSteps(maxSteps);
    Path folder = store == null ? ProjectHome.find().resolve("runs") : store;
    Files.createDirectories(folder);
    RunOptions options = where.options();
    ImageData images = Datasets.load(data);
    Interrupts.watch();
    return train(config, images, options, folder);
  }

  private int train(TrainConfig config, ImageData images, RunOptions options, Path folder)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    RunRecord record;
    try (Training training = new Training(config, images, seed, options);
        TerminalProgress progress = new TerminalProgress(config.network().model(), err)) {
      err.println(images);
      err.print(Summary.of(training.network()));
      record = training.run(progress);
    } catch (TrainingException e) {
      err.println(e.getMessage());
      record = e.record();
    }
    report(record, RunFiles.write(record, folder));
    return switch (record.outcome()) {
      case COMPLETED, COLLAPSED, DIVERGED -> 0;
      case FAILED -> 1;
      case INTERRUPTED -> 130;
    };
  }

  private void report(RunRecord record, Path file) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonObject line = new JsonObject();
      line.addProperty("outcome", record.outcome().toString());
      line.addProperty("seconds", record.seconds());
      line.addProperty("record", file.toString());
      record
          .lastScore("test")
          .ifPresent(
              s -> {
                if (s.classifies()) {
                  line.addProperty("test_accuracy", s.accuracy());
                }
                line.addProperty("test_loss", s.loss());
              });
      out.println(line);
    } else {
      out.println(describe(record));
    }
    out.println(file);
  }

  private static String describe(RunRecord record) {
    String end =
        record.outcome()
            + " after %d steps, %.1f s".formatted(record.steps().length(), record.seconds());
    if (record.outcome() == Outcome.DIVERGED) {
      end += ": " + record.message();
    }
    for (Score score : record.scores()) {
      end +=
          "%n%-10s epoch %2d  loss %.4f  accuracy %s of %d"
              .formatted(
                  score.split(), score.epoch(), score.loss(), score.percent(2), score.images());
    }
    return end;
  }
}
