package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.EngineException;
import deconvlab.data.DataException;
import deconvlab.record.WholeFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is told of an error: a sentence where a user can mend it, a trace where it is ours. */
class FailuresTest {
  private static String told(Throwable e, int status) {
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(OutputStream.nullOutputStream());
    command.setErr(new PrintWriter(err, true));
    assertThat(Failures.tell(e, command.getSubcommands().get("train"))).isEqualTo(status);
    return err.toString().strip();
  }

  @Test
  void whatAUserCanMendIsASentence() {
    assertThat(told(new DataException("label 200 must be 0 to 9"), 1))
        .isEqualTo("label 200 must be 0 to 9");
    assertThat(told(new NoSuchFileException("a/b"), 1)).isEqualTo("a/b: no such file or folder");
    assertThat(told(new FileAlreadyExistsException("a"), 1))
        .isEqualTo("a: a file is where a folder is needed: name another place, or move it away");
    assertThat(told(new UncheckedIOException(new AccessDeniedException("a")), 1))
        .startsWith("a: no permission");
    assertThat(told(new FileSystemException("a", null, "File name too long"), 1))
        .isEqualTo("a: File name too long");
    String packed = "is a packed store: unpack it to change it";
    assertThat(told(new AccessDeniedException("p.zip", null, packed), 1))
        .isEqualTo("p.zip: " + packed);
    assertThat(told(new NoSuchFileException("a", null, "no store there"), 1))
        .isEqualTo("a: no store there");
    assertThat(told(WholeFiles.told(Path.of("a"), new AccessDeniedException("a")), 1))
        .isEqualTo("a: no permission: change it, or name another place");
    assertThat(told(new IOException("cut short"), 1)).isEqualTo("cut short");
    assertThat(told(new NoClassDefFoundError("Could not initialize class Torch"), 1))
        .startsWith("PyTorch's native library does not load here")
        .endsWith("'environment/lab doctor' says what is missing.");
  }

  @Test
  void memoryThatRunsOutIsToldInFigures() {
    assertThat(told(new IllegalStateException(new OutOfMemoryError("Java heap space")), 1))
        .matches("Java's memory ran out: it may take \\d+ MB here; use a smaller .*-Xmx3g");
    String library =
        "[enforce fail at alloc_cpu.cpp:115] err == 0. DefaultCPUAllocator: can't allocate memory:"
            + " you tried to allocate 40960000000 bytes. Error code 12";
    assertThat(told(new EngineException(library), 1))
        .matches(
            "Memory ran out: 40960000000 bytes were asked for at once; this machine has \\d+ MB,"
                + " \\d+ MB of them free: use a smaller --batch or --width");
    assertThat(told(new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB."), 1))
        .startsWith("Memory ran out: 2.00 GiB were asked for");
  }

  @Test
  void anInterruptIsNeitherAnErrorNorDone() {
    assertThat(told(new CancellationException("no figure"), 130))
        .isEqualTo("Interrupted: no figure");
    assertThat(told(new UncheckedIOException(new ClosedByInterruptException()), 130))
        .isEqualTo("Interrupted");
  }

  @Test
  void anArgumentThatOurOwnCodeGotWrongIsNoBadUsage() {
    assertThat(told(new IllegalArgumentException("For input string: \"abc\""), 1))
        .startsWith("Internal error in 'environment/lab train': please report it")
        .contains("For input string", "\tat ");
  }
}
