package deconvlab.export;

import deconvlab.record.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is logged of one run, in as few calls as the server allows. All points have the time at
 * which the run began: a record holds none of its steps.
 */
final class MlflowBatches implements Readings.Sink {
  /** The most letters of a parameter and of a tag. */
  static final int PARAMETER = 6000;

  static final int TAG = 5000;

  /** The most of both in one call. */
  private static final int ALL = 1000;

  private static final int PARAMETERS = 100;
  private static final int NAME = 250;

  private final MlflowServer server;
  private final String run;
  private final long time;
  private final Map<String, String> names = new HashMap<>();
  private ArrayNode metrics = Json.object().putArray("metrics");
  private ArrayNode parameters = Json.object().putArray("params");

  MlflowBatches(MlflowServer server, String run, long time) {
    this.server = server;
    this.run = run;
    this.time = time;
  }

  void parameter(String name, String value) throws IOException {
    parameters.addObject().put("key", clean(name)).put("value", cut(value, PARAMETER));
    if (parameters.size() == PARAMETERS) {
      flush();
    }
  }

  /** Looks are {@code look/name}: a step has series of the same names. */
  @Override
  public void take(Readings.Kind kind, long step, String name, Number value) throws IOException {
    String key = kind == Readings.Kind.LOOK ? "look/" + name : name;
    ObjectNode metric = metrics.addObject();
    metric.put("key", names.computeIfAbsent(key, this::free));
    // NaN and infinities are texts here, as the server takes them.
    metric.set("value", Json.number(Double.parseDouble(value.toString())));
    metric.put("timestamp", time).put("step", step);
    if (metrics.size() + parameters.size() == ALL) {
      flush();
    }
  }

  /** Sends what has come together. */
  void flush() throws IOException {
    if (metrics.isEmpty() && parameters.isEmpty()) {
      return;
    }
    ObjectNode batch = Json.object().put("run_id", run);
    batch.set("metrics", metrics);
    batch.set("params", parameters);
    server.post("runs/log-batch", batch);
    metrics = Json.object().putArray("metrics");
    parameters = Json.object().putArray("params");
  }

  private String free(String name) {
    String free = clean(name);
    while (names.containsValue(free)) {
      free += "_";
    }
    return free;
  }

  /** A name with an underscore for what MLflow does not take: some letters, and empty parts. */
  private static String clean(String name) {
    String letters = name.replaceAll("[^\\p{L}\\p{N}_/. -]", "_");
    String parts = letters.replaceAll("(?<=^|/)(\\.*)(?=/|$)", "_$1");
    return parts.substring(0, Math.min(NAME, parts.length()));
  }

  /** At most so many letters. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
