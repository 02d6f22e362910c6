package deconvlab.cli;

import deconvlab.text.Text;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Options that cannot be: exit status 2, what would be right, and where the help is. */
final class Usage implements IParameterExceptionHandler {
  private static final int BAD_USAGE = 2;

  /**
   * What {@code made} makes of options. What it refuses is the options' fault; anything else that
   * throws an IllegalArgumentException later is our own.
   */
  static <T> T of(CommandSpec spec, Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** As {@link #of}, from what has to be read first. */
  static <T> T ofFile(CommandSpec spec, Callable<T> made) throws IOException {
    try {
      return made.call();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A file or folder; a name may hold letters that the locale's encoding has not. */
  static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          Text.format(
              "'%s' names no file or folder (%s): this locale's encoding is %s; try LC_ALL=C.UTF-8",
              name.replaceAll("\\p{Cntrl}", "?"),
              e.getReason(),
              System.getProperty("sun.jnu.encoding")));
    }
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    // An address that stands at a wrong place may hold a password.
    command.getErr().println(e.getMessage().replaceAll("://.*@", "://…@"));
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return BAD_USAGE;
  }
}
