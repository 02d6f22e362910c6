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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A saved network becomes the ONNX file of that network, and nothing else becomes one. */
class ExportCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  private int export(String... arguments) {
    return run(Stream.concat(Stream.of("onnx"), Stream.of(arguments)).toArray(String[]::new));
  }

  private int run(String... arguments) {
    String[] all = Stream.concat(Stream.of("export"), Stream.of(arguments)).toArray(String[]::new);
    return Main.commandLine(out).setErr(new PrintWriter(err, true)).execute(all);
  }

  @Test
  void aSavedNetworkIsWrittenInFullOrInEightBits() throws IOException {
    Path model = folder.resolve("model.npz");
    TrainConfig config =
        TrainConfig.of(NetworkConfig.of("ddnet").withWidth(4), "cifar10-mini")
            .withValidation(0)
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

  @Test
  void studiesBecomeTablesAndWhatCannotBeIsSaid() throws IOException {
    Path records = Path.of("docs/records");
    Path tables = folder.resolve("tables");
    assertThat(run("csv", "taming-clip", "--store", records.toString(), "--to", tables.toString()))
        .isZero();
    assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(tables.toString());
    assertThat(Files.readAllLines(tables.resolve("arms.csv")))
        .hasSize(19)
        .startsWith("key,study,arm,variant,seed")
        .anyMatch(line -> line.endsWith(",taming-clip,clip norm 1,\"\",2"));
    assertThat(Files.readAllLines(tables.resolve("runs.csv"))).hasSize(19);
    assertThat(run("csv", "--store", "none", "--to", tables.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("none: no store there");
    assertThat(run("csv", "unheard", "--store", records.toString(), "--to", "x")).isEqualTo(1);
    assertThat(err.toString()).contains("has no study 'unheard'");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (String form : List.of("csv", "mlflow")) {
      String[] to = {"--to", "http://127.0.0.1:9"};
      assertThat(run(form, "claims", "--store", empty.toString(), to[0], to[1])).isEqualTo(2);
      assertThat(err.toString())
          .contains("store " + empty + " has no claims: environment/lab ablate makes them")
          .contains("Try 'environment/lab export --help'.")
          .doesNotContain("Internal error");
      err.getBuffer().setLength(0);
    }
    assertThat(run("mlflow", "--store", records.toString(), "--to", "sqlite:///x")).isEqualTo(1);
    assertThat(err.toString()).contains("right is http://HOST:PORT of an MLflow tracking server");
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("onnx, csv, parquet or mlflow");
  }
}
