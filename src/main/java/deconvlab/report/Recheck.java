package deconvlab.report;

import deconvlab.record.Json;
import deconvlab.record.Verdicts;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Holds every number and word of a {@code report.json} against what the runs say. */
public final class Recheck {
  /**
   * Of the larger of two numbers. The same code recomputes them, but a runtime may compute the last
   * bits of a logarithm otherwise.
   */
  private static final double TOLERANCE = 1e-12;

  private static final String FILE = "in the file";
  private static final String RUNS = "from the runs";

  private final List<String> differences = new ArrayList<>();

  private Recheck() {}

  /**
   * What differs, each with its place, for instance {@code studies[C07].contrasts[2].mean: 0.1 in
   * the file, 0.12 from the runs}; studies meet by their id, pairs by their seed, contrasts by
   * their place. Numbers may differ by 1e-12 of the larger.
   */
  public static List<String> differences(Verdicts file, Verdicts runs) {
    Recheck check = new Recheck();
    check.compare("", Json.tree(file), Json.tree(runs));
    return List.copyOf(check.differences);
  }

  private void compare(String path, JsonNode file, JsonNode runs) {
    if (file.isObject() && runs.isObject()) {
      Set<String> keys = new LinkedHashSet<>(file.propertyNames());
      keys.addAll(runs.propertyNames());
      keys.forEach(
          key -> part(path.isEmpty() ? key : path + "." + key, file.get(key), runs.get(key)));
    } else if (file.isArray() && runs.isArray()) {
      Map<String, JsonNode> ofFile = byName(file);
      Map<String, JsonNode> ofRuns = byName(runs);
      Set<String> names = new LinkedHashSet<>(ofFile.keySet());
      names.addAll(ofRuns.keySet());
      names.forEach(n -> part(path + "[" + n + "]", ofFile.get(n), ofRuns.get(n)));
    } else if (!same(file, runs)) {
      differences.add(
          Text.printable(Text.format("%s: %s %s, %s %s", path, file, FILE, runs, RUNS)));
    }
  }

  private void part(String path, JsonNode file, JsonNode runs) {
    if (file == null || runs == null) {
      String only = file == null ? RUNS : FILE;
      differences.add(Text.printable(Text.format("%s: only %s", path, only)));
    } else {
      compare(path, file, runs);
    }
  }

  private static Map<String, JsonNode> byName(JsonNode list) {
    Map<String, JsonNode> byName = new LinkedHashMap<>();
    for (JsonNode one : list) {
      JsonNode seed = one.get("seed");
      String name = seed != null ? "seed " + seed : one.path("id").asString("");
      // What stands twice under one name is found by its place, so that neither is overlooked.
      boolean placed = name.isEmpty() || byName.containsKey(name);
      byName.put(placed ? Integer.toString(byName.size()) : name, one);
    }
    return byName;
  }

  private static boolean same(JsonNode file, JsonNode runs) {
    if (file.equals(runs) || !file.isNumber() || !runs.isNumber()) {
      return file.equals(runs);
    }
    double a = file.asDouble();
    double b = runs.asDouble();
    double apart = Math.abs(a - b);
    return Double.isFinite(apart) && apart <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
  }
}
