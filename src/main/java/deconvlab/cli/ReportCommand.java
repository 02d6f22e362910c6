package deconvlab.cli;

import deconvlab.ablation.Assessment;
import deconvlab.ablation.Results;
import deconvlab.ablation.Study;
import deconvlab.data.ProjectHome;
import deconvlab.plot.Fonts;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Store;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdicts;
import deconvlab.record.WholeFiles;
import deconvlab.report.Agreement;
import deconvlab.report.Recheck;
import deconvlab.report.StudyReport;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab report}: verdicts and pictures from a store alone. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Judges studies of a store as one family and writes report.html, report.md, report.json and"
          + " runs.csv; the last line is the path of report.html."
    },
    footer = {
      "",
      "Examples:",
      "  environment/lab report taming-clip",
      "  environment/lab report --verify runs/report/report.json --store runs/studies",
      "  environment/lab report --compare runs/studies their-store.zip"
    })
final class ReportCommand implements Callable<Integer> {
  private static final int LARGEST = 256 << 20;

  @Spec private CommandSpec spec;

  @Mixin private StoreOptions from;

  @Option(names = "--out", description = "folder of the report (default: runs/report)")
  private Path out;

  @Option(
      names = "--profile",
      description = "smoke, quick or full (default: the fullest that is complete)")
  private String profile;

  @Option(names = "--verify", description = "recompute every number of a report.json")
  private Path verify;

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "STORE",
      description = "two stores: where they agree")
  private List<Path> compare;

  @Override
  public Integer call() throws IOException {
    if (compare != null) {
      return compare();
    }
    Store store = from.store(spec);
    if (verify != null) {
      return verify(store);
    }
    Fonts.check();
    Path place = out == null ? ProjectHome.find().resolve("runs/report") : out;
    Path page = write(assess(store, from.chosen(store, spec)), place);
    spec.commandLine().getOut().println(page.toAbsolutePath().normalize());
    return 0;
  }

  /** Writes the report; the path of its page. */
  static Path write(Assessment assessment, Path place) throws IOException {
    return StudyReport.write(assessment.verdicts(), assessment.evidence(), place);
  }

  private Assessment assess(Store store, List<String> ids) throws IOException {
    return Usage.ofFile(
        spec,
        () -> {
          List<Results> studies = new ArrayList<>();
          for (String id : ids) {
            studies.add(profile == null ? Results.of(store, id) : Results.of(store, id, profile));
          }
          return Assessment.of(studies);
        });
  }

  private int verify(Store store) throws IOException {
    Verdicts file = read(verify);
    List<Results> studies = new ArrayList<>();
    for (StudyVerdict study : file.studies()) {
      studies.add(Results.of(store, study.id(), study.profile()));
    }
    List<String> differences =
        Recheck.differences(file, Usage.of(spec, () -> Assessment.of(studies)).verdicts());
    PrintWriter to = spec.commandLine().getOut();
    differences.forEach(to::println);
    to.println(
        differences.isEmpty()
            ? Text.format("verified: every number of %d studies", studies.size())
            : Text.format("%d numbers differ", differences.size()));
    return differences.isEmpty() ? 0 : Failures.FAILED;
  }

  private Verdicts read(Path file) throws IOException {
    try {
      return Json.read(WholeFiles.read(file, LARGEST), Verdicts.class);
    } catch (JsonException e) {
      throw new ParameterException(
          spec.commandLine(), file + " is no report.json: " + e.getMessage(), e);
    }
  }

  private int compare() throws IOException {
    Store a = StoreOptions.store(compare.get(0), spec);
    Store b = StoreOptions.store(compare.get(1), spec);
    List<String> both = new ArrayList<>(from.names.isEmpty() ? Study.ids(a) : from.chosen(a, spec));
    both.retainAll(Study.ids(b));
    Usage.of(
        spec,
        () -> {
          Checks.that(!both.isEmpty(), "%s and %s have no study in common", a.place(), b.place());
          return both;
        });
    Verdicts ofA = assess(a, both).verdicts();
    Verdicts ofB = assess(b, both).verdicts();
    for (int i = 0; i < both.size(); i++) {
      unlike(ofA.studies().get(i), ofB.studies().get(i));
    }
    Agreement agreement = Agreement.of(ofA, ofB);
    PrintWriter to = spec.commandLine().getOut();
    to.println(agreement.table().text());
    to.println(agreement.summary());
    return agreement.agrees() ? 0 : Failures.FAILED;
  }

  /** Says where verdicts are compared that were not asked of the same runs. */
  private void unlike(StudyVerdict a, StudyVerdict b) {
    PrintWriter err = spec.commandLine().getErr();
    if (!a.profile().equals(b.profile())) {
      err.println(
          Text.format(
              "%s: A is '%s', B is '%s'; --profile takes one", a.id(), a.profile(), b.profile()));
    }
    if (!a.data().equals(b.data())) {
      err.println(Text.format("%s: A's data are '%s', B's are '%s'", a.id(), a.data(), b.data()));
    }
  }
}
