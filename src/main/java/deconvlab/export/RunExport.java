package deconvlab.export;

import deconvlab.export.Readings.Kind;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.RunTable;
import deconvlab.record.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/**
 * Runs as three tables for pandas and R: {@code runs}, one row each; {@code series}, every number
 * of theirs in long form (key, seed, kind, step, name, value); {@code arms}, which run stands for
 * which arm of which study. They are joined by {@code key}.
 *
 * @param store where the runs are
 * @param arms which runs stand for arms
 * @param only whether the arms' runs alone are wanted; else every finished run of the store
 */
public record RunExport(Store store, List<ArmRun> arms, boolean only) {
  private static final List<String> SERIES =
      List.of(
          "key VARCHAR",
          "seed BIGINT",
          "kind VARCHAR",
          "step BIGINT",
          "name VARCHAR",
          "value DOUBLE");
  private static final List<String> ARMS =
      List.of("key VARCHAR", "study VARCHAR", "arm VARCHAR", "variant VARCHAR", "seed BIGINT");
  private static final Map<ColumnType, String> TYPES =
      Map.of(ColumnType.STRING, " VARCHAR", ColumnType.DOUBLE, " DOUBLE");

  /** Writes the tables into {@code folder}, made where it is missing; their files. */
  public List<Path> write(TableFile form, Path folder) throws IOException {
    form.check();
    RunTable runs = new RunTable();
    List<Path> files = new ArrayList<>();
    files.add(
        form.write(
            folder,
            "series",
            SERIES,
            row ->
                each(
                    run -> {
                      runs.add(run);
                      series(run, row);
                    })));
    files.add(runs(form, folder, runs.table()));
    files.add(arms(form, folder));
    return files;
  }

  /** The runs, one at a time. */
  void each(Store.Visit visit) throws IOException {
    Store.Visit watched =
        run -> {
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("nothing was written");
          }
          visit.of(run);
        };
    if (!only) {
      store.each(watched);
      return;
    }
    Set<RunKey> keys = new LinkedHashSet<>();
    arms.forEach(run -> run.found().ifPresent(keys::add));
    for (RunKey key : keys) {
      Optional<RunRecord> run = find(store, key);
      if (run.isPresent()) {
        watched.of(run.get());
      }
    }
  }

  /** A run as it is kept, or what is left of one that failed. */
  public static Optional<RunRecord> find(Store store, RunKey key) throws IOException {
    Optional<RunRecord> run = store.find(key);
    return run.isPresent() ? run : store.failed(key);
  }

  private static void series(RunRecord run, TableFile.Row row) throws IOException {
    RunKey key = RunKey.of(run);
    Readings.of(
        run,
        (Kind kind, long step, String name, Number value) ->
            row.of(
                key.hash(), key.seed(), kind.name().toLowerCase(Locale.ROOT), step, name, value));
  }

  private static Path runs(TableFile form, Path folder, Table table) throws IOException {
    List<String> columns = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      columns.add(column.name() + TYPES.getOrDefault(column.type(), " BIGINT"));
    }
    return form.write(
        folder,
        "runs",
        columns,
        row -> {
          for (int i = 0; i < table.rowCount(); i++) {
            Object[] cells = new Object[table.columnCount()];
            for (int c = 0; c < cells.length; c++) {
              Column<?> column = table.column(c);
              cells[c] = column.isMissing(i) ? null : column.get(i);
            }
            row.of(cells);
          }
        });
  }

  private Path arms(TableFile form, Path folder) throws IOException {
    return form.write(
        folder,
        "arms",
        ARMS,
        row -> {
          for (ArmRun run : arms) {
            row.of(run.key(), run.study(), run.arm(), run.variant(), run.seed());
          }
        });
  }
}
