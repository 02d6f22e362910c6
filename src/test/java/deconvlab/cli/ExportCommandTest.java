package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import deconvlab.TestImages;
import deconvlab.export.OnnxFile;
import deconvlab.model.NetworkConfig;
import deconvlab.nn.Torch;
import deconvlab.train.RunOptions;
import deconvlab.train.SavedModel;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved network becomes the ONNX file of that network, and nothing else becomes one. */
class ExportCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int export(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "export";
    all[1] = "onnx";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Main.commandLine(out).setErr(new PrintWriter(err, true)).execute(all);
  }

  @Test
  void aSavedNetworkIsWrittenInFullOrInEightBits() throws IOException {
    Path model = folder.resolve("model.npz");
    TrainConfig config =
        TrainConfig.of(NetworkConfig.of("ddnet").withWidth(4), "cifar10-mini")
            .withEpochs(1)
            .withMaxSteps(2);
    try (Training training = new Training(config, TestImages.data(), 7, RunOptions.defaults())) {
      SavedModel.write(model, training.network(), training.normalization(), training.run(), false);
    }
    Path whole = folder.resolve("new/model.onnx");
    Path small = folder.resolve("small.onnx");
    assertThat(export(model.toString(), "--to", whole.toString())).isZero();
    assertThat(export(model.toString(), "--to", small.toString(), "--int8")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(whole.toString(), small.toString());
    assertThat(err.toString()).contains(Files.size(small) + " bytes");
    try (NDManager manager = Torch.engine().newBaseManager()) {
      SavedModel saved = SavedModel.load(model, manager);
      assertThat(Files.readAllBytes(whole))
          .isEqualTo(OnnxFile.of(saved.network(), saved.normalization(), false));
      assertThat(Files.readAllBytes(small))
          .isEqualTo(OnnxFile.of(saved.network(), saved.normalization(), true));
    }
  }

  @Test
  void whatIsNoNetworkIsNamedAndNothingIsWritten() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no network");
    Path file = folder.resolve("model.onnx");
    assertThat(export(text.toString(), "--to", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("notes.txt is no whole network of ours: it is no .npz");
    assertThat(export(folder.resolve("none.npz").toString(), "--to", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none.npz");
    assertThat(export(text.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("--to");
    assertThat(file).doesNotExist();
  }
}
