package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import deconvlab.JavaProcess;
import deconvlab.nn.Torch;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.train.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** {@code lab train} as a user starts it: a process of its own, ended by itself and by Ctrl-C. */
class TrainProcessTest {
  @TempDir private Path folder;

  @Test
  void aRunLeavesItsRecordAndPrintsItsPathLastAndNoKillHarmsIt()
      throws IOException, InterruptedException {
    Path file;
    RunRecord record;
    Path kept = folder.resolve("kept/net.npz");
    try (JavaProcess lab =
        train(
            "--max-steps",
            "3",
            "--validation",
            "100",
            "--json",
            "--seed",
            "4",
            "--half",
            "--save",
            kept.toString())) {
      assertThat(lab.status()).as(lab.err()).isZero();
      List<String> lines = lab.out().lines().toList();
      assertThat(lines).hasSize(2);
      file = Path.of(lines.get(1));
      record = RunFiles.read(file);
      assertThat(record.seed()).isEqualTo(4);
      assertThat(record.steps().length()).isEqualTo(3);
      assertThat(record.lastScore("test").orElseThrow().images()).isEqualTo(2_000);
      ObjectNode told = Json.read(lines.get(0), ObjectNode.class);
      assertThat(told.get("outcome").asString()).isEqualTo(record.outcome().toString());
      assertThat(told.get("findings")).hasSize(record.findings().size());
      assertThat(told.get("test_accuracy").asDouble())
          .isEqualTo(record.lastScore("test").orElseThrow().accuracy());
      assertThat(lab.err()).contains("step     0  loss").contains("conv1", "network: " + kept);
    }
    try (NDManager manager = Torch.engine().newBaseManager()) {
      assertThat(SavedModel.load(kept, manager).about().key()).isEqualTo(RunKey.of(record).hash());
    }
    try (JavaProcess lab = train("--epochs", "100000", "--validation", "0")) {
      lab.await("step     0");
      // Without a chance to write anything.
      lab.close();
      assertThat(lab.status()).isNotZero();
    }
    assertThat(RunFiles.read(file)).isEqualTo(record);
    try (Stream<Path> files = Files.list(folder.resolve("store"))) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void divergenceIsAResultNotAFailure() throws IOException, InterruptedException {
    try (JavaProcess lab =
        train("--max-steps", "50", "--validation", "0", "--optimizer", "sgd", "--lr", "1e6")) {
      assertThat(lab.status()).as(lab.err()).isZero();
      List<String> lines = lab.out().lines().toList();
      assertThat(lines.get(0)).startsWith("diverged after").contains(" at step ");
      assertThat(lines)
          .containsOnlyOnce("diagnosis:")
          .anyMatch(l -> l.startsWith("learning rate too high in "));
      assertThat(RunFiles.read(Path.of(lines.get(lines.size() - 1))).outcome())
          .isEqualTo(Outcome.DIVERGED);
    }
  }

  @Test
  void ctrlCKeepsTheRecord() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/bin/kill")), "no kill here");
    assumeTrue(!interruptIgnored(), "this process was started to ignore Ctrl-C");
    try (JavaProcess lab = train("--epochs", "100000", "--validation", "0")) {
      lab.await("step   100");
      lab.interrupt();
      assertThat(lab.status()).as(lab.err()).isEqualTo(130);
      List<String> lines = lab.out().lines().toList();
      Path file = Path.of(lines.get(lines.size() - 1));
      assertThat(file.toString()).endsWith("-interrupted.json");
      RunRecord record = RunFiles.read(file);
      assertThat(record.outcome()).isEqualTo(Outcome.INTERRUPTED);
      assertThat(record.steps().length()).isGreaterThan(100);
      assertThat(lab.err()).contains("interrupted").doesNotContain("\tat ");
    }
    try (Stream<Path> files = Files.list(folder.resolve("store"))) {
      assertThat(files).filteredOn(Files::isRegularFile).hasSize(1);
    }
  }

  private JavaProcess train(String... options) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("train", "--model", "stack", "--depth", "1", "--width", "4", "--threads", "1"));
    arguments.addAll(List.of("--data", "cifar10-mini", "--batch", "32", "--device", "cpu"));
    arguments.addAll(List.of("--store", folder.resolve("store").toString()));
    arguments.addAll(List.of(options));
    return JavaProcess.start(folder, Main.class, arguments.toArray(new String[0]));
  }

  /** A process started in the background by a plain shell ignores Ctrl-C, its children too. */
  static boolean interruptIgnored() throws IOException {
    return ignored(2);
  }

  /** Whether this process, and so each that it starts, was started to ignore a signal. */
  static boolean ignored(int number) throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(
            line ->
                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1L << (number - 1)) != 0);
  }
}
