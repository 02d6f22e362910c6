package deconvlab.cli;

import deconvlab.ablation.Headline;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.data.ProjectHome;
import deconvlab.plot.Fonts;
import deconvlab.plot.Pictures;
import deconvlab.record.ArmResult;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.report.HeadlineReport;
import deconvlab.report.HtmlReport;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import deconvlab.train.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
    Map<String, TrainConfig> planned = Usage.of(spec, () -> Headline.arms(data, epochs));
    RunOptions options = where.options(spec);
    Fonts.check();
    ImageData images = Usage.of(spec, () -> Datasets.load(data));
    PrintWriter err = spec.commandLine().getErr();
    Keeping keeping = new Keeping(folder, err);
    err.println(images);
    List<ArmResult> arms = new ArrayList<>();
    for (Map.Entry<String, TrainConfig> arm : planned.entrySet()) {
      try (Training training =
              Usage.of(spec, () -> new Training(arm.getValue(), images, seed, options));
          TerminalProgress progress = new TerminalProgress(arm.getKey(), err)) {
        RunRecord record = training.run(progress);
        Path file = keeping.keep(record);
        if (record.outcome() == Outcome.INTERRUPTED) {
          err.println("Interrupted; no report. The record so far: " + file);
          return Interrupts.STATUS;
        }
        arms.add(Headline.look(arm.getKey(), training, record, images.test(), options));
      } catch (TrainingException e) {
        err.println("Failed; no report. The record so far: " + keeping.keep(e.record()));
        throw e;
      }
    }
    return keeping.status(report(arms, images, folder));
  }

  private int report(List<ArmResult> arms, ImageData images, Path folder) throws IOException {
    try {
      Path page = page(arms, images).write(folder.resolve("report.html"));
      Pictures.save(HeadlineReport.earlyFlow(arms).draw(), folder.resolve("gradient-flow.png"));
      Browser.open(page);
      spec.commandLine().getOut().println(page.toAbsolutePath().normalize());
      return 0;
    } catch (RuntimeException | IOException e) {
      spec.commandLine().getErr().println("No report; the records are kept in " + folder);
      throw e;
    }
  }

  private static HtmlReport page(List<ArmResult> arms, ImageData images) {
    int[] samples = Headline.samples(images.test());
    List<String> truth = Arrays.stream(samples).mapToObj(images.test()::className).toList();
    return HeadlineReport.of(arms, images.test().pick(samples).pixels(), truth);
  }
}
