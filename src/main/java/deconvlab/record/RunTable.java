package deconvlab.record;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tools.jackson.databind.JsonNode;

/** Runs as a table, one row each; the configuration's fields that vary are columns. */
final class RunTable {
  private RunTable() {}

  static Table of(List<RunRecord> runs) {
    Table table = Table.create("runs");
    StringColumn key = StringColumn.create("key");
    LongColumn seed = LongColumn.create("seed");
    StringColumn outcome = StringColumn.create("outcome");
    IntColumn steps = IntColumn.create("steps");
    for (RunRecord run : runs) {
      key.append(RunKey.of(run).hash());
      seed.append(run.seed());
      outcome.append(run.outcome().toString());
      steps.append(run.steps().length());
    }
    table.addColumns(key, seed, outcome, steps);
    List<Map<String, JsonNode>> fields =
        runs.stream().map(run -> RunKey.flat("", run.configuration())).toList();
    varying(fields).forEach(field -> add(table, field, fields));
    table.addColumns(
        score("validation accuracy", "validation", runs), score("test accuracy", "test", runs));
    return table;
  }

  private static Set<String> varying(List<Map<String, JsonNode>> runs) {
    Set<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.keySet()));
    names.removeIf(
        name -> runs.stream().map(run -> String.valueOf(run.get(name))).distinct().count() < 2);
    return names;
  }

  private static void add(Table table, String field, List<Map<String, JsonNode>> runs) {
    List<JsonNode> values = runs.stream().map(run -> run.get(field)).toList();
    if (values.stream().allMatch(v -> v != null && v.isNumber())) {
      table.addColumns(
          DoubleColumn.create(field, values.stream().mapToDouble(JsonNode::asDouble).toArray()));
    } else {
      table.addColumns(
          StringColumn.create(
              field,
              values.stream()
                  .map(v -> v == null ? "" : v.isString() ? v.asString() : v.toString())
                  .collect(Collectors.toList())));
    }
  }

  private static DoubleColumn score(String name, String split, List<RunRecord> runs) {
    return DoubleColumn.create(
        name,
        runs.stream()
            .mapToDouble(run -> run.lastScore(split).map(Score::accuracy).orElse(Double.NaN))
            .toArray());
  }
}
