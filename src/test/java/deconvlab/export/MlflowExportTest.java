package deconvlab.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import deconvlab.data.DataException;
import deconvlab.export.MlflowExport.Sent;
import deconvlab.record.Copy;
import deconvlab.record.Json;
import deconvlab.record.Outcome;
import deconvlab.record.Records;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is said to a server, in which pieces, and what comes of one that fails. */
class MlflowExportTest {
  private final Map<String, ObjectNode> runs = new TreeMap<>();
  private final Map<String, byte[]> artifacts = new TreeMap<>();
  private final List<String> asked = new ArrayList<>();
  private final List<ObjectNode> batches = new ArrayList<>();
  private final List<String> authorized = new ArrayList<>();

  /** Answers to be given before the server does what it is asked: a status, or 0 for that. */
  private final Deque<Integer> trouble = new ArrayDeque<>();

  private String said = "";
  private String experiment = "";
  private String place = "mlflow-artifacts:/";
  private HttpServer http;

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/mlflow", this::answer);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  /** Just so much of MLflow as an export needs. */
  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath().substring("/mlflow/api/2.0/".length());
    byte[] body = exchange.getRequestBody().readAllBytes();
    asked.add(path);
    authorized.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    int status = trouble.isEmpty() ? 0 : trouble.pop();
    if (status == 0) {
      status = 200;
      said = path.startsWith("mlflow-artifacts") ? keep(path, body) : object(path, body);
      status = said.contains("RESOURCE_DOES_NOT_EXIST") ? 404 : 200;
    }
    byte[] text = said.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private String keep(String path, byte[] body) {
    artifacts.put(path, body);
    return "";
  }

  private String object(String path, byte[] body) throws IOException {
    ObjectNode told = body.length == 0 ? Json.object() : Json.read(body, ObjectNode.class);
    String run = told.path("run_id").asString("");
    return switch (path) {
      case "mlflow/experiments/get-by-name" ->
          experiment.isEmpty()
              ? "{\"error_code\":\"RESOURCE_DOES_NOT_EXIST\",\"message\":\"none\"}"
              : "{\"experiment\":{\"experiment_id\":\"7\",\"lifecycle_stage\":\""
                  + experiment
                  + "\"}}";
      case "mlflow/experiments/create" -> {
        experiment = "active";
        yield "{\"experiment_id\":\"7\"}";
      }
      case "mlflow/runs/create" -> made(told);
      case "mlflow/runs/update" -> {
        ((ObjectNode) runs.get(run).path("info")).put("status", told.path("status").asString());
        yield "{}";
      }
      case "mlflow/runs/search" -> page(told.path("page_token").asString());
      default -> {
        batches.add(told);
        yield "{}";
      }
    };
  }

  private String made(ObjectNode told) {
    String id = "run" + runs.size();
    ObjectNode info = Json.object().put("run_id", id).put("status", "RUNNING");
    info.put("artifact_uri", place + "7/" + id + "/artifacts");
    ObjectNode run = Json.object().set("info", info);
    run.putObject("data").set("tags", told.path("tags"));
    runs.put(id, run);
    return Json.write(Json.object().set("run", run));
  }

  /** One run a page. */
  private String page(String token) {
    List<ObjectNode> all = new ArrayList<>(runs.values());
    int at = token.isEmpty() ? 0 : Integer.parseInt(token);
    ObjectNode answer = Json.object();
    if (at < all.size()) {
      answer.putArray("runs").add(all.get(at));
      answer.put("next_page_token", at + 1 < all.size() ? String.valueOf(at + 1) : "");
    }
    return Json.write(answer);
  }

  private MlflowServer server(Map<String, String> environment) {
    String address = "http://127.0.0.1:" + http.getAddress().getPort() + "/mlflow";
    return new MlflowServer(address, environment, Duration.ofMillis(1));
  }

  private MlflowExport export() throws IOException {
    return MlflowExport.of(server(Map.of()), "a-study", "What is it?", true);
  }

  private static RunRecord run() {
    return Records.record(Outcome.DIVERGED);
  }

  private static RunRecord longRun(int steps) {
    float[] loss = new float[steps];
    for (int i = 0; i < steps; i++) {
      loss[i] = 1f / (i + 1);
    }
    return Records.record(Outcome.COMPLETED, 9, "relu")
        .withSeries(new Series(Map.of(RunRecord.LOSS, loss)), Series.NONE);
  }

  private Map<String, String> metrics(String key) {
    Map<String, String> found = new HashMap<>();
    for (ObjectNode batch : batches) {
      for (JsonNode metric : batch.path("metrics")) {
        if (metric.path("key").asString().equals(key)) {
          found.put(metric.path("step").toString(), metric.path("value").asString());
        }
      }
    }
    return found;
  }

  @Test
  void aRunIsSentWholeAndOnce() throws IOException {
    assertThat(export().send(run(), "an arm", "rate=0.1")).isEqualTo(Sent.NEW);
    assertThat(runs.get("run0").path("info").path("status").asString()).isEqualTo("FINISHED");
    assertThat(Json.write(runs.get("run0")))
        .contains("{\"key\":\"deconvlab.arm\",\"value\":\"an arm\"}")
        .contains("{\"key\":\"deconvlab.outcome\",\"value\":\"diverged\"}");
    assertThat(metrics(RunRecord.NORM))
        .isEqualTo(Map.of("0", "Infinity", "1", "-Infinity", "2", "1.4E-45"));
    assertThat(metrics("validation/loss")).isEqualTo(Map.of("1", "2.1", "3", "NaN"));
    assertThat(Json.write(batches)).contains("{\"key\":\"network.slope\",\"value\":\"0.01\"}");
    String at = "mlflow-artifacts/artifacts/7/run0/artifacts/";
    assertThat(artifacts.get(at + "record.json"))
        .isEqualTo(RunFiles.toJson(run()).getBytes(StandardCharsets.UTF_8));
    assertThat(artifacts.get(at + "gradient-flow.png")).startsWith(0x89, 'P', 'N', 'G');
    int calls = asked.size();
    MlflowExport again = export();
    assertThat(again.send(run(), "an arm", "rate=0.1")).isEqualTo(Sent.KNOWN);
    RunRecord other = Copy.with(run(), "message", "another reason");
    assertThat(again.send(other, "an arm", "rate=0.1")).isEqualTo(Sent.OTHER);
    assertThat(asked.subList(calls, asked.size()))
        .containsExactly("mlflow/experiments/get-by-name", "mlflow/runs/search");
    // The same run under another arm is another there.
    assertThat(again.send(run(), "another", "")).isEqualTo(Sent.NEW);
    assertThat(export().send(run(), "another", "")).isEqualTo(Sent.KNOWN);
    assertThat(runs).hasSize(2);
  }

  @Test
  void noCallHoldsMoreThanTheServerTakes() throws IOException {
    RunRecord many = longRun(2_500);
    ObjectNode configuration = many.configuration();
    for (int i = 0; i < 250; i++) {
      configuration.put("field" + i, "x".repeat(7_000));
    }
    RunRecord wide = Copy.with(many, "configuration", configuration);
    export().send(Copy.with(wide, "message", "m".repeat(9_000)), "", "");
    for (ObjectNode batch : batches) {
      assertThat(batch.path("metrics").size() + batch.path("params").size())
          .isLessThanOrEqualTo(1_000);
      assertThat(batch.path("params").size()).isLessThanOrEqualTo(100);
      for (JsonNode parameter : batch.path("params")) {
        assertThat(parameter.path("value").asString().length()).isLessThanOrEqualTo(6_000);
      }
    }
    assertThat(metrics(RunRecord.LOSS)).hasSize(2_500);
    for (JsonNode tag : runs.get("run0").path("data").path("tags")) {
      assertThat(tag.path("value").asString().length()).isLessThanOrEqualTo(5_000);
    }
  }

  @Test
  void namesThatTheServerRefusesAreMadeOnesThatItTakes() throws IOException {
    Map<String, float[]> columns = new TreeMap<>();
    columns.put("norm (µ, §4)", new float[] {1});
    columns.put("norm _µ_ _4_", new float[] {2});
    columns.put("/a//../b:c", new float[] {3});
    export().send(run().withSeries(new Series(columns), Series.NONE), "", "");
    assertThat(metrics("norm _µ_ _4_")).hasSize(1);
    assertThat(metrics("norm _µ_ _4__")).hasSize(1);
    assertThat(metrics("_/a/_/_../b_c")).isEqualTo(Map.of("0", "3.0"));
  }

  @Test
  void aTransferThatWasCutIsCompletedInTheSameRun() throws IOException {
    MlflowExport first = export();
    trouble.addAll(List.of(0, 0, 0, 409));
    assertThatThrownBy(() -> first.send(longRun(1_500), "arm", "")).hasMessageContaining("409");
    assertThat(artifacts).isEmpty();
    MlflowExport cut = export();
    said = "{\"error_code\":\"INTERNAL_ERROR\",\"message\":\"database is locked\"}";
    trouble.addAll(List.of(500, 500, 500, 500, 500));
    assertThatThrownBy(() -> cut.send(longRun(1_500), "arm", ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers api/2.0/mlflow/runs/log-batch with HTTP 500")
        .hasMessageContaining("database is locked");
    assertThat(runs.get("run0").path("info").path("status").asString()).isEqualTo("RUNNING");
    assertThat(export().send(longRun(1_500), "arm", "")).isEqualTo(Sent.NEW);
    assertThat(runs).hasSize(1);
    assertThat(runs.get("run0").path("info").path("status").asString()).isEqualTo("FINISHED");
    assertThat(metrics(RunRecord.LOSS)).hasSize(1_500);
  }

  @Test
  void aBusyServerIsAskedAgainButNothingIsMadeTwice() throws IOException {
    trouble.addAll(List.of(503, 429, 0, 0, 502, 0));
    export().send(run(), "", "");
    assertThat(runs).hasSize(1);
    trouble.addAll(List.of(0, 0, 503));
    MlflowExport busy = export();
    assertThatThrownBy(() -> busy.send(longRun(2), "", "")).hasMessageContaining("runs/create");
    assertThat(runs).hasSize(1);
  }

  @Test
  void whoIsAskedForAUserSaysWhichVariablesNameOne() throws IOException {
    trouble.add(401);
    assertThatThrownBy(this::export)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTP 401")
        .hasMessageContaining("MLFLOW_TRACKING_TOKEN");
    Map<String, String> user =
        Map.of(
            "MLFLOW_TRACKING_USERNAME", "ada",
            "MLFLOW_TRACKING_PASSWORD", "pass",
            "MLFLOW_TRACKING_TOKEN", "unused");
    authorized.clear();
    MlflowExport.of(server(user), "a-study", "", true);
    String basic = Base64.getEncoder().encodeToString("ada:pass".getBytes(StandardCharsets.UTF_8));
    MlflowExport.of(server(Map.of("MLFLOW_TRACKING_TOKEN", "abc")), "a-study", "", true);
    assertThat(authorized).contains("Basic " + basic, "Bearer abc").doesNotContain("null");
    assertThat(server(user).toString()).doesNotContain("pass");
  }

  @Test
  void whatIsNoServerOfRunsIsNamed() throws IOException {
    said = "<html>welcome</html>";
    trouble.add(200);
    assertThatThrownBy(this::export)
        .hasMessageContaining("no JSON (<html>welcome</html>): this is no MLflow server");
    trouble.add(302);
    assertThatThrownBy(this::export).hasMessageContaining("HTTP 302");
    http.stop(0);
    assertThatThrownBy(this::export)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1")
        .hasMessageContaining("is the MLflow server there?");
    assertThatThrownBy(() -> new MlflowServer("databricks", Map.of(), Duration.ZERO))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("http://HOST:PORT of an MLflow tracking server");
  }

  @Test
  void anExperimentInTheBinIsNotWrittenTo() {
    experiment = "deleted";
    assertThatThrownBy(this::export)
        .hasMessageContaining("has deleted its experiment 'a-study'")
        .hasMessageContaining("--experiment-id 7");
  }

  @Test
  void artifactsThatCannotBeSentAreNotLeftOutSilently() throws IOException {
    place = "file:///srv/mlruns/";
    MlflowExport export = export();
    assertThatThrownBy(() -> export.send(run(), "", ""))
        .hasMessageContaining("file:///srv/mlruns/7/run0/artifacts")
        .hasMessageContaining("--no-artifacts");
    assertThat(runs.get("run0").path("info").path("status").asString()).isEqualTo("RUNNING");
    MlflowExport without = MlflowExport.of(server(Map.of()), "a-study", "", false);
    assertThat(without.send(run(), "", "")).isEqualTo(Sent.NEW);
    assertThat(runs.get("run0").path("info").path("status").asString()).isEqualTo("FINISHED");
    assertThat(artifacts).isEmpty();
  }

  @Test
  void aPlaceNeedBeNoAddress() throws IOException {
    for (String path : List.of("/tmp/my course/", "C:\\my course\\", "[x]/")) {
      runs.clear();
      place = path;
      MlflowExport export = export();
      assertThatThrownBy(() -> export.send(run(), "", ""))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(path + "7/run0/artifacts")
          .hasMessageContaining("start it with --serve-artifacts, or say --no-artifacts");
    }
    runs.clear();
    place = "mlflow-artifacts:/my course/";
    export().send(run(), "", "");
    assertThat(artifacts)
        .containsKey("mlflow-artifacts/artifacts/my course/7/run0/artifacts/record.json");
  }

  @Test
  void aReportTakesThePlaceOfTheOneBefore() throws IOException {
    export().report(Map.of("report.html", new byte[] {1}), "supported");
    export().report(Map.of("report.html", new byte[] {2}), "refuted");
    assertThat(runs).hasSize(1);
    assertThat(artifacts.get("mlflow-artifacts/artifacts/7/run0/artifacts/report.html"))
        .containsExactly(2);
  }
}
