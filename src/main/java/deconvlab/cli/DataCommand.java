package deconvlab.cli;

import deconvlab.data.Cifar10Import;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.data.ProgressListener;
import deconvlab.data.ProjectHome;
import deconvlab.record.Json;
import deconvlab.text.Text;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code lab data}: brings a data set here. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Downloads CIFAR-10 from its official address (checked, resumed after a cut) or imports a"
          + " local archive in the official binary layout; the last line is where it lies."
    },
    footer = {
      "",
      "Examples:",
      "  environment/lab data cifar10",
      "  environment/lab data cifar10 --from cifar-10-binary.tar.gz"
    })
final class DataCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "cifar10, or cifar10-mini (embedded)")
  private String name;

  @Option(names = "--from", description = "a local archive instead of a download")
  private Path from;

  @Option(names = "--to", description = "folder to import into (default: data/cache/cifar10)")
  private Path to;

  @Option(names = "--mirror", description = "address to download from (or env DECONVLAB_MIRROR)")
  private String mirror;

  @Option(names = "--sha256", description = "the archive's hash, if not the official one")
  private String sha256;

  @Option(names = "--json", description = "print what was imported as a JSON object, too")
  private boolean json;

  @Override
  public Integer call() {
    Path home = ProjectHome.find();
    Path where = brought(home);
    boolean mini = name.equals("cifar10-mini");
    ImageData data = Datasets.load(mini ? name : where.toString(), home);
    spec.commandLine().getErr().println(data);
    if (json) {
      spec.commandLine().getOut().println(describe(data));
    }
    spec.commandLine().getOut().println(where);
    return 0;
  }

  /** The folder where the data now lies. */
  private Path brought(Path home) {
    if (name.equals("cifar10-mini")) {
      if (from != null || to != null || mirror != null || sha256 != null) {
        throw usage(
            "cifar10-mini is embedded in the project: leave --from, --to, --mirror and --sha256"
                + " out, or import cifar10");
      }
      return home.resolve("data");
    }
    if (!name.equals("cifar10")) {
      throw usage(
          Text.format(
              "data '%s' is unknown: take one of %s", name, String.join(", ", Datasets.NAMES)));
    }
    // Java asks for no https tunnel by password unless told so before its first one.
    System.getProperties().putIfAbsent("jdk.http.auth.tunneling.disabledSchemes", "");
    ProgressListener progress = new TransferProgress(spec.commandLine().getErr());
    return Cifar10Import.run(
        Usage.of(spec, () -> new Cifar10Import.Options(home, from, to, mirror, sha256, progress)));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static ObjectNode describe(ImageData data) {
    ObjectNode line = Json.object();
    line.put("name", data.name());
    line.put("note", data.note());
    line.put("sha256", data.sourceSha256());
    line.put("pixels_sha256", data.pixelsSha256());
    line.put("labels_sha256", data.labelsSha256());
    line.put("train", data.train().size());
    line.put("test", data.test().size());
    return line;
  }
}
