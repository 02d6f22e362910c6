package deconvlab.ablation;

import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.record.Copy;
import deconvlab.record.DataUsed;
import deconvlab.record.Images;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The step that brought the records of notebook 05, one folder a study, into a store found by
 * content: no number changed, each gained its labels' hash and what it had noted. Arguments: the
 * old folder (docs/records as of commit ad11686) and the store.
 */
final class MigrateRecords {
  private MigrateRecords() {}

  public static void main(String[] arguments) throws IOException {
    Path old = Path.of(arguments[0]);
    Store store = Store.at(Path.of(arguments[1]));
    ImageData data = Datasets.load("cifar10-mini");
    Images images = new Images(data.pixelsSha256(), data.labelsSha256(), data.note());
    for (String id : Studies.names()) {
      if (Files.isDirectory(old.resolve(id))) {
        Plan plan = Plan.of(Studies.named(id), "quick");
        for (Path file : records(old.resolve(id))) {
          store.put(migrated(RunFiles.read(file), plan, images));
        }
        StoredStudy.of(plan, Map.of("cifar10-mini", images)).keep(store, System.out::println);
      }
    }
  }

  private static List<Path> records(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  private static RunRecord migrated(RunRecord run, Plan plan, Images images) {
    if (!run.data().isOf(images.pixelsSha256(), images.labelsSha256())) {
      throw new IllegalArgumentException("other images: " + run.data());
    }
    DataUsed data = Copy.with(run.data(), "labelsSha256", images.labelsSha256());
    return Copy.with(Copy.with(run, "data", data), "watch", plan.watch());
  }
}
