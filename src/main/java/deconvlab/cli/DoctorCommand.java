package deconvlab.cli;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import deconvlab.nn.Torch;
import deconvlab.record.Json;
import deconvlab.record.Platform;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** The Java half of {@code lab doctor}: does the native library load and compute here? */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Says what is here, what is missing and how to mend it.",
    footer = {"", "Example:", "  environment/lab doctor"})
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "one JSON object")
  private boolean json;

  @Override
  public Integer call() {
    ObjectNode found = Json.object();
    try (NDManager manager = Torch.engine().newBaseManager();
        NDArray two = manager.create(new float[] {1, 2})) {
      float sum = two.sum().getFloat();
      if (sum != 3) {
        throw new IllegalStateException("1 + 2 came out as " + sum);
      }
      String engine = "PyTorch " + Torch.engine().getVersion();
      Platform here = Platform.here(engine, Torch.device("best").toString(), Torch.threads());
      found.put("engine", engine);
      found.put("device", here.device());
      found.put("gpus", Torch.engine().getGpuCount());
      found.put("threads", here.threads());
      found.put("java", here.java());
      found.put("os", here.os());
      found.put("cpu", here.cpu());
      found.put("code", here.code());
    } catch (RuntimeException | LinkageError e) {
      found.put("error", "the native library does not load: " + e);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(found));
    } else {
      found.forEachEntry((key, value) -> out.println(key + ": " + value.asString()));
    }
    return found.has("error") ? 1 : 0;
  }
}
