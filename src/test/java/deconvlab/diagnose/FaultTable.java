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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Planted faults over seeds, and what was found. */
final class FaultTable {
  private static final String BEGIN = "<!-- measured: begin -->";
  private static final String END = "<!-- measured: end -->";
  private static final RunOptions OPTIONS = new RunOptions(Device.cpu(), 1, 1, true);
  private static final int EVERY = 4;
  private static final int TEST = 20;

  /** The first of the seeds, for a table from runs that no rule was written by. */
  static final int SEED = Integer.getInteger("diagnosis.seed", 0);

  /**
   * What the runs of one row gave.
   *
   * @param finding the planted fault's name, "" for healthy runs
   * @param how it was planted
   * @param where layer and step that a finding has to name
   * @param runs how many
   * @param found runs with the planted finding
   * @param placed runs in which it named the right layer and step
   * @param others every other finding and in how many runs it came along
   */
  record Row(
      String finding,
      String how,
      String where,
      int runs,
      int found,
      int placed,
      Map<String, Integer> others) {
    /**
     * Counts the faults found in runs.
     *
     * @param right whether a finding of that name tells layer and step
     */
    static Row of(
        String finding,
        String how,
        String where,
        List<List<Finding>> runs,
        Predicate<Finding> right) {
      int found = 0;
      int placed = 0;
      Map<String, Integer> others = new TreeMap<>();
      for (Finding f : runs.stream().flatMap(List::stream).filter(Finding::isFault).toList()) {
        if (f.name().equals(finding)) {
          found++;
          placed += right.test(f) ? 1 : 0;
        } else {
          others.merge(f.name(), 1, Integer::sum);
        }
      }
      return new Row(finding, how, where, runs.size(), found, placed, others);
    }

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
        .withValidation(50);
  }

  /** 820 images of the embedded subset's training pool, 82 a class, and 20 of its test images. */
  static ImageData images() {
    ImageData all = Datasets.load("cifar10-mini");
    ImageSet pool = all.train();
    int[] every = IntStream.range(0, pool.size()).toArray();
    int[] some = Subset.stratified(every, pool.labels(), 820.0 / pool.size(), 0);
    return all.with(pool.pick(some), all.test().spaced(TEST));
  }

  static RunRecord run(Planted planted, ImageData images, long seed) {
    TrainConfig config = planted.change().apply(healthy()).withMaxSteps(planted.steps());
    try (Training training = new Training(config, images, seed, OPTIONS, new SignalProbe(EVERY))) {
      TrainListener listener = planted.plant().apply(training);
      return training.run(listener);
    }
  }

  static List<Row> rows(List<Planted> planted, ImageData images) {
    List<Row> rows = new ArrayList<>();
    for (Planted each : planted) {
      List<List<Finding>> runs = new ArrayList<>();
      for (int seed = 0; seed < each.seeds(); seed++) {
        runs.add(run(each, images, SEED + seed).findings());
      }
      rows.add(Row.of(each.finding(), each.how(), each.placed(), runs, each.place()));
    }
    return rows;
  }

  /** The table in Markdown. */
  static String markdown(List<Row> healthy, List<Row> faults) {
    StringBuilder text = new StringBuilder();
    text.append(
        "| fault | planted by | found | layer and step named | rightly | false in healthy runs | came"
            + " along |\n|---|---|---|---|---|---|---|\n");
    Row free = healthy.get(0);
    for (Row row : faults) {
      text.append(
          "| %s | %s | %d of %d | %s | %d of %d | %d of %d | %s |\n"
              .formatted(
                  row.finding(),
                  row.how(),
                  row.found(),
                  row.runs(),
                  row.where(),
                  row.placed(),
                  row.runs(),
                  free.others().getOrDefault(row.finding(), 0),
                  free.runs(),
                  list(row.others())));
    }
    text.append("\n| healthy run | runs | false findings |\n|---|---|---|\n");
    for (Row row : healthy) {
      text.append("| %s | %d | %s |\n".formatted(row.how(), row.runs(), list(row.others())));
    }
    return text.toString();
  }

  private static String list(Map<String, Integer> counts) {
    return counts.isEmpty()
        ? "none"
        : counts.entrySet().stream()
            .map(e -> e.getKey() + " " + e.getValue())
            .collect(Collectors.joining(", "));
  }

  /** Puts the table into the page at {@code file}, between its two marks. */
  static void write(String table, Path file) throws IOException {
    String page = Files.readString(file);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    if (from < BEGIN.length() || to < from) {
      throw new IllegalArgumentException(
          "%s needs the line %s and, after it, %s".formatted(file, BEGIN, END));
    }
    Files.writeString(file, page.substring(0, from) + "\n" + table + page.substring(to));
  }
}
