package deconvlab.cli;

import deconvlab.data.DataException;
import deconvlab.text.Text;
import deconvlab.train.TrainingException;
import deconvlab.verify.VerifyFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a verb and says what went wrong in the user's terms: a sentence for what a user can mend, a
 * stack trace only for what is our own error.
 */
final class Failures {
  /** The exit status of a verb that ran and found a failure. */
  static final int FAILED = 1;

  private Failures() {}

  /** The exit status of the verb; 1 also where its results did not arrive. */
  static int run(ParseResult parsed, ResultStream results) {
    CommandLine command = parsed.commandSpec().commandLine();
    int status;
    try {
      status = new RunLast().execute(parsed);
    } catch (ExecutionException e) {
      status = tell(e.getCause() == null ? e : e.getCause(), e.getCommandLine());
    } catch (Error e) {
      status = tell(e, command);
    }
    if (!command.getOut().checkError()) {
      return status;
    }
    if (!results.error().isEmpty()) {
      command.getErr().println("The result did not reach standard output: " + results.error());
    }
    return status == 0 ? FAILED : status;
  }

  /** Says what {@code e} means; the exit status. */
  static int tell(Throwable e, CommandLine command) {
    PrintWriter err = command.getErr();
    String memory = OutOfMemory.describe(e);
    if (cause(e, CancellationException.class).isPresent()
        || cause(e, ClosedByInterruptException.class).isPresent()) {
      err.println(
          "Interrupted" + (e instanceof CancellationException ? ": " + e.getMessage() : ""));
      return Interrupts.STATUS;
    } else if (!memory.isEmpty()) {
      err.println(memory);
    } else if (e instanceof DataException || e instanceof VerifyFileException) {
      err.println(e.getMessage());
    } else if (e instanceof UncheckedIOException || e instanceof IOException) {
      err.println(describe(cause(e, IOException.class).orElseThrow()));
    } else if (cause(e, LinkageError.class).isPresent()) {
      err.println("PyTorch's native library does not load here (" + innermost(e) + ").");
      err.println("'environment/lab doctor' says what is missing.");
    } else {
      String verb = command.getCommandSpec().qualifiedName();
      err.println("Internal error in '" + verb + "': please report it with the lines below.");
      (e instanceof TrainingException ? e.getCause() : e).printStackTrace(err);
    }
    return FAILED;
  }

  private static <T> Optional<T> cause(Throwable e, Class<T> kind) {
    return causes(e).filter(kind::isInstance).map(kind::cast).findFirst();
  }

  private static Throwable innermost(Throwable e) {
    return causes(e).reduce((outer, inner) -> inner).orElse(e);
  }

  /** {@code e} and what it was caused by. */
  static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, cause -> cause != null, Throwable::getCause);
  }

  private static String describe(IOException e) {
    if (!(e instanceof FileSystemException file) || file.getFile() == null) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    String why = file.getReason();
    return Text.format("%s: %s", file.getFile(), why == null ? kind(file) : why);
  }

  private static String kind(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (e instanceof AccessDeniedException) {
      return "no permission: change it, or name another place";
    } else if (e instanceof FileAlreadyExistsException) {
      return "a file is where a folder is needed: name another place, or move it away";
    }
    return e.getClass().getSimpleName();
  }
}
