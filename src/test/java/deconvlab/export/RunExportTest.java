package deconvlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import deconvlab.record.Copy;
import deconvlab.record.Outcome;
import deconvlab.record.Records;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Series;
import deconvlab.record.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** What is written is what the records hold, to the last bit, read by other programs' readers. */
class RunExportTest {
  private static final String NASTY =
      "it \"said\", und schrieb µ – ‘no’;\r\nthen\n\nnothing ''; 💥";

  @TempDir private Path folder;

  private Store store() {
    return Store.at(folder.resolve("store"));
  }

  private RunRecord nasty() {
    return Copy.with(Records.record(Outcome.DIVERGED, 3, "relu"), "message", NASTY);
  }

  /** A run with looks. */
  private static RunRecord looked(int steps) {
    float[] loss = new float[steps];
    float[] norm = new float[steps];
    for (int i = 0; i < steps; i++) {
      loss[i] = 2.5f / (i + 1);
      norm[i] = Float.intBitsToFloat(0x3f000000 + 7919 * i);
    }
    Map<String, float[]> looks = new HashMap<>();
    looks.put(RunRecord.PROBE_STEP, new float[] {0, 20});
    looks.put("dead/conv1", new float[] {0.25f, Float.NaN});
    RunRecord run = Records.record(Outcome.COMPLETED, 4, "tanh");
    ObjectNode configuration = run.configuration().put("epochs", 100_000).put("maxSteps", steps);
    return Copy.with(run, "configuration", configuration)
        .withSeries(
            new Series(Map.of(RunRecord.LOSS, loss, RunRecord.NORM, norm)), new Series(looks));
  }

  @ParameterizedTest
  @EnumSource(TableFile.class)
  void everyNumberAndWordComesBack(TableFile form) throws IOException, SQLException {
    assumeTrue(
        form == TableFile.CSV || DriverManager.drivers().findAny().isPresent(),
        "needs what writes Parquet: mvn dependency:copy@parquet fetches it");
    List<RunRecord> runs = List.of(nasty(), looked(100_000));
    for (RunRecord run : runs) {
      store().put(run);
    }
    Path tables = folder.resolve("it's new");
    List<Path> files = new RunExport(store(), List.of(), false).write(form, tables);
    assertThat(files).hasSize(3);
    Map<String, Map<String, String>> rows = new HashMap<>();
    read(tables, form, "runs").forEach(row -> rows.put(row.get("key"), row));
    Map<String, String> nasty = rows.get(RunKey.of(runs.get(0)).hash());
    assertThat(nasty)
        .containsEntry("message", NASTY)
        .containsEntry("outcome", "diverged")
        .containsEntry("seed", "3")
        .containsEntry("steps", "3")
        .containsEntry("network.activation", "relu")
        .containsEntry("validation accuracy", "0.5");
    assertThat(rows.get(RunKey.of(runs.get(1)).hash()))
        .containsEntry("message", null)
        .containsEntry("steps", "100000");
    Map<String, Double> numbers = new HashMap<>();
    for (Map<String, String> row : read(tables, form, "series")) {
      String at =
          String.join(" ", row.get("key"), row.get("kind"), row.get("step"), row.get("name"));
      assertThat(numbers.put(at, Double.valueOf(row.get("value")))).as(at).isNull();
    }
    Map<String, Double> expected = new HashMap<>();
    runs.forEach(run -> expect(run, expected));
    assertThat(numbers).isEqualTo(expected);
    try (Stream<Path> there = Files.list(tables)) {
      assertThat(there).hasSize(3);
    }
  }

  private static void expect(RunRecord run, Map<String, Double> expected) {
    String key = RunKey.of(run).hash();
    for (String name : run.steps().names()) {
      float[] column = run.steps().get(name);
      for (int i = 0; i < column.length; i++) {
        expected.put(key + " step " + i + " " + name, shortest(column[i]));
      }
    }
    for (String name : run.probes().names()) {
      float[] column = run.probes().get(name);
      for (int i = 0; i < column.length && !name.equals(RunRecord.PROBE_STEP); i++) {
        expected.put(key + " look " + 20 * i + " " + name, shortest(column[i]));
      }
    }
    for (Score score : run.scores()) {
      String at = key + " score " + score.step() + " " + score.split();
      expected.put(at + "/loss", score.loss());
      expected.put(at + "/accuracy", score.accuracy());
    }
  }

  /** The double that its text means; back in 32 bits it is the number again. */
  private static double shortest(float value) {
    double wide = Double.parseDouble(Float.toString(value));
    assertThat(Float.floatToIntBits((float) wide)).isEqualTo(Float.floatToIntBits(value));
    return wide;
  }

  @Test
  void ofStudiesTheirRunsAloneAreWritten() throws IOException, SQLException {
    store().put(nasty());
    store().put(looked(3));
    RunKey key = RunKey.of(looked(3));
    List<ArmRun> arms =
        List.of(
            new ArmRun("a-study", "tanh, plain", "", 4, key.hash(), Optional.of(key)),
            new ArmRun("another", "tanh", "rate=0.1", 4, key.hash(), Optional.of(key)),
            new ArmRun("another", "tanh", "", 5, "0123", Optional.empty()));
    new RunExport(store(), arms, true).write(TableFile.CSV, folder);
    assertThat(read(folder, TableFile.CSV, "runs"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("key", key.hash()));
    assertThat(read(folder, TableFile.CSV, "arms"))
        .extracting(row -> row.get("arm") + "|" + row.get("variant") + "|" + row.get("key"))
        .containsExactly("tanh, plain||" + key.hash(), "tanh|rate=0.1|" + key.hash(), "tanh||0123");
    assertThat(read(folder, TableFile.CSV, "series"))
        .allSatisfy(row -> assertThat(row).containsEntry("key", key.hash()));
  }

  @Test
  void aDamagedRunEndsItAndWhatWasThereBeforeStays() throws IOException {
    store().put(nasty());
    new RunExport(store(), List.of(), false).write(TableFile.CSV, folder);
    byte[] before = Files.readAllBytes(folder.resolve("series.csv"));
    Files.writeString(store().file(RunKey.of(looked(3))).resolveSibling("x-seed1-00.json"), "{");
    assertThatThrownBy(() -> new RunExport(store(), List.of(), false).write(TableFile.CSV, folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(folder.resolve("store/runs").toString())
        .hasMessageContaining("x-seed1-00.json is not a whole run record");
    assertThat(folder.resolve("series.csv")).hasBinaryContent(before);
  }

  private static List<Map<String, String>> read(Path folder, TableFile form, String name)
      throws IOException, SQLException {
    return form == TableFile.CSV
        ? csv(folder.resolve(name + ".csv"))
        : parquet(folder.resolve(name + ".parquet"));
  }

  /** By the parser that Tablesaw brings. */
  private static List<Map<String, String>> csv(Path file) throws IOException {
    CsvParserSettings settings = new CsvParserSettings();
    settings.setHeaderExtractionEnabled(true);
    settings.setNormalizeLineEndingsWithinQuotes(false);
    settings.setEmptyValue("");
    settings.trimValues(false);
    List<Map<String, String>> rows = new ArrayList<>();
    new CsvParser(settings)
        .iterateRecords(file.toFile(), StandardCharsets.UTF_8)
        .forEach(record -> rows.add(new HashMap<>(record.toFieldMap())));
    return rows;
  }

  private static List<Map<String, String>> parquet(Path file) throws SQLException {
    List<Map<String, String>> rows = new ArrayList<>();
    String path = file.toString().replace("'", "''");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet read =
            duck.createStatement().executeQuery("SELECT * FROM read_parquet('" + path + "')")) {
      while (read.next()) {
        Map<String, String> row = new HashMap<>();
        for (int i = 1; i <= read.getMetaData().getColumnCount(); i++) {
          row.put(read.getMetaData().getColumnName(i), read.getString(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
