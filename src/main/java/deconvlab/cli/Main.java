package deconvlab.cli;

import deconvlab.ablation.Elsewhere;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * deconv-lab's command line. Standard output carries results, standard error everything else; the
 * exit status is 0 (done), 1 (ran and found a failure), 2 (bad usage) or 130 (interrupted).
 */
@Command(
    name = "environment/lab",
    description = "How gradients behave in transposed-convolution networks, by experiment.",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      RerunCommand.class,
      TrainCommand.class,
      ExportCommand.class,
      AblateCommand.class,
      VerifyCommand.class,
      DataCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      HelpCommand.class
    })
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(executed(commandLine(new FileOutputStream(FileDescriptor.out)), args));
  }

  /**
   * The verb {@code ablate} with its runs made elsewhere, for an engine's own program (src/spark).
   *
   * @return the exit status
   */
  public static int ablate(Elsewhere engine, String... args) {
    CommandLine line = commandLine(new FileOutputStream(FileDescriptor.out));
    CommandLine ablate = line.getSubcommands().get("ablate");
    ((AblateCommand) ablate.getCommand()).by(engine);
    return executed(
        line, Stream.concat(Stream.of("ablate"), Stream.of(args)).toArray(String[]::new));
  }

  private static int executed(CommandLine line, String... args) {
    Interrupts.watch();
    int status = line.execute(args);
    return Interrupts.received() ? Interrupts.STATUS : status;
  }

  /** The command line with our error handling, its results on {@code out}; tests call it too. */
  static CommandLine commandLine(OutputStream out) {
    ResultStream results = new ResultStream(out);
    return new CommandLine(new Main())
        .setOut(new PrintWriter(results, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false)
        .registerConverter(Path.class, Usage::path)
        .setParameterExceptionHandler(new Usage())
        .setExecutionStrategy(parsed -> Failures.run(parsed, results));
  }
}
