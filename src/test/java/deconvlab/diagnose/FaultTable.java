package deconvlab.diagnose;

import ai.djl.Device;
import deconvlab.data.Datasets;
import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import deconvlab.data.Subset;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Finding;
import deconvlab.record.RunRecord;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.TrainListener;
import deconvlab.train.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Planted faults over seeds, and what was found. */
final class FaultTable {
  static final int SEEDS = 20;
  static final int STEPS = 24;

  private static final RunOptions OPTIONS = new RunOptions(Device.cpu(), 1, 1, true);
  private static final int EVERY = 8;
  private static final int TEST = 20;

  /**
   * What the runs of one row gave.
   *
   * @param found runs with the planted finding
   * @param placed runs in which it named the right layer and step
   * @param others every other finding and in how many runs it came along
   */
  record Row(Planted planted, int found, int placed, Map<String, Integer> others) {
    /** Findings in runs that should have none. */
    int falseFindings() {
      return others.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  private FaultTable() {}

  /** A healthy run: DDNet of width 8, batches of 32, Adam 1e-3. */
  static TrainConfig healthy() {
    return TrainConfig.of(NetworkConfig.of("ddnet").withWidth(8), "cifar10-mini")
        .withBatch(32)
        .withValidation(100)
        .withMaxSteps(STEPS);
  }

  /** 600 images of the embedded subset's training pool, 60 a class, and 20 of its test images. */
  static ImageData images() {
    ImageData all = Datasets.load("cifar10-mini");
    ImageSet pool = all.train();
    int[] every = IntStream.range(0, pool.size()).toArray();
    int[] some = Subset.stratified(every, pool.labels(), 600.0 / pool.size(), 0);
    int[] tested = IntStream.range(0, TEST).map(i -> i * all.test().size() / TEST).toArray();
    return new ImageData(
        all.name(),
        cut(pool, some),
        cut(all.test(), tested),
        all.sourceSha256(),
        all.pixelsSha256(),
        all.note());
  }

  private static ImageSet cut(ImageSet set, int[] indices) {
    byte[] pixels = new byte[indices.length * ImageSet.IMAGE_BYTES];
    byte[] labels = new byte[indices.length];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(
          set.image(indices[i]), 0, pixels, i * ImageSet.IMAGE_BYTES, ImageSet.IMAGE_BYTES);
      labels[i] = (byte) set.label(indices[i]);
    }
    return new ImageSet(pixels, labels, set.classes());
  }

  static RunRecord run(Planted planted, ImageData images, long seed) {
    TrainConfig config = planted.change().apply(healthy());
    try (Training training = new Training(config, images, seed, OPTIONS, new SignalProbe(EVERY))) {
      TrainListener listener = planted.plant().apply(training);
      return training.run(listener);
    }
  }

  static List<Row> rows(List<Planted> planted, ImageData images) {
    List<Row> rows = new ArrayList<>();
    for (Planted each : planted) {
      int found = 0;
      int placed = 0;
      Map<String, Integer> others = new TreeMap<>();
      for (int seed = 0; seed < SEEDS; seed++) {
        for (Finding f : run(each, images, seed).findings()) {
          if (f.isFault() && f.name().equals(each.finding())) {
            found++;
            placed += each.place().test(f) ? 1 : 0;
          } else if (f.isFault()) {
            others.merge(f.name(), 1, Integer::sum);
          }
        }
      }
      rows.add(new Row(each, found, placed, others));
    }
    return rows;
  }

  /** The table in Markdown. */
  static String markdown(List<Row> healthy, List<Row> faults) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| fault | planted by | found | where and when | right place | false, healthy | came along |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (Row row : faults) {
      int wrong = healthy.get(0).others().getOrDefault(row.planted().finding(), 0);
      text.append(
          "| %s | %s | %d of %d | %s | %d of %d | %d of %d | %s |%n"
              .formatted(
                  row.planted().finding(),
                  row.planted().how(),
                  row.found(),
                  SEEDS,
                  row.planted().placed(),
                  row.placed(),
                  SEEDS,
                  wrong,
                  SEEDS,
                  list(row.others())));
    }
    text.append("\n| healthy run | runs | false findings |\n|---|---|---|\n");
    for (Row row : healthy) {
      text.append(
          "| %s | %d | %s |%n"
              .formatted(
                  row.planted().how(), SEEDS, row.others().isEmpty() ? "0" : list(row.others())));
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String list(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
