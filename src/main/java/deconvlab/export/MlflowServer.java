package deconvlab.export;

import deconvlab.data.Address;
import deconvlab.data.Cut;
import deconvlab.data.Web;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import tools.jackson.databind.node.ObjectNode;

/**
 * An MLflow tracking server by its REST interface 2.0, asked one thing after another. What is said
 * there twice without harm is tried again when the server is busy or the line breaks.
 */
public final class MlflowServer {
  private static final String API = "api/2.0/mlflow/";
  private static final String ARTIFACTS = "api/2.0/mlflow-artifacts/artifacts/";
  private static final Set<Integer> BUSY = Set.of(408, 429, 500, 502, 503, 504);
  private static final int TRIES = 5;
  private static final int LARGEST = 64 << 20;
  private static final int WORDS = 300;

  private final Address address;
  private final String token;
  private final Web web;
  private final Duration pause;

  /**
   * A server.
   *
   * @param address {@code http://} or {@code https://}, host, port, and what comes before {@code
   *     /api}
   * @param environment where MLFLOW_TRACKING_USERNAME and _PASSWORD or MLFLOW_TRACKING_TOKEN are,
   *     as MLflow's own clients read them, and the proxies
   * @param pause before the second try; twice that before the third, and so on
   * @throws deconvlab.data.DataException if the address is none
   */
  public MlflowServer(String address, Map<String, String> environment, Duration pause) {
    Address given =
        Address.parse(address, "--to", "right is http://HOST:PORT of an MLflow tracking server");
    String user = environment.getOrDefault("MLFLOW_TRACKING_USERNAME", "");
    String password = environment.getOrDefault("MLFLOW_TRACKING_PASSWORD", "");
    boolean named = given.user().isEmpty() && !user.isEmpty() && !password.isEmpty();
    this.address = named ? new Address(given.uri(), user + ":" + password) : given;
    token =
        this.address.user().isEmpty() ? environment.getOrDefault("MLFLOW_TRACKING_TOKEN", "") : "";
    web = new Web(environment, Duration.ofMinutes(2));
    this.pause = pause;
  }

  @Override
  public String toString() {
    return address.toString();
  }

  /** What is found by one argument; empty if the server knows no such thing. */
  Optional<ObjectNode> find(String what, String name, String value) throws IOException {
    String query = "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    Answer answer = ask("GET", API + what + query, null, TRIES);
    if (answer.status == 404 && answer.error().equals("RESOURCE_DOES_NOT_EXIST")) {
      return Optional.empty();
    }
    return Optional.of(answer.require());
  }

  /** Makes something, at most once: if the line breaks meanwhile, nobody knows whether it is. */
  ObjectNode create(String what, ObjectNode with) throws IOException {
    return ask("POST", API + what, BodyPublishers.ofString(Json.write(with)), 1).require();
  }

  /** Says or asks something that may be said twice. */
  ObjectNode post(String what, ObjectNode with) throws IOException {
    return ask("POST", API + what, BodyPublishers.ofString(Json.write(with)), TRIES).require();
  }

  /** Puts a file in the place of one of that name; the path is below the server's artifacts. */
  void put(String path, byte[] content) throws IOException {
    String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
    String place = ARTIFACTS + encoded.replace("%2F", "/");
    // Its answer may be empty.
    ask("PUT", place, BodyPublishers.ofByteArray(content), TRIES).accepted();
  }

  private Answer ask(String method, String path, BodyPublisher body, int tries) throws IOException {
    for (int tried = 1; ; tried++) {
      try {
        Answer answer = once(method, path, body);
        if (tried == tries || !BUSY.contains(answer.status)) {
          return answer;
        }
      } catch (Cut | IOException e) {
        if (tried == tries) {
          String why =
              Text.format(
                  "%s: is the MLflow server there? What was sent stays; the same command goes on",
                  e.getMessage());
          throw new IOException(why, e);
        }
      } catch (InterruptedException e) {
        throw stopped(e);
      }
      rest(pause.multipliedBy(1L << (tried - 1)));
    }
  }

  private Answer once(String method, String path, BodyPublisher body)
      throws Cut, IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder().method(method, body == null ? BodyPublishers.noBody() : body);
    if (method.equals("POST")) {
      request.header("Content-Type", "application/json");
    }
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    Web.Answer answer = web.ask(address.child(path), request);
    try (InputStream in = answer.response().body()) {
      return new Answer(address, path, answer.status(), in.readNBytes(LARGEST));
    }
  }

  private static void rest(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  private static CancellationException stopped(InterruptedException e) {
    CancellationException stopped =
        new CancellationException("what was sent stays; the same command goes on");
    stopped.initCause(e);
    return stopped;
  }

  private record Answer(Address from, String path, int status, byte[] body) {
    /** The object in an answer that says yes. */
    ObjectNode require() throws IOException {
      accepted();
      return object()
          .orElseThrow(
              () ->
                  new IOException(
                      Text.format(
                          "%s answers %s with what is no JSON (%s): this is no MLflow server",
                          from, what(), words())));
    }

    void accepted() throws IOException {
      if (status == 401 || status == 403) {
        throw new IOException(
            Text.format(
                "%s answers %s with HTTP %d: it wants another user. Set MLFLOW_TRACKING_USERNAME"
                    + " and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN",
                from, what(), status));
      }
      if (status != 200) {
        throw new IOException(
            Text.format("%s answers %s with HTTP %d: %s", from, what(), status, words()));
      }
    }

    private String what() {
      return path.replaceFirst("\\?.*", "");
    }

    String error() {
      return object().map(o -> o.path("error_code").asString("")).orElse("");
    }

    private Optional<ObjectNode> object() {
      try {
        return Optional.of(Json.read(body, ObjectNode.class));
      } catch (JsonException e) {
        return Optional.empty();
      }
    }

    private String words() {
      String text = new String(body, StandardCharsets.UTF_8).strip();
      String said = object().map(o -> o.path("message").asString("")).orElse(text);
      return Text.printable(said.length() > WORDS ? said.substring(0, WORDS) + "…" : said);
    }
  }
}
