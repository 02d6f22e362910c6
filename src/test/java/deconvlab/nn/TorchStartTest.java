package deconvlab.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the native library cannot be unpacked, every attempt says why: no class is lost to it. */
class TorchStartTest {
  @TempDir Path folder;

  /** Run in a Java of its own. */
  static final class Starts {
    private Starts() {}

    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          System.out.println(Torch.engine().getEngineName());
        } catch (EngineException e) {
          System.out.println("told: " + e.getMessage());
        }
      }
    }
  }

  @Test
  void aLibraryThatCannotBeLoadedIsToldAgain() throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Starts.class.getName());
    Path file = Files.createFile(folder.resolve("a file, no folder"));
    java.environment().put("DJL_CACHE_DIR", file.toString());
    java.environment().put("ENGINE_CACHE_DIR", file.toString());
    Process process = java.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out.lines().filter(line -> line.startsWith("told: "))).as(out).hasSize(2);
  }
}
