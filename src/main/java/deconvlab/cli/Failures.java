package deconvlab.cli;

import deconvlab.data.DataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says what went wrong in the user's terms: one line for what a user can mend, a stack trace only
 * for what nobody foresaw.
 */
final class Failures implements IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int BAD_USAGE = 2;

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof IllegalArgumentException) {
      command.getErr().println(e.getMessage());
      command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      return BAD_USAGE;
    }
    if (e instanceof DataException) {
      command.getErr().println(e.getMessage());
    } else if (e instanceof UncheckedIOException unchecked) {
      command.getErr().println(describe(unchecked.getCause()));
    } else if (e instanceof IOException io) {
      command.getErr().println(describe(io));
    } else {
      command.getErr().println("Unforeseen error; please report it with the lines below.");
      e.printStackTrace(command.getErr());
    }
    return FAILED;
  }

  private static String describe(IOException e) {
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + ": no such file or folder";
    }
    return e instanceof FileSystemException && e.getMessage() != null
        ? e.getClass().getSimpleName() + ": " + e.getMessage()
        : String.valueOf(e.getMessage());
  }
}
