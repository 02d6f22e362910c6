package deconvlab.report;

import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.Evidence.Run;
import deconvlab.record.RunRecord;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvWriteOptions;

/** {@code runs.csv}: a row a run, for any table program. */
final class RunsCsv {
  private final StringColumn study = StringColumn.create("study");
  private final StringColumn arm = StringColumn.create("arm");
  private final LongColumn seed = LongColumn.create("seed");
  private final StringColumn variant = StringColumn.create("variant");
  private final StringColumn outcome = StringColumn.create("outcome");
  private final IntColumn steps = IntColumn.create("steps");
  private final StringColumn key = StringColumn.create("key");
  private final Map<String, DoubleColumn> measures = new LinkedHashMap<>();

  private RunsCsv() {}

  /**
   * The runs: study, arm, seed, variant, outcome, steps, key, then a column a measure of any of the
   * studies; empty where there is none.
   */
  static String of(List<Evidence> evidence) {
    RunsCsv csv = new RunsCsv();
    evidence.forEach(e -> e.measures().keySet().forEach(csv::column));
    for (Evidence e : evidence) {
      for (Arm arm : e.arms()) {
        arm.runs().forEach(run -> csv.add(e.study().id(), arm.name(), run));
      }
    }
    return csv.text();
  }

  private void column(String measure) {
    measures.computeIfAbsent(measure, DoubleColumn::create);
  }

  private void add(String ofStudy, String ofArm, Run run) {
    study.append(ofStudy);
    arm.append(ofArm);
    seed.append(run.seed());
    variant.append(run.variant());
    outcome.append(RunTables.outcome(run));
    RunRecord record = run.record();
    if (record == null) {
      steps.appendMissing();
    } else {
      steps.append(record.steps().length());
    }
    key.append(run.key());
    measures.forEach((name, column) -> column.append(value(run, name)));
  }

  private static double value(Run run, String measure) {
    return run.measures().getOrDefault(measure, Double.NaN);
  }

  private String text() {
    Table table = Table.create(study, arm, seed, variant, outcome, steps, key);
    measures.values().forEach(table::addColumns);
    StringWriter text = new StringWriter();
    table
        .write()
        .csv(
            CsvWriteOptions.builder(text)
                .lineEnd("\n")
                .ignoreLeadingWhitespaces(false)
                .ignoreTrailingWhitespaces(false)
                .build());
    return text.toString();
  }
}
