package deconvlab.cli;

import ai.djl.Device;
import deconvlab.ablation.Plan;
import deconvlab.ablation.Runner;
import deconvlab.ablation.SeedList;
import deconvlab.ablation.Studies;
import deconvlab.ablation.Study;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.record.Store;
import deconvlab.record.WholeFiles;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How to run studies. */
final class StudyOptions {
  private static final int LARGEST_FILE = 1 << 20;
  private static final int MOST_WORKERS = 1024;

  @Option(names = "--profile", description = "smoke, quick or full (default: quick, or the first)")
  String profile;

  @Option(names = "--seeds", description = "N for seeds 0 to N-1, or A-B (default: the study's)")
  String seeds;

  @Option(
      names = "--workers",
      description =
          "processes that train (default: one a core or, on GPUs, one a GPU; never more threads"
              + " than cores)")
  Integer workers;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "set a field of every arm, for instance optimizer.learningRate=0.01")
  String[] settings = {};

  @Mixin DeviceOption where;

  /** The study in the size that was asked for. */
  Plan plan(Study study) {
    String size = profile;
    if (size == null) {
      size = study.profileNames().contains("quick") ? "quick" : study.profileNames().get(0);
    }
    return Plan.of(
        study, size, seeds == null ? null : SeedList.parse(seeds), Patch.parse(settings));
  }

  /** A built-in study, one that the store has, or a file. */
  static Study study(String name, Store store) throws IOException {
    if (Studies.names().contains(name)) {
      return Studies.named(name);
    }
    Path file = Path.of(name);
    if (Files.exists(file) || name.endsWith(".json")) {
      return Study.read(text(file), name);
    }
    if (Study.ids(store).contains(name)) {
      return Study.kept(store, name);
    }
    throw Checks.refusal(
        "study=%s is no built-in study (%s), no file, and the store %s has none of that name",
        Text.brief(name), String.join(", ", Studies.names()), store.place());
  }

  /** A file that is not there, or none, is the user's to mend as much as what stands in it. */
  private static byte[] text(Path file) {
    try {
      return WholeFiles.read(file, LARGEST_FILE);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  Runner runner(CommandSpec spec, Store store, List<Plan> plans, StudyProgress progress) {
    PrintWriter err = spec.commandLine().getErr();
    int threads = plans.stream().mapToInt(p -> p.study().threads()).max().orElse(1);
    return Usage.of(
        spec,
        () -> {
          Checks.that(
              workers == null || (workers >= 1 && workers <= MOST_WORKERS),
              "workers=%s must be in [1, %d]",
              workers,
              MOST_WORKERS);
          List<Device> devices = where.devices();
          int used = Runner.workers(workers, threads, devices);
          if (workers != null && used < workers) {
            err.println(
                Text.format(
                    "%d workers: this machine has %d cores and a run uses %d",
                    used, Runtime.getRuntime().availableProcessors(), threads));
          }
          if (devices.get(0).isGpu() && used > devices.size()) {
            err.println(
                Text.format(
                    "%d workers share %d GPUs: some train beside others on one",
                    used, devices.size()));
          }
          return new Runner(store, devices, data(spec), used, progress);
        });
  }

  /** Sends runs to an engine, whose business workers and devices are. */
  Runner sender(CommandSpec spec, Store store, StudyProgress progress) {
    return Usage.of(
        spec,
        () -> {
          for (String option : List.of("--workers", "--device")) {
            Checks.that(
                !spec.commandLine().getParseResult().hasMatchedOption(option),
                "%s is not for runs that an engine makes: it says how many at once, all on CPUs",
                option);
          }
          return new Runner(store, Device.cpu(), data(spec), 0, progress);
        });
  }

  private static Function<String, ImageData> data(CommandSpec spec) {
    return name -> Usage.of(spec, () -> Datasets.load(name));
  }
}
