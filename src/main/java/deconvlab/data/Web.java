package deconvlab.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a server, by the proxy that the environment names. Redirects are followed here, not by
 * Java's client, which sends a password on to whatever server it is led to.
 */
public final class Web {
  private static final int MOST_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Proxies proxies;
  private final Duration stall;
  private final HttpClient client;

  /**
   * A client.
   *
   * @param environment where the proxies are named
   * @param stall how long an answer is waited for
   */
  public Web(Map<String, String> environment, Duration stall) {
    this.stall = stall;
    proxies = new Proxies(environment);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(proxies)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
  }

  /**
   * An answer; close its body.
   *
   * @param from who gave it, and by which proxy
   */
  public record Answer(String from, HttpResponse<InputStream> response) {
    public int status() {
      return response.statusCode();
    }

    /** A header's value, empty if it has none. */
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The bytes that follow, or -1 where the server does not say. */
    long length() {
      String length = header("Content-Length");
      return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }
  }

  /** The answer for what lies beyond the first {@code have} bytes of {@code address}. */
  Answer get(Address address, long have) throws Cut, InterruptedException {
    Address at = address;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      Answer answer = send(at, have);
      String location = answer.header("Location");
      boolean locked = answer.status() == 401 || answer.status() == 407;
      if (!locked && (location.isEmpty() || !REDIRECTS.contains(answer.status()))) {
        return answer;
      }
      try (InputStream unread = answer.response.body()) {
        if (locked) {
          throw locked(answer);
        }
        at = at.redirected(location);
      } catch (IOException e) {
        throw new Cut(answer.from + " ended its answer badly (" + e + ")", e);
      }
    }
    throw DataException.of(
        "%s redirects more than %d times: use another address with --mirror URL",
        address, MOST_REDIRECTS);
  }

  private Answer send(Address to, long have) throws Cut, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder();
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    return ask(to, request);
  }

  /**
   * The answer to {@code request}, whatever its status; a redirect is one.
   *
   * @throws Cut if there is none; says who gave none
   */
  public Answer ask(Address to, HttpRequest.Builder request) throws Cut, InterruptedException {
    Optional<Proxies.Named> proxy = proxies.of(to.uri());
    String from = to + proxy.map(p -> " by " + p).orElse("");
    request.uri(to.uri()).timeout(stall);
    to.basic().ifPresent(user -> request.header("Authorization", user));
    proxy
        .flatMap(p -> p.address().basic())
        .ifPresent(user -> request.header("Proxy-Authorization", user));
    HttpRequest made = request.build();
    try {
      return new Answer(from, client.send(made, BodyHandlers.ofInputStream()));
    } catch (IOException e) {
      throw new Cut("no answer of " + from + " (" + e + ")", e);
    } catch (RuntimeException e) {
      // Java's client throws what its parsers do: a length that is no number, a status that is
      // none.
      throw new Cut("an answer of " + from + " that is no HTTP (" + e.getMessage() + ")", e);
    }
  }

  private static DataException locked(Answer answer) {
    return DataException.of(
        "%s answered HTTP %d: %s asks for another user and password, given as in"
            + " http://USER:PASSWORD@HOST",
        answer.from, answer.status(), answer.status() == 407 ? "the proxy" : "the server");
  }
}
