package deconvlab.cli;

import deconvlab.ablation.Studies;
import deconvlab.ablation.Study;
import deconvlab.record.Store;
import deconvlab.text.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which studies of which store are read. */
final class StoreOptions {
  @Parameters(
      paramLabel = "STUDY",
      arity = "0..*",
      description = "studies of the store; 'claims' for C01 to C20 (default: all it has)")
  List<String> names = List.of();

  @Option(names = "--store", description = "folder or .zip file (default: runs/studies)")
  private Path folder;

  /** The store, which must be there. */
  Store store(CommandSpec spec) throws IOException {
    return store(AblateCommand.place(folder), spec);
  }

  static Store store(Path place, CommandSpec spec) throws IOException {
    if (Files.notExists(place)) {
      throw new NoSuchFileException(place.toString(), null, "no store there");
    }
    return Store.at(place, spec.commandLine().getErr()::println);
  }

  /** The studies that are meant, at least one. */
  List<String> chosen(Store store, CommandSpec spec) throws IOException {
    List<String> known = Study.ids(store);
    List<String> chosen = names.isEmpty() ? known : Studies.expanded(names, known);
    return Usage.of(
        spec,
        () -> {
          Checks.that(
              !chosen.isEmpty(),
              "store %s has no %s: environment/lab ablate makes them",
              store.place(),
              names.isEmpty() ? "studies" : String.join(", ", names));
          return chosen;
        });
  }
}
