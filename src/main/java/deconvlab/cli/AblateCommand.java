package deconvlab.cli;

import deconvlab.ablation.Elsewhere;
import deconvlab.ablation.Plan;
import deconvlab.ablation.Runner;
import deconvlab.ablation.Studies;
import deconvlab.ablation.Tally;
import deconvlab.data.ProjectHome;
import deconvlab.record.Store;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab ablate}: makes what studies lack; how far they are on the last line. */
@Command(
    name = "ablate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes the runs that a study lacks in the store. What is there is not run again, so an"
          + " interrupted study goes on where it was, and several processes share the work; the"
          + " last line says how far it is."
    },
    footer = {
      "",
      "Examples:",
      "  environment/lab ablate taming-clip --seeds 3 --workers 2",
      "  environment/lab ablate my-study.json --profile smoke --dry-run",
      "  environment/lab ablate my-study.json --shard 0/4 --set network.width=16"
    })
final class AblateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "STUDY|FILE",
      arity = "1..*",
      description = "built-in studies, 'claims' for C01 to C20, studies of the store, JSON files")
  private List<String> names;

  @Mixin private StudyOptions options;

  @Option(names = "--shard", description = "i/n: the i-th of n parts, from 0; seeds are dealt out")
  private String shard = "0/1";

  @Option(names = "--store", description = "folder of runs and studies (default: runs/studies)")
  private Path folder;

  @Option(names = "--dry-run", description = "check everything, show the plan, run nothing")
  private boolean dryRun;

  private Elsewhere engine;

  /** An engine makes the runs in place of this machine's own processes. */
  void by(Elsewhere maker) {
    engine = maker;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Store store = Store.at(place(folder), err::println);
    List<Plan> plans = new ArrayList<>();
    List<String> asked = Studies.expanded(names, Studies.names());
    Usage.of(spec, () -> some(asked));
    for (String name : asked) {
      plans.add(Usage.ofFile(spec, () -> options.plan(StudyOptions.study(name, store))));
    }
    Usage.of(
        spec,
        () -> {
          List<String> ids = plans.stream().map(plan -> plan.study().id()).toList();
          Checks.that(
              ids.size() == ids.stream().distinct().count(), "two studies have one id: %s", ids);
          return ids;
        });
    int[] part = Usage.of(spec, () -> part(shard));
    try (StudyProgress progress = new StudyProgress(err)) {
      Runner runner =
          engine == null
              ? options.runner(spec, store, plans, progress)
              : options.sender(spec, store, progress);
      if (dryRun) {
        Tally tally = runner.count(plans, part[0], part[1]);
        plans.forEach(this::show);
        return ended(new Runner.Result(tally, false));
      }
      return ended(
          engine == null
              ? runner.run(plans, part[0], part[1])
              : runner.run(plans, part[0], part[1], engine));
    }
  }

  private static List<String> some(List<String> asked) {
    Checks.that(!asked.isEmpty(), "study=claims: this version has none of C01 to C20");
    return asked;
  }

  static Path place(Path folder) {
    return folder == null ? ProjectHome.find().resolve("runs/studies") : folder;
  }

  private static int[] part(String shard) {
    boolean right = shard.matches("\\d{1,6}/\\d{1,6}");
    int slash = shard.indexOf('/');
    int i = right ? Integer.parseInt(shard.substring(0, slash)) : 0;
    int n = right ? Integer.parseInt(shard.substring(slash + 1)) : 0;
    Checks.that(
        i < n,
        "shard=%s must be i/n with i from 0 to n-1: 0/4 to 3/4 are all of four",
        Text.brief(shard));
    return new int[] {i, n};
  }

  private void show(Plan plan) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        Text.format(
            "%s, profile %s: %s", plan.study().id(), plan.profile(), plan.study().question()));
    plan.describe().forEach(line -> out.println("  " + line));
  }

  private int ended(Runner.Result result) {
    Tally tally = result.tally();
    spec.commandLine().getOut().println(tally);
    if (result.interrupted()) {
      return Interrupts.STATUS;
    }
    return tally.failed() > 0 ? Failures.FAILED : 0;
  }
}
