package deconvlab.cli;

import deconvlab.ablation.Assessment;
import deconvlab.ablation.Plan;
import deconvlab.ablation.Results;
import deconvlab.ablation.Runner;
import deconvlab.ablation.Studies;
import deconvlab.data.ProjectHome;
import deconvlab.plot.Fonts;
import deconvlab.plot.GradientFlow;
import deconvlab.plot.Pictures;
import deconvlab.record.Store;
import deconvlab.report.StudyReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lab run}: the main job, from embedded images to a report with verdicts. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs or resumes the headline study (DDNet on the embedded images: ReLU or sigmoid, without"
          + " or with batch norm, paired seeds) and writes its report; the last line is its path."
    },
    footer = {"", "Example:", "  environment/lab run --profile smoke"})
final class RunCommand implements Callable<Integer> {
  private static final String STUDY = "headline";

  @Spec private CommandSpec spec;

  @Mixin private StudyOptions options;

  @Option(names = "--store", description = "folder of runs and report (default: runs/headline)")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    Path place = folder == null ? ProjectHome.find().resolve("runs/headline") : folder;
    PrintWriter err = spec.commandLine().getErr();
    Fonts.check();
    Store store = Store.at(place, err::println);
    Plan plan = Usage.of(spec, () -> options.plan(Studies.named(STUDY)));
    Runner.Result result;
    try (StudyProgress progress = new StudyProgress(err)) {
      result = options.runner(spec, store, List.of(plan), progress).run(plan);
    }
    err.println(result.tally());
    if (result.interrupted()) {
      err.println("Interrupted; no report. The same command goes on from here.");
      return Interrupts.STATUS;
    }
    Path page = report(Results.of(store, STUDY, plan.profile()), place);
    Browser.open(page);
    spec.commandLine().getOut().println(page.toAbsolutePath().normalize());
    return result.tally().failed() > 0 ? Failures.FAILED : 0;
  }

  private static Path report(Results results, Path place) throws IOException {
    Assessment assessment = Assessment.of(List.of(results));
    Optional<GradientFlow> flow = StudyReport.earlyFlow(assessment.evidence().get(0));
    if (flow.isPresent()) {
      Pictures.save(flow.get().draw(), place.resolve("gradient-flow.png"));
    }
    return ReportCommand.write(assessment, place);
  }
}
