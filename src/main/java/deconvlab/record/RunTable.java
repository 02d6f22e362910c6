package deconvlab.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tools.jackson.databind.JsonNode;

/** Runs as a table, one row each; the configuration's fields that vary are columns. */
public final class RunTable {
  private final List<RunRecord> runs = new ArrayList<>();
  private final List<Map<String, JsonNode>> fields = new ArrayList<>();
  private final IntColumn steps = IntColumn.create("steps");

  /** One more row; the run's series are not kept. */
  public void add(RunRecord run) {
    runs.add(run.withSeries(Series.NONE, Series.NONE));
    fields.add(RunKey.flat("", run.configuration()));
    steps.append(run.steps().length());
  }

  /** The rows so far, in the order in which they came. */
  public Table table() {
    LongColumn seed = LongColumn.create("seed", runs.stream().mapToLong(RunRecord::seed).toArray());
    Table table =
        Table.create(
            "runs",
            text("key", run -> RunKey.of(run).hash()),
            seed,
            text("outcome", run -> run.outcome().toString()),
            steps.copy());
    varying().forEach(field -> table.addColumns(column(field)));
    return table.addColumns(
        number("validation accuracy", run -> accuracy(run, "validation")),
        number("test accuracy", run -> accuracy(run, "test")),
        text("images", run -> run.data().name()),
        text("code", run -> run.platform().code()),
        text("device", run -> run.platform().device()),
        number("seconds", RunRecord::seconds),
        text("message", RunRecord::message));
  }

  private Set<String> varying() {
    Set<String> names = new TreeSet<>();
    fields.forEach(one -> names.addAll(one.keySet()));
    names.removeIf(
        name -> fields.stream().map(one -> String.valueOf(one.get(name))).distinct().count() < 2);
    return names;
  }

  private Column<?> column(String field) {
    List<JsonNode> values = fields.stream().map(one -> one.get(field)).toList();
    return values.stream().allMatch(v -> v != null && v.isNumber())
        ? DoubleColumn.create(field, values.stream().mapToDouble(JsonNode::asDouble).toArray())
        : StringColumn.create(field, values.stream().map(RunTable::words).toList());
  }

  /** A field's value in a cell: a text without its quotes, nothing for what is not there. */
  public static String words(JsonNode value) {
    return value == null ? "" : value.isString() ? value.asString() : value.toString();
  }

  private static double accuracy(RunRecord run, String split) {
    return run.lastScore(split).map(Score::accuracy).orElse(Double.NaN);
  }

  private StringColumn text(String name, Function<RunRecord, String> of) {
    return StringColumn.create(name, runs.stream().map(of).toList());
  }

  private DoubleColumn number(String name, ToDoubleFunction<RunRecord> of) {
    return DoubleColumn.create(name, runs.stream().mapToDouble(of).toArray());
  }
}
