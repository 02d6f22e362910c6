package deconvlab.cli;

import deconvlab.ablation.Headline;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.data.ProjectHome;
import deconvlab.plot.Pictures;
import deconvlab.record.ArmResult;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.report.HeadlineReport;
import deconvlab.report.HtmlReport;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.TrainingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab run}: the main job, from embedded images to a report. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains DDNet three ways on the embedded images (ReLU; broken: sigmoid; mended: sigmoid with"
          + " batch norm) and writes an HTML report; the last line is its path."
    },
    footer = {"", "Example:", "  environment/lab run --seed 1"})
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      defaultValue = "cifar10-mini",
      description = "default: ${DEFAULT-VALUE}")
  private String data;

  @Option(names = "--epochs", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
  private int epochs;

  @Option(names = "--seed", defaultValue = "0", description = "default: ${DEFAULT-VALUE}")
  private long seed;

  @Option(names = "--store", description = "folder of records and report (default: runs/headline)")
  private Path store;

  @Mixin private WhereOptions where;

  @Override
  public Integer call() throws IOException {
    Path folder = store == null ? ProjectHome.find().resolve("runs/headline") : store;
    Files.createDirectories(folder);
    RunOptions options = where.options(spec);
    ImageData images = Usage.of(spec, () -> Datasets.load(data));
    PrintWriter err = spec.commandLine().getErr();
    err.println(images);
    List<ArmResult> arms = new ArrayList<>();
    Map<String, TrainConfig> planned = Usage.of(spec, () -> Headline.arms(data, epochs));
    for (Map.Entry<String, TrainConfig> arm : planned.entrySet()) {
      try {
        arms.add(arm(arm, images, options, err));
      } catch (TrainingException e) {
        Path file = RunFiles.write(e.record(), folder);
        err.println(e.getMessage());
        err.println("Failed; no report. The record so far: " + file);
        return Failures.FAILED;
      }
      ArmResult done = arms.get(arms.size() - 1);
      Path file = RunFiles.write(done.run(), folder);
      if (done.run().outcome() == Outcome.INTERRUPTED) {
        err.println("Interrupted; no report. The record so far: " + file);
        return Interrupts.STATUS;
      }
    }
    Path report = report(arms, images).write(folder.resolve("report.html"));
    Pictures.save(HeadlineReport.earlyFlow(arms).draw(), folder.resolve("gradient-flow.png"));
    Browser.open(report);
    spec.commandLine().getOut().println(report.toAbsolutePath().normalize());
    return 0;
  }

  private ArmResult arm(
      Map.Entry<String, TrainConfig> arm, ImageData images, RunOptions options, PrintWriter err) {
    return Headline.run(
        arm.getKey(),
        arm.getValue(),
        images,
        seed,
        options,
        name -> new TerminalProgress(name, err));
  }

  private static HtmlReport report(List<ArmResult> arms, ImageData images) {
    ByteArrayOutputStream samples = new ByteArrayOutputStream();
    List<String> truth = new ArrayList<>();
    for (int i : Headline.samples(images.test())) {
      samples.writeBytes(images.test().image(i));
      truth.add(images.test().className(i));
    }
    return HeadlineReport.of(arms, samples.toByteArray(), truth);
  }
}
