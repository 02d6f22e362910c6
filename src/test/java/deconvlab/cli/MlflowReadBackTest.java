package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.Json;
import deconvlab.record.RunFiles;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Committed runs on a real MLflow server, also after a kill, read back number by number. */
@EnabledIfSystemProperty(
    named = "deconvlab.mlflow",
    matches = ".+",
    disabledReason = "needs -Ddeconvlab.mlflow=PYTHON, a Python that has MLflow (docs/export.md)")
class MlflowReadBackTest {
  private static final String STUDY = "taming-clip";
  private static final Path RECORDS = Path.of("docs/records");
  private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

  @TempDir private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private Process server;
  private String address;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    address = "http://127.0.0.1:" + port;
    ProcessBuilder builder =
        new ProcessBuilder(
                System.getProperty("deconvlab.mlflow"),
                "-m",
                "mlflow",
                "server",
                "--backend-store-uri",
                "sqlite:///" + folder.resolve("mlflow.db"),
                "--artifacts-destination",
                folder.resolve("artifacts").toString(),
                "--serve-artifacts",
                "--host",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--workers",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("server.log").toFile());
    // Nothing here is a job; eight processes that wait for some are not needed.
    builder.environment().put("MLFLOW_SERVER_ENABLE_JOB_EXECUTION", "false");
    server = builder.start();
    until(() -> ask("/health", "").equals("OK"));
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.descendants().forEach(ProcessHandle::destroyForcibly);
    server.destroyForcibly().waitFor();
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void until(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (System.nanoTime() < end) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (IOException e) {
        // It is not up yet.
      }
      Thread.sleep(200);
    }
    throw new AssertionError("waited too long");
  }

  private String ask(String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    if (!body.isEmpty()) {
      request.POST(BodyPublishers.ofString(body)).header("Content-Type", "application/json");
    }
    return http.send(request.build(), BodyHandlers.ofString()).body();
  }

  private ObjectNode api(String path, String body) throws IOException, InterruptedException {
    return Json.read(ask("/api/2.0/mlflow/" + path, body), ObjectNode.class);
  }

  private List<JsonNode> runs() throws IOException, InterruptedException {
    ObjectNode found = api("experiments/get-by-name?experiment_name=" + STUDY, "");
    String id = found.path("experiment").path("experiment_id").asString("");
    String search = "{\"experiment_ids\":[\"" + id + "\"],\"max_results\":1000}";
    return api("runs/search", search).path("runs").valueStream().toList();
  }

  private static String tag(JsonNode run, String key) {
    return run.path("data")
        .path("tags")
        .valueStream()
        .filter(tag -> tag.path("key").asString().equals(key))
        .map(tag -> tag.path("value").asString())
        .findFirst()
        .orElse("");
  }

  private String[] arguments() {
    return new String[] {"export", "mlflow", STUDY, "--store", RECORDS.toString(), "--to", address};
  }

  private String export() {
    Ran run = Ran.of(arguments());
    assertThat(run.status()).as(run.err()).isZero();
    return run.out().strip();
  }

  /** Another process of ours sends the same and is killed on the way. */
  private void killedExport() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Ddeconvlab.home=" + Path.of("").toAbsolutePath(),
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName());
    builder.command().addAll(List.of(arguments()));
    Process process = builder.inheritIO().start();
    until(() -> runs().stream().anyMatch(run -> !tag(run, "deconvlab.key").isEmpty()));
    process.destroyForcibly().waitFor();
  }

  @Test
  void whatComesBackIsWhatTheRecordsHold() throws IOException, InterruptedException {
    killedExport();
    assertThat(export()).matches("\\d+ runs sent, \\d+ were there");
    List<JsonNode> runs = runs();
    assertThat(export()).startsWith("0 runs sent, " + (runs.size() - 1) + " were there");
    assertThat(runs()).hasSameSizeAs(runs);
    Map<String, RunRecord> records = new HashMap<>();
    for (RunRecord record : Store.at(RECORDS).runs()) {
      records.put(RunKey.of(record).hash(), record);
    }
    int compared = 0;
    for (JsonNode run : runs) {
      String key = tag(run, "deconvlab.key");
      if (!key.equals("report")) {
        compared += compare(run, records.get(key));
      }
    }
    System.out.println(runs.size() - 1 + " runs, " + compared + " points compared");
    assertThat(runs.size()).isEqualTo(19);
  }

  /** How many points were compared. */
  private int compare(JsonNode run, RunRecord record) throws IOException, InterruptedException {
    String id = run.path("info").path("run_id").asString();
    assertThat(run.path("info").path("status").asString()).isEqualTo("FINISHED");
    assertThat(tag(run, "deconvlab.outcome")).isEqualTo(record.outcome().toString());
    Map<String, String> parameters = new HashMap<>();
    run.path("data")
        .path("params")
        .forEach(p -> parameters.put(p.path("key").asString(), p.path("value").asString()));
    assertThat(parameters).containsEntry("seed", String.valueOf(record.seed()));
    RunKey.flat("", record.configuration())
        .forEach(
            (name, value) -> assertThat(parameters).as(name).containsEntry(name, value.asString()));
    int points = 0;
    for (String name : record.steps().names()) {
      float[] column = record.steps().get(name);
      Map<Integer, Double> history = history(id, name);
      assertThat(history).as(name).hasSize(column.length);
      for (int i = 0; i < column.length; i++) {
        assertThat(history.get(i).floatValue()).as(name + " " + i).isEqualTo(column[i]);
      }
      points += column.length;
    }
    String artifact = run.path("info").path("artifact_uri").asString().replaceFirst("^[^/]*", "");
    assertThat(ask("/api/2.0/mlflow-artifacts/artifacts" + artifact + "/record.json", ""))
        .isEqualTo(RunFiles.toJson(record));
    return points;
  }

  private Map<Integer, Double> history(String run, String name)
      throws IOException, InterruptedException {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8);
    String path = "metrics/get-history?run_id=" + run + "&metric_key=" + encoded;
    Map<Integer, Double> points = new HashMap<>();
    for (JsonNode metric : api(path, "").path("metrics")) {
      int step = metric.path("step").asInt();
      Double before = points.put(step, metric.path("value").asDouble());
      assertThat(before).as("%s twice at step %d", name, step).isNull();
    }
    return points;
  }
}
