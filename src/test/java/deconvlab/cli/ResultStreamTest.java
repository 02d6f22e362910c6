package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of results when their place, their reader or the terminal is not there. */
class ResultStreamTest {
  private static final String RUN =
      "train --model stack --depth 1 --width 4 --data cifar10-mini --max-steps 1 --batch 8"
          + " --validation 100 --device cpu --threads 1 --store ";

  @TempDir private Path folder;

  private final StringWriter told = new StringWriter();

  /** Standard output that fails with {@code why} at every write. */
  private static OutputStream broken(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  private int lab(OutputStream out, String line) {
    PrintWriter err = new PrintWriter(told, true);
    return Main.commandLine(out).setErr(err).execute(line.split(" "));
  }

  @Test
  void aResultThatDidNotArriveIsAFailureAndSaysWhy() {
    for (String line : List.of("doctor", "--version", "train --help", "help")) {
      told.getBuffer().setLength(0);
      assertThat(lab(broken("No space left on device"), line)).as(line).isEqualTo(1);
      assertThat(told).hasToString(sentence("No space left on device"));
    }
  }

  private static String sentence(String why) {
    return "The result did not reach standard output: " + why + System.lineSeparator();
  }

  @Test
  void aReaderThatHasLeftIsAFailureWithoutAWord() {
    assertThat(lab(broken("Broken pipe"), "--help")).isEqualTo(1);
    assertThat(told.toString()).isEmpty();
  }

  @Test
  void aTrainingWhoseResultDidNotArriveIsAFailureAndItsRecordIsThere() throws IOException {
    assertThat(lab(broken("Broken pipe"), RUN + folder)).isEqualTo(1);
    assertThat(onlyRecord().steps().length()).isEqualTo(1);
  }

  @Test
  void anInterruptWhenTheLastLineAppearsDoesNotCostTheRecord() throws IOException {
    PrintWriter err =
        new PrintWriter(told, true) {
          @Override
          public void println(String line) {
            super.println(line);
            if (line.startsWith("stack: co")) {
              Thread.currentThread().interrupt();
            }
          }
        };
    OutputStream none = OutputStream.nullOutputStream();
    assertThat(Main.commandLine(none).setErr(err).execute((RUN + folder).split(" "))).isZero();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(onlyRecord().steps().length()).isEqualTo(1);
  }

  @Test
  void aTerminalThatIsGoneDoesNotEndATraining() throws IOException {
    PrintWriter gone = new PrintWriter(broken("Input/output error"), true, StandardCharsets.UTF_8);
    OutputStream none = OutputStream.nullOutputStream();
    assertThat(Main.commandLine(none).setErr(gone).execute((RUN + folder).split(" "))).isZero();
    assertThat(onlyRecord().steps().length()).isEqualTo(1);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNoticedBeforeTheWork() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "");
    for (String line :
        List.of(RUN + taken, "run --store " + taken, "ablate taming-clip --store " + taken)) {
      told.getBuffer().setLength(0);
      assertThat(lab(OutputStream.nullOutputStream(), line)).as(line).isEqualTo(1);
      assertThat(told.toString()).contains("taken").doesNotContain("\tat ", "step ");
    }
  }

  @Test
  void aDiskThatFillsUpDoesNotCostTheRecord() throws IOException, InterruptedException {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    String mount = "mount -t tmpfs -o size=64k tmpfs " + disk;
    assumeTrue(Files.exists(Path.of("/proc/mounts")) && succeeds(mount), "cannot mount a tmpfs");
    try {
      PrintWriter err =
          new PrintWriter(told, true) {
            @Override
            public void println(String line) {
              super.println(line);
              if (line.startsWith("stack: co")) {
                fill(disk.resolve("rest"));
              }
            }
          };
      OutputStream none = OutputStream.nullOutputStream();
      int status = Main.commandLine(none).setErr(err).execute((RUN + disk).split(" "));
      assertThat(status).as(told.toString()).isEqualTo(1);
      assertThat(told.toString()).contains(disk.toString(), "no space left", "kept elsewhere: ");
      Path other = Path.of(told.toString().replaceAll("(?s).*kept elsewhere: (.*?)\\R.*", "$1"));
      assertThat(RunFiles.read(other).steps().length()).isEqualTo(1);
      Files.delete(other);
    } finally {
      assertThat(succeeds("umount " + disk)).isTrue();
    }
  }

  private static void fill(Path file) {
    try {
      Files.write(file, new byte[1 << 20]);
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("space");
    }
  }

  private static boolean succeeds(String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command.split(" ")).start();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  private RunRecord onlyRecord() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      return RunFiles.read(all.get(0));
    }
  }
}
