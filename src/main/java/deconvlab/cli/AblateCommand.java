package deconvlab.cli;

import deconvlab.ablation.Store;
import deconvlab.ablation.Studies;
import deconvlab.ablation.Study;
import deconvlab.ablation.StudyRunner;
import deconvlab.ablation.Tally;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.data.ProjectHome;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab ablate}: runs what a study lacks; how far it is on the last line. */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs the arms of a study, each with the same seeds, and keeps one record a run. What is in"
          + " the store is not run again, so an interrupted study goes on where it was; the last"
          + " line says how far it is."
    },
    footer = {
      "",
      "Example:",
      "  environment/lab ablate taming-clip --seeds 3 --store runs/studies"
    })
final class AblateCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "STUDY",
      arity = "1..*",
      description = "one or more of the built-in studies; an unknown name lists them")
  private List<String> names;

  @Option(names = "--seeds", description = "seeds 0 to N-1 of each arm (default: the study's own)")
  private Integer seeds;

  @Option(names = "--store", description = "folder of the records (default: runs/studies)")
  private Path folder;

  @Mixin private WhereOptions where;

  @Override
  public Integer call() throws IOException {
    if (seeds != null && (seeds < 1 || seeds > MOST_SEEDS)) {
      throw new ParameterException(
          spec.commandLine(),
          Text.format(
              "seeds=%d must be in 1 to %d: each is a run of every arm", seeds, MOST_SEEDS));
    }
    List<Study> studies =
        Usage.of(spec, () -> names.stream().distinct().map(Studies::named).toList());
    Path place = folder == null ? ProjectHome.find().resolve("runs/studies") : folder;
    PrintWriter err = spec.commandLine().getErr();
    Map<String, ImageData> loaded = new HashMap<>();
    StudyRunner runner =
        new StudyRunner(
            Store.at(place),
            where.options(spec),
            name -> loaded.computeIfAbsent(name, Datasets::load),
            err::println);
    return run(studies, runner);
  }

  private int run(List<Study> studies, StudyRunner runner) throws IOException {
    Tally all = Tally.NONE;
    boolean interrupted = false;
    for (Study study : studies) {
      int wanted = seeds == null ? study.seeds() : seeds;
      if (interrupted) {
        all = all.plus(runner.count(study, wanted));
        continue;
      }
      StudyRunner.Result result = runner.run(study, wanted);
      all = all.plus(result.tally());
      interrupted = result.interrupted();
    }
    spec.commandLine().getOut().println(all);
    if (interrupted) {
      return Interrupts.STATUS;
    }
    return all.failed() > 0 ? Failures.FAILED : 0;
  }
}
