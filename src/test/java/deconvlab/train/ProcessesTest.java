package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one seed: the same bits, and no memory lost on the way. */
class ProcessesTest {
  @TempDir private Path folder;

  @Test
  void bitIdenticalAcrossProcessesAndFlatInMemory() throws IOException, InterruptedException {
    List<String> first;
    List<String> second;
    try (JavaProcess a = JavaProcess.start(folder, LongRun.class, "7");
        JavaProcess b = JavaProcess.start(folder, LongRun.class, "7")) {
      first = lines(a);
      second = lines(b);
    }
    assertThat(first).hasSize(3);
    assertThat(second.subList(0, 2)).isEqualTo(first.subList(0, 2));
    assertThat(Double.parseDouble(first.get(1).substring(5))).isFinite();

    assumeTrue(Files.exists(Path.of("/proc/self/status")), "no /proc here: memory not measured");
    for (List<String> lines : List.of(first, second)) {
      assertThat(Double.parseDouble(lines.get(2).substring(6)))
          .as("MB grown from step 200 to 700")
          .isLessThan(40);
    }
  }

  private static List<String> lines(JavaProcess process) throws IOException, InterruptedException {
    assertThat(process.status()).as(process.err()).isZero();
    return process.out().lines().toList();
  }
}
