package deconvlab.cli;

import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
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

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    command.getErr().println(e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return BAD_USAGE;
  }
}
