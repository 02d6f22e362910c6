package deconvlab.cli;

import ai.djl.ndarray.NDManager;
import deconvlab.ablation.Assessment;
import deconvlab.ablation.Results;
import deconvlab.ablation.Study;
import deconvlab.export.ArmRun;
import deconvlab.export.MlflowServer;
import deconvlab.export.OnnxFile;
import deconvlab.export.RunExport;
import deconvlab.export.TableFile;
import deconvlab.nn.Torch;
import deconvlab.record.Store;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import deconvlab.train.SavedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    footer = {
      "",
      "Examples:",
      "  environment/lab export onnx model.npz --to model.onnx",
      "  environment/lab export csv taming-clip --to tables"
    })
final class ExportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "export needs a form: onnx, csv, parquet or mlflow");
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

  @Command(
      name = "csv",
      mixinStandardHelpOptions = true,
      description = {
        "Writes runs.csv, series.csv and arms.csv (docs/export.md); the last line is their folder.",
        "Without STUDY every finished run of the store is in them."
      },
      footer = {"", "Example:", "  environment/lab export csv taming-clip --to tables"})
  int csv(@Mixin StoreOptions from, @Option(names = "--to", required = true) Path folder)
      throws IOException {
    return tables(from, TableFile.CSV, folder);
  }

  @Command(
      name = "parquet",
      mixinStandardHelpOptions = true,
      description = {"As csv, in Parquet; what writes it, DuckDB, is fetched once (85 MB)."},
      footer = {"", "Example:", "  environment/lab export parquet taming-clip --to tables"})
  int parquet(@Mixin StoreOptions from, @Option(names = "--to", required = true) Path folder)
      throws IOException {
    return tables(from, TableFile.PARQUET, folder);
  }

  private int tables(StoreOptions from, TableFile form, Path folder) throws IOException {
    form.check();
    CommandLine line = spec.commandLine();
    Store store = from.store(spec);
    List<ArmRun> arms = new ArrayList<>();
    for (String id : from.names.isEmpty() ? Study.ids(store) : from.chosen(store, spec)) {
      arms.addAll(ArmRun.of(assessed(store, id).evidence().get(0)));
    }
    for (Path file : new RunExport(store, arms, !from.names.isEmpty()).write(form, folder)) {
      line.getErr().println(Text.format("%s: %d bytes", file, Files.size(file)));
    }
    line.getOut().println(folder);
    return 0;
  }

  /** One study at a time: of all together a store may have more runs than memory holds. */
  private Assessment assessed(Store store, String id) throws IOException {
    return Usage.ofFile(spec, () -> Assessment.of(List.of(Results.of(store, id))));
  }

  @Command(
      name = "mlflow",
      mixinStandardHelpOptions = true,
      description = {
        "Sends studies to an MLflow tracking server, each an experiment (docs/export.md); what is",
        "there is not sent again, so an interrupted transfer goes on. The last line counts runs."
      },
      footer = {
        "",
        "Example:",
        "  environment/lab export mlflow taming-clip --to http://127.0.0.1:5000"
      })
  int mlflow(
      @Mixin StoreOptions from,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "URI",
              description = "user or token: MLFLOW_TRACKING_USERNAME and _PASSWORD, or _TOKEN")
          String uri,
      @Option(names = "--no-artifacts", description = "no records, pictures and reports")
          boolean without)
      throws IOException {
    MlflowServer server = new MlflowServer(uri, System.getenv(), Duration.ofSeconds(1));
    PrintWriter err = spec.commandLine().getErr();
    Store store = from.store(spec);
    MlflowTransfer transfer = new MlflowTransfer(store, server, !without, err);
    for (String id : from.names.isEmpty() ? Study.ids(store) : from.chosen(store, spec)) {
      transfer.study(assessed(store, id));
    }
    if (from.names.isEmpty()) {
      transfer.others();
    }
    spec.commandLine().getOut().println(transfer);
    return 0;
  }
}
