package deconvlab.cli;

import ai.djl.Device;
import deconvlab.nn.Torch;
import deconvlab.record.Outcome;
import deconvlab.text.Text;
import deconvlab.train.Checkpoint;
import deconvlab.train.RunOptions;
import deconvlab.train.Saving;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Where a run is saved on its way, and from where it goes on. */
final class CheckpointOptions {
  /** What may stand beside --resume: it changes no number. */
  private static final Set<String> BESIDE =
      Set.of("--resume", "--checkpoint-every", "--store", "--json", "--save", "--half");

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = {
        "steps between two checkpoints, 0 for none (default: one a minute, so that",
        "a short run writes none); an interrupt leaves one, too, a finished run none"
      })
  private Integer every;

  @Option(
      names = "--resume",
      paramLabel = "CHECKPOINT",
      description = {
        "go on where a run was stopped or killed: its configuration stands in the",
        "file, so options that would change a number are refused"
      })
  private Path resume;

  private Path file;

  /** What the run goes on from; null for a new one. */
  Checkpoint from(CommandSpec spec) throws IOException {
    if (resume == null) {
      return null;
    }
    List<String> others =
        spec.commandLine().getParseResult().matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !BESIDE.contains(name))
            .toList();
    if (!others.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "--resume goes on with what stands in its file: leave out " + String.join(", ", others));
    }
    return Usage.ofFile(spec, () -> Checkpoint.read(resume));
  }

  /** The folder of the record: the one whose run was stopped, where no other is named. */
  Path store(Path usual) {
    Path folder = resume == null ? null : resume.toAbsolutePath().getParent();
    boolean known = folder != null && folder.endsWith("checkpoints");
    return known ? folder.getParent() : usual;
  }

  /** The options of a new run with its checkpoints in {@code place}; says where they are. */
  RunOptions saving(RunOptions run, Path place, String noted, PrintWriter err) {
    file = place;
    String often = every == null ? "one a minute" : Text.format("every %d steps", every);
    boolean none = Integer.valueOf(0).equals(every);
    err.println(none ? "checkpoint: none" : Text.format("checkpoint: %s (%s)", file, often));
    if (Files.exists(file) && resume == null) {
      err.println("It is there, of this very run: beginning again replaces it, --resume goes on");
    }
    return run.withSaving(new Saving(none ? null : file, every == null ? 0 : every, noted));
  }

  /** The options of the run that is gone on with. */
  RunOptions resumed(Checkpoint from, PrintWriter err) {
    Checkpoint.About about = from.about();
    // As DJL writes them: cpu(), gpu(1).
    String name = about.run().platform().device().replace("()", "").replace(')', ' ');
    Device device = Torch.device(name.replace('(', ':').strip());
    int threads = about.run().platform().threads();
    RunOptions run =
        new RunOptions(device, threads, about.logEvery(), about.scalars(), about.scoreEvery());
    err.println(Text.format("going on after %d steps", from.steps()));
    return saving(run, from.file(), about.noted(), err);
  }

  /** Deletes the checkpoint of a run that has ended by itself; says where another's stays. */
  void ended(Outcome outcome, PrintWriter err) throws IOException {
    if (outcome != Outcome.INTERRUPTED && outcome != Outcome.FAILED) {
      Files.deleteIfExists(file);
    } else if (Files.exists(file)) {
      err.println("to go on: environment/lab train --resume " + file);
    }
  }
}
