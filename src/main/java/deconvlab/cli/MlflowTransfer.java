package deconvlab.cli;

import deconvlab.ablation.Assessment;
import deconvlab.export.ArmRun;
import deconvlab.export.MlflowExport;
import deconvlab.export.MlflowExport.Sent;
import deconvlab.export.MlflowServer;
import deconvlab.export.RunExport;
import deconvlab.plot.Fonts;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import deconvlab.record.StudyVerdict;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends studies of a store to an MLflow server and counts what became of their runs. */
final class MlflowTransfer {
  private static final String OTHERS = "runs of no study";
  private static final List<String> REPORT =
      List.of("report.html", "report.md", "report.json", "runs.csv");

  private final Store store;
  private final MlflowServer server;
  private final boolean artifacts;
  private final PrintWriter err;
  private final Set<RunKey> told = new HashSet<>();
  private final Map<Sent, Integer> total = new EnumMap<>(Sent.class);
  private Map<Sent, Integer> count = new EnumMap<>(Sent.class);

  MlflowTransfer(Store store, MlflowServer server, boolean artifacts, PrintWriter err) {
    this.store = store;
    this.server = server;
    this.artifacts = artifacts;
    this.err = err;
    if (artifacts) {
      Fonts.check();
    }
  }

  /** Sends the runs of a study that the store has, and its report. */
  void study(Assessment assessment) throws IOException {
    StudyVerdict study = assessment.verdicts().studies().get(0);
    MlflowExport to = MlflowExport.of(server, study.id(), study.question(), artifacts);
    for (ArmRun one : ArmRun.of(assessment.evidence().get(0))) {
      Optional<RunRecord> run =
          one.found().isPresent() ? RunExport.find(store, one.found().get()) : Optional.empty();
      if (run.isPresent()) {
        told.add(one.found().get());
        count(to.send(run.get(), one.arm(), one.variant()));
      }
    }
    if (artifacts) {
      to.report(report(assessment), study.verdict());
    }
    end(study.id());
  }

  private static Map<String, byte[]> report(Assessment assessment) throws IOException {
    Path folder = Files.createTempDirectory("deconv-lab-report");
    Map<String, byte[]> files = new LinkedHashMap<>();
    try {
      ReportCommand.write(assessment, folder);
      for (String name : REPORT) {
        files.put(name, Files.readAllBytes(folder.resolve(name)));
      }
    } finally {
      for (String name : REPORT) {
        Files.deleteIfExists(folder.resolve(name));
      }
      Files.delete(folder);
    }
    return files;
  }

  /** Sends the finished runs that stand for no arm of a study sent so far. */
  void others() throws IOException {
    MlflowExport[] to = new MlflowExport[1];
    store.each(
        run -> {
          if (told.add(RunKey.of(run))) {
            if (to[0] == null) {
              to[0] = MlflowExport.of(server, OTHERS, store.place().toString(), artifacts);
            }
            count(to[0].send(run, "", ""));
          }
        });
    end(OTHERS);
  }

  private void count(Sent sent) {
    count.merge(sent, 1, Integer::sum);
    total.merge(sent, 1, Integer::sum);
  }

  private void end(String name) {
    if (!count.isEmpty()) {
      err.println(name + ": " + words(count));
    }
    count = new EnumMap<>(Sent.class);
  }

  private static String words(Map<Sent, Integer> count) {
    int others = count.getOrDefault(Sent.OTHER, 0);
    return Text.format(
        "%d runs sent, %d were there%s",
        count.getOrDefault(Sent.NEW, 0),
        count.getOrDefault(Sent.KNOWN, 0),
        others == 0
            ? ""
            : Text.format(
                ", %d were there with another record (delete them there to have these)", others));
  }

  @Override
  public String toString() {
    return words(total);
  }
}
