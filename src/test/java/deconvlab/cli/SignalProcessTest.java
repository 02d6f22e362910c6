package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals to a process of its own: one meaning, 130, nothing lost, no crash of the JVM. */
class SignalProcessTest {
  private static final String STOPPING = "Stopping after the current step";

  @TempDir private Path folder;

  @BeforeEach
  void signalsCanBeSent() throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/kill")), "no kill here");
    assumeTrue(!TrainProcessTest.interruptIgnored(), "this process was started to ignore Ctrl-C");
  }

  @ParameterizedTest
  @CsvSource({"TERM, 'cifar10-mini ('", "INT, 'all  '", "HUP, step     0", "TERM, step   100"})
  void everySignalStopsATrainingBetweenStepsAndItsRecordIsKept(String signal, String when)
      throws IOException, InterruptedException {
    // As nohup does.
    assumeTrue(!signal.equals("HUP") || !TrainProcessTest.ignored(1), "HUP is ignored here");
    try (JavaProcess lab = train("--max-steps 100000 --epochs 100000 --validation 0")) {
      lab.await(when);
      lab.signal(signal);
      assertThat(lab.status()).as(lab.err()).isEqualTo(130);
      assertThat(lab.err()).contains(STOPPING).doesNotContain("\tat ");
      if (when.startsWith("step")) {
        assertThat(lab.out()).contains("-interrupted.json");
      }
    }
  }

  @Test
  void aSignalInABenchmarkEndsItWithoutAFigure() throws IOException, InterruptedException {
    try (JavaProcess lab = lab("bench", "step", "--steps", "100000", "--batch", "256")) {
      Thread.sleep(4000);
      lab.signal("INT");
      assertThat(lab.status()).as(lab.err()).isEqualTo(130);
      assertThat(lab.out()).isEmpty();
    }
  }

  @Test
  void aSecondSignalEndsTheProcessInTheMiddleOfAStep() throws IOException, InterruptedException {
    // A step of many seconds.
    try (JavaProcess lab =
        lab("bench", "step", "--width", "8", "--batch", "256", "--threads", "1")) {
      Thread.sleep(3000);
      lab.signal("INT");
      lab.await(STOPPING);
      Thread.sleep(1000);
      lab.signal("TERM");
      assertThat(lab.status()).as(lab.err()).isEqualTo(130);
      assertThat(lab.err()).doesNotContain("SIGSEGV");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM", "INT"})
  void aSignalAtTheEndOfARunDoesNotCostItsRecord(String signal)
      throws IOException, InterruptedException {
    Path store = folder.resolve("store");
    try (JavaProcess lab = train("--max-steps 2 --validation 100 --diagnose off")) {
      lab.await("stack: co");
      lab.signal(signal);
      assertThat(lab.status()).as(lab.err()).isIn(0, 130);
      assertThat(lab.err()).doesNotContain("\tat ");
    }
    try (Stream<Path> files = Files.list(store)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1).first().asString().endsWith(".json");
    }
  }

  @Test
  void aFullDeviceAsStandardOutputIsAFailure() throws IOException, InterruptedException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "no /dev/full here");
    try (JavaProcess lab = JavaProcess.start(folder, full, Map.of(), Main.class, "--version")) {
      assertThat(lab.status()).as(lab.err()).isEqualTo(1);
      assertThat(lab.err()).contains("did not reach standard output", "space");
    }
  }

  private JavaProcess train(String more) throws IOException {
    String run =
        "train --model stack --depth 1 --width 4 --data cifar10-mini --batch 8 --device cpu";
    String where = " --threads 1 --store " + folder.resolve("store") + " ";
    return lab((run + where + more).split(" "));
  }

  private JavaProcess lab(String... arguments) throws IOException {
    return JavaProcess.start(folder, Main.class, arguments);
  }
}
