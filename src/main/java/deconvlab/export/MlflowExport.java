package deconvlab.export;

import deconvlab.plot.GradientFlow;
import deconvlab.plot.Pictures;
import deconvlab.record.Hashes;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.RunTable;
import deconvlab.text.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An experiment of an MLflow server, into which a study's runs are sent: parameters are the
 * configuration's fields, metrics the series, looks and scores, tags what else says where a run
 * comes from, artifacts its record and a picture. A run is known by its key, arm and variant; one
 * that is there whole is left alone, one of which a part is there is completed: its numbers are
 * said again with the same steps and times, which a server on a database keeps once.
 */
public final class MlflowExport {
  private static final int PAGE = 200;
  private static final String OURS = "deconvlab.";
  private static final String KEY = OURS + "key";
  private static final String ARM = OURS + "arm";
  private static final String VARIANT = OURS + "variant";
  private static final String RECORD = OURS + "record";
  private static final String NOTE = "mlflow.note.content";
  private static final String REPORT = "report";

  private final MlflowServer server;
  private final String id;
  private final boolean artifacts;
  private final Map<String, There> there = new HashMap<>();

  /** A run that the server has: whether all of it, and the hash of its record. */
  private record There(String id, String place, boolean whole, String record) {
    static There of(JsonNode info, String record) {
      return new There(
          info.path("run_id").asString(""),
          info.path("artifact_uri").asString(""),
          !info.path("status").asString("").equals("RUNNING"),
          record);
    }
  }

  /** What became of a run. */
  public enum Sent {
    /** It is there now. */
    NEW,
    /** It was there before. */
    KNOWN,
    /** A run of its key was there before, with another record; it was left alone. */
    OTHER
  }

  private MlflowExport(MlflowServer server, String id, boolean artifacts) {
    this.server = server;
    this.id = id;
    this.artifacts = artifacts;
  }

  /**
   * The experiment called {@code name}, made where it is missing.
   *
   * @param about what people read of it
   * @param artifacts whether records and pictures are sent, too
   */
  public static MlflowExport of(MlflowServer server, String name, String about, boolean artifacts)
      throws IOException {
    Optional<ObjectNode> found = server.find("experiments/get-by-name", "experiment_name", name);
    String id;
    if (found.isPresent()) {
      JsonNode experiment = found.get().path("experiment");
      id = experiment.path("experiment_id").asString("");
      if (experiment.path("lifecycle_stage").asString("").equals("deleted")) {
        throw new IOException(
            Text.format(
                "%s has deleted its experiment '%s' and keeps the name: restore it there (mlflow"
                    + " experiments restore --experiment-id %s) or remove it for good (mlflow gc)",
                server, name, id));
      }
    } else {
      ObjectNode made = Json.object().put("name", name);
      tag(made.putArray("tags"), NOTE, about);
      id = server.create("experiments/create", made).path("experiment_id").asString("");
    }
    MlflowExport export = new MlflowExport(server, id, artifacts);
    export.look();
    return export;
  }

  private void look() throws IOException {
    String page = "";
    do {
      ObjectNode ask = Json.object().put("max_results", PAGE).put("page_token", page);
      ask.putArray("experiment_ids").add(id);
      ObjectNode answer = server.post("runs/search", ask);
      for (JsonNode run : answer.path("runs")) {
        Map<String, String> tags = new HashMap<>();
        for (JsonNode tag : run.path("data").path("tags")) {
          tags.put(tag.path("key").asString(""), tag.path("value").asString(""));
        }
        String name =
            name(tags.get(KEY), tags.getOrDefault(ARM, ""), tags.getOrDefault(VARIANT, ""));
        There one = There.of(run.path("info"), tags.getOrDefault(RECORD, ""));
        there.merge(name, one, (a, b) -> a.whole ? a : b);
      }
      page = answer.path("next_page_token").asString("");
    } while (!page.isEmpty());
  }

  private static String name(String key, String arm, String variant) {
    return key + "|" + arm + "|" + variant;
  }

  /** Sends a run of an arm; both may be "" for a run that stands for none. */
  public Sent send(RunRecord run, String arm, String variant) throws IOException {
    byte[] record = RunFiles.toJson(run).getBytes(StandardCharsets.UTF_8);
    String hash = Hashes.sha256(record);
    String name = name(RunKey.of(run).hash(), arm, variant);
    There known = there.get(name);
    if (known != null && !known.record.equals(hash)) {
      return Sent.OTHER;
    }
    if (known != null && known.whole) {
      return Sent.KNOWN;
    }
    long start = Instant.parse(run.started()).toEpochMilli();
    There at = known;
    if (at == null) {
      String what = arm.isEmpty() ? run.model() : variant.isEmpty() ? arm : arm + ", " + variant;
      at = create(what + ", seed " + run.seed(), start, tags(run, arm, variant, hash));
    }
    log(run, new MlflowBatches(server, at.id, start));
    if (artifacts) {
      put(at, "record.json", record);
      if (!run.layers().isEmpty() && run.steps().length() > 0) {
        put(at, "gradient-flow.png", Pictures.png(flow(run).draw()));
      }
    }
    end(at, start + Math.round(1000 * run.seconds()), status(run.outcome()));
    there.put(name, new There(at.id, at.place, true, hash));
    return Sent.NEW;
  }

  private static void log(RunRecord run, MlflowBatches batches) throws IOException {
    batches.parameter("seed", String.valueOf(run.seed()));
    for (Map.Entry<String, JsonNode> field : RunKey.flat("", run.configuration()).entrySet()) {
      batches.parameter(field.getKey(), RunTable.words(field.getValue()));
    }
    Readings.of(run, batches);
    batches.flush();
  }

  /**
   * Puts a study's report into a run of its own, in place of an earlier one.
   *
   * @param files by name
   * @param about what people read of it
   */
  public void report(Map<String, byte[]> files, String about) throws IOException {
    There known = there.get(name(REPORT, "", ""));
    long now = System.currentTimeMillis();
    There at = known == null ? create(REPORT, now, Map.of(KEY, REPORT)) : known;
    server.post(
        "runs/set-tag",
        Json.object()
            .put("run_id", at.id)
            .put("key", NOTE)
            .put("value", MlflowBatches.cut(about, MlflowBatches.TAG)));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      put(at, file.getKey(), file.getValue());
    }
    end(at, now, "FINISHED");
  }

  private There create(String name, long start, Map<String, String> tags) throws IOException {
    ObjectNode made =
        Json.object().put("experiment_id", id).put("run_name", name).put("start_time", start);
    ArrayNode all = made.putArray("tags");
    tags.forEach((key, value) -> tag(all, key, value));
    return There.of(server.create("runs/create", made).path("run").path("info"), "");
  }

  private static void tag(ArrayNode tags, String key, String value) {
    tags.addObject().put("key", key).put("value", MlflowBatches.cut(value, MlflowBatches.TAG));
  }

  private static Map<String, String> tags(RunRecord run, String arm, String variant, String hash) {
    Map<String, JsonNode> where = RunKey.flat(OURS, Json.tree(run.platform()));
    where.putAll(RunKey.flat(OURS + "data.", Json.tree(run.data())));
    Map<String, String> tags = new LinkedHashMap<>();
    where.forEach((name, value) -> tags.put(name, RunTable.words(value)));
    tags.put(KEY, RunKey.of(run).hash());
    tags.put(ARM, arm);
    tags.put(VARIANT, variant);
    tags.put(RECORD, hash);
    tags.put(OURS + "outcome", run.outcome().toString());
    tags.put(OURS + "message", run.message());
    return tags;
  }

  private static GradientFlow flow(RunRecord run) {
    return GradientFlow.over(run.layers())
        .addMoments(run.layerNorms())
        .title("Norm of the gradient of each layer's weights")
        .subtitle(Text.format("%s, seed %d: %s", run.model(), run.seed(), run.outcome()));
  }

  /** What ended by itself is finished, also where it diverged: that is a result. */
  private static String status(Outcome outcome) {
    return switch (outcome) {
      case FAILED -> "FAILED";
      case INTERRUPTED -> "KILLED";
      default -> "FINISHED";
    };
  }

  private void put(There run, String name, byte[] content) throws IOException {
    // Elsewhere it may be a folder's name, which need be no URI.
    if (!run.place.startsWith("mlflow-artifacts:")) {
      throw new IOException(
          Text.format(
              "%s keeps artifacts in %s, which only its own machine reaches: start it with"
                  + " --serve-artifacts, or say --no-artifacts",
              server, run.place));
    }
    String place = URI.create(run.place.replace(" ", "%20")).getPath();
    server.put(place.substring(1) + "/" + name, content);
  }

  private void end(There run, long at, String status) throws IOException {
    server.post(
        "runs/update",
        Json.object().put("run_id", run.id).put("status", status).put("end_time", at));
  }
}
