package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A machine without fonts, as AWT sees it: the error is a sentence, however often it is met. */
class FontsTest {
  @TempDir Path folder;

  /** Run in a Java of its own: asks, draws, draws again, and prints what it is told. */
  static final class Draws {
    private Draws() {}

    public static void main(String[] arguments) {
      for (Runnable work :
          List.<Runnable>of(Fonts::check, () -> figure().draw(), () -> figure().draw())) {
        try {
          work.run();
          System.out.println("drawn");
        } catch (IllegalStateException e) {
          System.out.println(e.getMessage());
        }
      }
    }

    private static Curves figure() {
      return Curves.create().title("loss").add(Curves.Line.of("ReLU", new double[] {2, 1}));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutFontsEveryAttemptSaysWhatToInstall() throws IOException, InterruptedException {
    Path empty = Files.writeString(folder.resolve("fonts.conf"), "<fontconfig></fontconfig>");
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-Dsun.awt.fontconfig=" + folder.resolve("missing"),
            "-cp",
            System.getProperty("java.class.path"),
            Draws.class.getName());
    // Some Javas ask fontconfig alone, others look into the usual folders, too.
    java.environment().put("FONTCONFIG_FILE", empty.toString());
    Process process = java.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out.lines())
        .hasSize(3)
        .allMatch(line -> line.contains("apt-get install fontconfig fonts-dejavu-core"));
  }

  @Test
  void withFontsNothingIsSaid() {
    Fonts.check();
  }
}
