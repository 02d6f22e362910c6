package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.JavaProcess;
import deconvlab.ablation.Studies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab ablate} as a user starts it. */
class AblateProcessTest {
  @TempDir private Path folder;

  @Test
  void ctrlCKeepsWhatIsDoneAndSaysWhatIsMissing() throws IOException, InterruptedException {
    assumeTrue(Files.exists(Path.of("/bin/kill")), "no kill here");
    assumeTrue(!TrainProcessTest.interruptIgnored(), "this process was started to ignore Ctrl-C");
    Path store = folder.resolve("store");
    List<String> arguments =
        List.of("ablate", "taming-clip", "--seeds", "2", "--threads", "1", "--device", "cpu");
    try (JavaProcess lab = start(arguments, store)) {
      lab.await("taming-clip: none, seed 0: ");
      lab.interrupt();
      assertThat(lab.status()).as(lab.err()).isEqualTo(130);
      assertThat(lab.out().strip()).matches("(1|2) done, (11|10) to do, 0 failed");
      assertThat(lab.err()).doesNotContain("\tat ");
    }
    try (Stream<Path> files = Files.list(store.resolve("taming-clip"))) {
      assertThat(files).anyMatch(f -> f.getFileName().toString().matches("none-seed0-.*\\.json"));
    }
  }

  @Test
  void theCommittedRecordsAreThoseOfTheStudies() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(Studies.names());
    arguments.add(0, "ablate");
    try (JavaProcess lab = start(arguments, Path.of("docs/records").toAbsolutePath())) {
      assertThat(lab.status()).as(lab.err()).isZero();
      assertThat(lab.out().strip()).matches("[1-9]\\d* done, 0 to do, 0 failed");
      assertThat(lab.err()).doesNotContain("seed 0");
    }
  }

  private JavaProcess start(List<String> arguments, Path store) throws IOException {
    String[] all =
        Stream.concat(arguments.stream(), Stream.of("--store", store.toString()))
            .toArray(String[]::new);
    return JavaProcess.start(folder, Main.class, all);
  }
}
