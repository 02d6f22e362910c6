package deconvlab.cli;

import ai.djl.ndarray.NDManager;
import deconvlab.export.OnnxFile;
import deconvlab.nn.Torch;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import deconvlab.train.SavedModel;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lab export}: what other programs read. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes what other programs read.",
    footer = {"", "Example:", "  environment/lab export onnx model.npz --to model.onnx"})
final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "export needs a form: export onnx");
  }

  @Command(
      name = "onnx",
      mixinStandardHelpOptions = true,
      description = {
        "Writes a saved network as an ONNX file; the last line is its path. Input 'image':",
        "(N, 3, 32, 32), pixels in [0, 1]; outputs 'scores' and 'picture', as the network has them."
      },
      footer = {
        "",
        "Example:",
        "  environment/lab train --model ddnet --save model.npz",
        "  environment/lab export onnx model.npz --to model.onnx --int8"
      })
  int onnx(
      @Parameters(paramLabel = "MODEL", description = "a file of 'lab train --save'") Path model,
      @Option(names = "--to", required = true, description = "the ONNX file") Path file,
      @Option(names = "--int8", description = "weights in 8 bits, a scale a filter") boolean int8)
      throws IOException {
    try (NDManager manager = Torch.engine().newBaseManager()) {
      SavedModel saved = SavedModel.load(model, manager);
      byte[] bytes = OnnxFile.of(saved.network(), saved.normalization(), int8);
      WholeFiles.write(file, bytes);
      spec.commandLine().getErr().println(Text.format("%d bytes", bytes.length));
      spec.commandLine().getOut().println(file);
      return 0;
    }
  }
}
