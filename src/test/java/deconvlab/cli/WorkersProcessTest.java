package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.JavaProcess;
import deconvlab.record.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies as a user starts, stops, kills and shares them: real processes, real signals. */
class WorkersProcessTest {
  private static final int RUNS = 8;
  private static final Pattern ENDED = Pattern.compile("(?m)^small: (.*): (collapsed|completed) ");

  @TempDir private static Path shared;
  private static Path study;

  /** Made once, by two workers whom nobody disturbs. */
  private static Path calm;

  @TempDir private Path folder;

  @BeforeAll
  static void aStudyOfEightShortRuns() throws IOException, InterruptedException {
    study = shared.resolve("small.json");
    Files.writeString(
        study,
        """
        {"id": "small", "question": "Which activation?", "seeds": 4,
         "base": {"network.model": "cnn", "network.width": 4, "batch": 16, "maxSteps": 40,
           "validation": 50},
         "factors": {"activation": {"relu": {}, "tanh": {"network.activation": "tanh"}}},
         "contrasts": [{"measure": "training-loss", "direction": "less", "margin": 0.05,
           "arm": {"activation": "relu"}, "against": {"activation": "tanh"}}]}
        """);
    calm = shared.resolve("calm");
    whole(shared, calm);
  }

  private static JavaProcess ablate(Path folder, Path store, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("ablate", study.toString(), "--store", store.toString()));
    arguments.addAll(List.of("--device", "cpu"));
    arguments.addAll(more.length == 0 ? List.of("--workers", "2") : List.of(more));
    return JavaProcess.start(folder, Main.class, arguments.toArray(String[]::new));
  }

  private static void whole(Path folder, Path store) throws IOException, InterruptedException {
    try (JavaProcess lab = ablate(folder, store)) {
      assertThat(lab.status()).as(lab.err()).isZero();
      assertThat(lab.out().strip()).isEqualTo(RUNS + " done, 0 to do, 0 failed");
    }
  }

  private String report(Path store) throws IOException {
    Path out = Files.createTempDirectory(folder, "report");
    assertThat(here("report", "--store", store.toString(), "--out", out.toString()))
        .startsWith("0: ")
        .endsWith("report.html");
    String json = Files.readString(out.resolve("report.json"));
    assertThat(json).doesNotContain(folder.toString(), shared.toString());
    return json + Files.readString(out.resolve("runs.csv"));
  }

  private static String here(String... arguments) {
    Ran run = Ran.of(arguments);
    return run.status() + ": " + run.out().strip();
  }

  @Test
  void killedAndResumedItReportsWhatAnUndisturbedStudyDoes()
      throws IOException, InterruptedException {
    Path killed = folder.resolve("killed");
    try (JavaProcess lab = ablate(folder, killed)) {
      lab.await("small: ");
      List<ProcessHandle> workers = lab.children();
      assertThat(workers).hasSize(2);
      lab.kill();
      for (ProcessHandle worker : workers) {
        // They see that nobody waits for them, and end by themselves.
        assertThat(gone(worker)).isTrue();
      }
    }
    whole(folder, killed);
    assertThat(report(killed)).isEqualTo(report(calm));
    try (Stream<Path> files = Files.list(killed.resolve("runs"))) {
      assertThat(files).hasSize(RUNS);
    }
  }

  private static boolean gone(ProcessHandle worker) throws InterruptedException {
    for (int i = 0; i < 600 && worker.isAlive(); i++) {
      Thread.sleep(50);
    }
    return !worker.isAlive();
  }

  @Test
  void aWorkerThatDiesIsReplacedAndNothingIsLost() throws IOException, InterruptedException {
    Path store = folder.resolve("store");
    try (JavaProcess lab = ablate(folder, store)) {
      lab.await("small: ");
      lab.children().forEach(ProcessHandle::destroyForcibly);
      assertThat(lab.status()).as(lab.err()).isZero();
      assertThat(lab.out().strip()).isEqualTo(RUNS + " done, 0 to do, 0 failed");
      assertThat(lab.err()).contains("died (exit status 137)");
    }
  }

  @Test
  void twoProcessesShareTheWorkAndTrainNothingTwice() throws IOException, InterruptedException {
    Path store = folder.resolve("store");
    try (JavaProcess one = ablate(folder, store, "--workers", "1");
        JavaProcess other = ablate(folder, store, "--workers", "1")) {
      assertThat(one.status()).as(one.err()).isZero();
      assertThat(other.status()).as(other.err()).isZero();
      List<String> both = new ArrayList<>(trained(one));
      both.addAll(trained(other));
      assertThat(both).doesNotHaveDuplicates().hasSize(RUNS);
    }
  }

  /** Runs that took time; one that another process has made meanwhile takes none. */
  private static List<String> trained(JavaProcess lab) throws IOException {
    return lab.err()
        .lines()
        .filter(line -> ENDED.matcher(line).find() && !line.contains(" 0.0 s"))
        .map(line -> line.replaceFirst(": (collapsed|completed) .*", ""))
        .toList();
  }

  @Test
  void ctrlCKeepsWhatIsDoneAndSaysWhatIsMissing() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/bin/kill")), "no kill here");
    assumeTrue(!TrainProcessTest.interruptIgnored(), "this process was started to ignore Ctrl-C");
    Path store = folder.resolve("store");
    try (JavaProcess lab = ablate(folder, store, "--workers", "2", "--set", "maxSteps=400")) {
      lab.await("small: ");
      List<ProcessHandle> workers = lab.children();
      lab.interrupt();
      // A terminal sends it to all of them.
      for (ProcessHandle worker : workers) {
        new ProcessBuilder("kill", "-INT", Long.toString(worker.pid())).start().waitFor();
      }
      assertThat(lab.status()).as(lab.err()).isEqualTo(130);
      assertThat(lab.out().strip()).matches("[1-8] done, [0-7] to do, 0 failed");
      assertThat(lab.err()).doesNotContain("\tat ");
    }
    try (Stream<Path> files = Files.list(store.resolve("runs"))) {
      assertThat(files).anyMatch(f -> f.toString().endsWith(".json.gz"));
    }
  }

  @Test
  void theNumberOfWorkersIsBoundedByTheCores() throws IOException, InterruptedException {
    Path store = folder.resolve("store");
    try (JavaProcess lab = ablate(folder, store, "--workers", "64", "--seeds", "1", "--dry-run")) {
      assertThat(lab.status()).as(lab.err()).isZero();
      int cores = Runtime.getRuntime().availableProcessors();
      assertThat(lab.err())
          .contains(cores + " workers: this machine has " + cores + " cores and a run uses 1");
      assertThat(lab.out()).endsWith("0 done, 2 to do, 0 failed\n");
      assertThat(Files.exists(store)).isFalse();
    }
  }

  @Test
  void aRunIsRepeatedFromItsRecordToTheLastBit() throws IOException {
    Path run;
    try (Stream<Path> files = Files.list(calm.resolve("runs"))) {
      run = Files.copy(files.findFirst().orElseThrow(), folder.resolve("run.json.gz"));
    }
    assertThat(here("rerun", run.toString())).isEqualTo("0: identical");
    String text = RunFiles.toJson(RunFiles.read(run));
    Files.writeString(run, text.replaceFirst("\"accuracy\":0\\.(\\d)", "\"accuracy\":0.9$1"));
    assertThat(here("rerun", run.toString())).startsWith("1: score 0: ").endsWith("1 differences");
  }
}
