package deconvlab.cli;

import deconvlab.text.Text;
import deconvlab.verify.Engine;
import deconvlab.verify.Verifier;
import deconvlab.verify.VerifyResult;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab verify}: conformance and training-parity files against the project's own code. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the operator over files of known inputs, outputs, gradients and refusals, and repeats"
          + " files of training runs step by step; one line a disagreement and a training run, the"
          + " sum on the last."
    },
    footer = {
      "",
      "Example:",
      "  environment/lab verify src/test/resources/deconvlab/verify/own_cases.json"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "conformance or training-parity files")
  private List<Path> files;

  @Option(
      names = "--engine",
      defaultValue = "both",
      description = "djl (the block), reference, or both (default); training runs need djl or both")
  private String engine;

  @Option(names = "--json", description = "print every case's result as one JSON object, too")
  private boolean json;

  @Override
  public Integer call() {
    Engine chosen = Usage.of(spec, () -> Engine.named(engine));
    VerifyResult result = Verifier.run(files, chosen.operators());
    result.notes().stream().map(Text::printable).forEach(spec.commandLine().getErr()::println);
    if (json) {
      spec.commandLine().getOut().println(result.toJson());
      spec.commandLine().getOut().println(result.lastLine());
    } else {
      result.lines().forEach(spec.commandLine().getOut()::println);
    }
    return result.exitStatus();
  }
}
