package deconvlab.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tools.jackson.databind.JsonNode;

/**
 * Runs as a table, one row each; the configuration's fields that vary are columns. Of each run it
 * keeps no more than its row.
 */
public final class RunTable {
  private final List<Row> rows = new ArrayList<>();

  private record Row(
      RunKey key,
      Outcome outcome,
      int steps,
      Map<String, JsonNode> fields,
      double validation,
      double test,
      String data,
      Platform platform,
      double seconds,
      String message) {
    static Row of(RunRecord run) {
      return new Row(
          RunKey.of(run),
          run.outcome(),
          run.steps().length(),
          RunKey.flat("", run.configuration()),
          accuracy(run, "validation"),
          accuracy(run, "test"),
          run.data().name(),
          run.platform(),
          run.seconds(),
          run.message());
    }

    private static double accuracy(RunRecord run, String split) {
      return run.lastScore(split).map(Score::accuracy).orElse(Double.NaN);
    }
  }

  /** One more row. */
  public void add(RunRecord run) {
    rows.add(Row.of(run));
  }

  /** The rows so far, in the order in which they came. */
  public Table table() {
    Table table = Table.create("runs");
    LongColumn seed = LongColumn.create("seed");
    IntColumn steps = IntColumn.create("steps");
    for (Row row : rows) {
      seed.append(row.key.seed());
      steps.append(row.steps);
    }
    table.addColumns(
        text("key", row -> row.key.hash()),
        seed,
        text("outcome", row -> row.outcome.toString()),
        steps);
    varying().forEach(field -> add(table, field));
    return table.addColumns(
        number("validation accuracy", Row::validation),
        number("test accuracy", Row::test),
        text("images", Row::data),
        text("code", row -> row.platform.code()),
        text("device", row -> row.platform.device()),
        number("seconds", Row::seconds),
        text("message", Row::message));
  }

  private Set<String> varying() {
    Set<String> names = new TreeSet<>();
    rows.forEach(row -> names.addAll(row.fields.keySet()));
    names.removeIf(
        name -> rows.stream().map(row -> String.valueOf(row.fields.get(name))).distinct().count() < 2);
    return names;
  }

  private void add(Table table, String field) {
    boolean numbers =
        rows.stream().map(row -> row.fields.get(field)).allMatch(v -> v != null && v.isNumber());
    table.addColumns(
        numbers
            ? number(field, row -> row.fields.get(field).asDouble())
            : text(field, row -> words(row.fields.get(field))));
  }

  /** A field's value in a cell: a text without its quotes, nothing for what is not there. */
  public static String words(JsonNode value) {
    return value == null ? "" : value.isString() ? value.asString() : value.toString();
  }

  private StringColumn text(String name, Function<Row, String> of) {
    return StringColumn.create(name, rows.stream().map(of).collect(Collectors.toList()));
  }

  private DoubleColumn number(String name, ToDoubleFunction<Row> of) {
    return DoubleColumn.create(name, rows.stream().mapToDouble(of).toArray());
  }
}
