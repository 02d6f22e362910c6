package deconvlab.cli;

import deconvlab.ablation.Repeat;
import deconvlab.ablation.StepTimer;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab rerun}: a run once more from its record; {@code identical} or what differs. */
@Command(
    name = "rerun",
    mixinStandardHelpOptions = true,
    description = {
      "Repeats a run from its record, with the record's threads, and compares every number to the"
          + " last bit; the last line is 'identical', or the differences are printed. Of costs, the"
          + " counts alone are compared."
    },
    footer = {"", "Example:", "  environment/lab rerun docs/records/runs/s4-seed0-….json"})
final class RerunCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      description = "the record's file, packed or plain, or its key in the store")
  private String run;

  @Option(names = "--store", description = "where a key is looked for (default: runs/studies)")
  private Path folder;

  @Mixin private DeviceOption where;

  @Override
  public Integer call() throws IOException {
    Path file = Usage.of(spec, () -> Path.of(run));
    if (!Files.exists(file) && run.matches("[0-9a-f]{4,16}")) {
      return again(Usage.ofFile(spec, this::ofStore));
    }
    return file.toAbsolutePath().resolveSibling("").endsWith("costs")
        ? ended(StepTimer.differences(Store.costs(file)))
        : again(RunFiles.read(file));
  }

  /** The run of the store whose key begins so. */
  private RunRecord ofStore() throws IOException {
    Store store = Store.at(AblateCommand.place(folder));
    List<RunRecord> found = store.runs(run);
    Checks.that(
        found.size() == 1,
        "run=%s must be a file or the key of one run in %s; %d have it",
        run,
        store.place(),
        found.size());
    return found.get(0);
  }

  private int again(RunRecord before) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    TrainConfig config = Usage.of(spec, () -> Patch.config(before.configuration()));
    ImageData images = Usage.of(spec, () -> Datasets.load(config.data()));
    if (!before.data().isOf(images.pixelsSha256(), images.labelsSha256())) {
      err.println(
          Text.format("'%s' holds other images here than when the run was made", config.data()));
    }
    RunRecord now;
    try (TerminalProgress progress = new TerminalProgress(before.model(), err)) {
      now = Usage.of(spec, () -> Repeat.again(before, config, images, where.device(), progress));
    }
    if (now.outcome() == Outcome.INTERRUPTED) {
      err.println("Interrupted; nothing is compared");
      return Interrupts.STATUS;
    }
    if (before.watch().equals(Watch.NONE) && before.probes().length() > 0) {
      err.println("The record does not say when it looked inside: its looks are not compared");
    }
    if (!before.platform().equals(now.platform())) {
      err.println("then " + before.platform());
      err.println("now  " + now.platform());
    }
    return ended(Repeat.differences(before, now));
  }

  private int ended(List<String> differences) {
    PrintWriter out = spec.commandLine().getOut();
    if (differences.isEmpty()) {
      out.println("identical");
      return 0;
    }
    differences.stream().limit(SHOWN).forEach(out::println);
    out.println(Text.format("%d differences", differences.size()));
    return Failures.FAILED;
  }
}
