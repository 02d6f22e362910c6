package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import deconvlab.data.Cifar10Download.Patience;
import deconvlab.record.Hashes;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Cifar10DownloadTest {
  private static final Patience SHORT =
      new Patience(3, Duration.ofMillis(1), Duration.ofSeconds(20));

  @TempDir Path dir;
  private HttpServer server;
  private HttpContext context;
  private ExecutorService threads;
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private byte[] payload = new byte[300_000];

  @BeforeEach
  void start() throws IOException {
    new Random(5).nextBytes(payload);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    threads = Executors.newCachedThreadPool();
    server.setExecutor(threads);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void downloads() throws IOException {
    answer(Answer.ranged(Integer.MAX_VALUE));
    long[] last = new long[2];
    ProgressListener progress =
        (phase, done, total) -> {
          last[0] = done;
          last[1] = total;
        };
    Path file = download(SHORT, Hashes.sha256(payload), progress).fetch();
    assertThat(Files.readAllBytes(file)).isEqualTo(payload);
    assertThat(last).containsExactly(300_000, 300_000);
    assertThat(Archives.listing(dir)).containsExactly("", file.getFileName().toString());
  }

  @Test
  void resumesWithinACall() throws IOException {
    answer(Answer.ranged(100_000));
    Path file = download(SHORT).fetch();
    assertThat(Files.readAllBytes(file)).isEqualTo(payload);
    assertThat(ranges).hasSizeGreaterThanOrEqualTo(3).startsWith("");
    assertThat(ranges.subList(1, ranges.size())).allMatch(r -> r.matches("bytes=[1-9]\\d*-"));
  }

  @Test
  void resumesInALaterCall() throws IOException {
    answer(Answer.ranged(100_000));
    Patience none = new Patience(1, Duration.ZERO, Duration.ofSeconds(20));
    assertThatThrownBy(() -> download(none).fetch())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it resumes where it stopped");
    ranges.clear();
    answer(Answer.ranged(Integer.MAX_VALUE));
    assertThat(Files.readAllBytes(download(SHORT).fetch())).isEqualTo(payload);
    assertThat(ranges).hasSize(1).allMatch(r -> r.matches("bytes=[1-9]\\d*-"));
  }

  @Test
  void startsAgainWhereTheServerKnowsNoRange() throws IOException {
    put(Arrays.copyOf(payload, 1234));
    answer(Answer.plain());
    assertThat(Files.readAllBytes(download(SHORT).fetch())).isEqualTo(payload);
    assertThat(ranges).containsExactly("bytes=1234-");
  }

  @Test
  void aCompletePartNeedsNoMoreBytes() throws IOException {
    put(payload);
    answer(Answer.ranged(Integer.MAX_VALUE));
    assertThat(Files.readAllBytes(download(SHORT).fetch())).isEqualTo(payload);
  }

  @Test
  void aPartOfAnotherFileIsThrownAway() throws IOException {
    put(new byte[5000]);
    answer(Answer.ranged(Integer.MAX_VALUE));
    assertThat(Files.readAllBytes(download(SHORT).fetch())).isEqualTo(payload);
    put(new byte[payload.length + 7]);
    Files.delete(done());
    assertThat(Files.readAllBytes(download(SHORT).fetch())).isEqualTo(payload);
  }

  @Test
  void tamperedFilesAreDeleted() {
    String right = Hashes.sha256(payload);
    payload[77]++;
    answer(Answer.ranged(Integer.MAX_VALUE));
    assertThatThrownBy(() -> download(SHORT, right, ProgressListener.NONE).fetch())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(right)
        .hasMessageContaining("tampered")
        .hasMessageContaining("--mirror");
    assertThat(Archives.listing(dir)).containsExactly("");
  }

  @Test
  void saysWhatTheServerAnswered() {
    serve(exchange -> exchange.sendResponseHeaders(404, -1));
    assertThatThrownBy(() -> download(SHORT).fetch()).hasMessageContaining("HTTP 404");
    assertThat(ranges).as("not tried again").hasSize(1);
    serve(exchange -> exchange.sendResponseHeaders(503, -1));
    assertThatThrownBy(() -> download(SHORT).fetch()).hasMessageContaining("503");
    assertThat(ranges).as("tried three times").hasSize(1 + 3);
  }

  @Test
  void aServerThatIsNotThere() {
    int port = server.getAddress().getPort();
    server.stop(0);
    assertThatThrownBy(() -> download("http://localhost:" + port + "/x.tar.gz", Map.of()).fetch())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no answer")
        .hasMessageContaining("--mirror");
  }

  @Test
  void aServerThatNeverSendsWhatWasAskedForIsGivenUp() throws IOException {
    put(Arrays.copyOf(payload, 1234));
    serve(
        exchange -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 7-9/300000");
          exchange.sendResponseHeaders(206, 3);
          exchange.getResponseBody().write(payload, 7, 3);
        });
    assertThatThrownBy(() -> download(SHORT).fetch()).hasMessageContaining("another range");
    assertThat(ranges).hasSize(3);
  }

  @Test
  void aServerWithoutRangeThatAlwaysCutsIsGivenUp() {
    serve(
        exchange -> {
          exchange.sendResponseHeaders(200, payload.length);
          exchange.getResponseBody().write(payload, 0, 100_000 - ranges.size() % 2);
        });
    assertThatThrownBy(() -> download(SHORT).fetch()).hasMessageContaining("stopped after");
    assertThat(ranges).hasSizeLessThan(8);
  }

  @Test
  void aStalledConnectionCountsAsCut() throws IOException {
    serve(
        exchange -> {
          if (ranges.size() == 1) {
            exchange.sendResponseHeaders(200, payload.length);
            exchange.getResponseBody().write(payload, 0, 50_000);
            exchange.getResponseBody().flush();
            pauseUntilStopped();
          } else {
            Answer.ranged(Integer.MAX_VALUE).to(exchange, payload);
          }
        });
    Patience brief = new Patience(3, Duration.ofMillis(1), Duration.ofMillis(500));
    assertThat(Files.readAllBytes(download(brief).fetch())).isEqualTo(payload);
    assertThat(ranges).containsExactly("", "bytes=50000-");
  }

  @Test
  void importsFromAMirrorAndCleansUp() throws IOException {
    payload = Files.readAllBytes(Archives.good(dir.resolve("good.tar.gz")));
    Files.delete(dir.resolve("good.tar.gz"));
    answer(Answer.ranged(Integer.MAX_VALUE));
    Cifar10Import.Options options =
        new Cifar10Import.Options(
            dir, null, null, null, Hashes.sha256(payload), ProgressListener.NONE);
    String folder = "http://localhost:" + server.getAddress().getPort() + "/mirror";
    Path to = Cifar10Import.run(options, Map.of("DECONVLAB_MIRROR", folder), SHORT);
    assertThat(Datasets.load("cifar10", dir).test().size()).isEqualTo(10_000);
    assertThat(Cifar10Folder.metadata(to).source()).isEqualTo(folder + "/cifar-10-binary.tar.gz");
    assertThat(dir.resolve("data/cache/downloads")).doesNotExist();
  }

  @Test
  void anUnofficialMirrorIsRefusedWithoutItsHash() {
    answer(Answer.ranged(Integer.MAX_VALUE));
    String url = "http://localhost:" + server.getAddress().getPort() + "/cifar-10-binary.tar.gz";
    assertThatThrownBy(
            () ->
                Cifar10Import.run(
                    new Cifar10Import.Options(dir, null, null, url, null, ProgressListener.NONE),
                    Map.of(),
                    SHORT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(Cifar10.OFFICIAL_SHA256);
    assertThat(Archives.listing(dir.resolve("data/cache/cifar10"))).isEmpty();
  }

  @Test
  void aPasswordIsUsedAndNeverShown() throws IOException {
    serve(
        exchange -> {
          String user = exchange.getRequestHeaders().getFirst("Authorization");
          if ("Basic bWU6czNjcmV0".equals(user)) {
            Answer.plain().to(exchange, payload);
          } else {
            exchange.sendResponseHeaders(401, -1);
          }
        });
    Cifar10Download good = download(address("me:s3cret@") + "/a.tar.gz?token=t0ken", Map.of());
    assertThat(Files.readAllBytes(good.fetch())).isEqualTo(payload);
    Files.delete(done());
    assertThatThrownBy(() -> download(address("me:s3cret2@") + "/a?t0ken", Map.of()).fetch())
        .hasMessageContaining("401")
        .hasMessageContaining(address("") + "/a?…")
        .satisfies(Cifar10DownloadTest::hasNoSecret);
  }

  @Test
  void aPasswordGoesToItsOwnServerAlone() throws IOException {
    List<String> users = new CopyOnWriteArrayList<>();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          users.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          Answer.plain().to(exchange, payload);
          exchange.close();
        });
    other.start();
    try {
      serve(
          exchange -> {
            String next =
                exchange.getRequestURI().getPath().equals("/a")
                    ? "/b"
                    : "http://localhost:" + other.getAddress().getPort() + "/c?t0ken";
            users.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.getResponseHeaders().set("Location", next);
            exchange.sendResponseHeaders(302, -1);
          });
      download(address("me:s3cret@") + "/a", Map.of()).fetch();
      assertThat(users).containsExactly("Basic bWU6czNjcmV0", "Basic bWU6czNjcmV0", "null");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void badRedirectsAreToldWithoutSecrets() {
    for (String location :
        List.of(
            "http://me:s3cret@bad host/",
            "ftp://me:s3cret@host/?t0ken",
            "http://me:s3cret@my_host",
            "http://me:s3/cret@host",
            "http://me:s3cret@localhost:70000/",
            "http:///s3cret@")) {
      serve(
          exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
          });
      assertThatThrownBy(() -> download(SHORT).fetch())
          .as(location)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("the redirect of")
          .satisfies(Cifar10DownloadTest::hasNoSecret);
    }
    serve(
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/again");
          exchange.sendResponseHeaders(302, -1);
        });
    assertThatThrownBy(() -> download(SHORT).fetch()).hasMessageContaining("more than 5 times");
  }

  @Test
  void theProxyOfTheEnvironmentIsUsedAndNamed() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    serve(
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          String user = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
          if ("Basic bWU6czNjcmV0".equals(user)) {
            Answer.plain().to(exchange, payload);
          } else {
            exchange.sendResponseHeaders(407, -1);
          }
        });
    String url = "http://data.invalid/a.tar.gz";
    Map<String, String> good = Map.of("http_proxy", address("me:s3cret@"));
    assertThat(Files.readAllBytes(download(url, good).fetch())).isEqualTo(payload);
    assertThat(asked).containsExactly(url);
    Files.delete(done());
    Map<String, String> bad = Map.of("HTTP_PROXY", address("me:s3cret2@"));
    assertThatThrownBy(() -> download(url, bad).fetch())
        .hasMessageContaining("the proxy " + address("") + " (http_proxy) answered HTTP 407")
        .satisfies(Cifar10DownloadTest::hasNoSecret);
  }

  @Test
  void anInterruptKeepsWhatCanBeResumed() throws IOException {
    answer(Answer.ranged(Integer.MAX_VALUE));
    ProgressListener interrupting = (phase, at, total) -> Thread.currentThread().interrupt();
    String sha256 = Hashes.sha256(payload);
    assertThatThrownBy(() -> download(SHORT, sha256, interrupting).fetch())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("was interrupted")
        .hasMessageContaining("resumes");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Files.readAllBytes(download(SHORT).fetch())).isEqualTo(payload);
    assertThat(ranges.get(1)).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void noLinkAndNoFolderIsWrittenThrough() throws IOException {
    answer(Answer.ranged(Integer.MAX_VALUE));
    Path mine = Files.writeString(dir.resolve("mine.txt"), "keep");
    Path part = dir.resolve(done().getFileName() + ".part");
    for (Path place : List.of(part, done())) {
      Files.createSymbolicLink(place, mine);
      assertThatThrownBy(() -> download(SHORT).fetch())
          .isInstanceOf(DataException.class)
          .hasMessageContaining(place + " is a folder or a link");
      Files.delete(place);
      Files.createDirectory(place);
      assertThatThrownBy(() -> download(SHORT).fetch()).hasMessageContaining(place.toString());
      Files.delete(place);
    }
    assertThat(mine).hasContent("keep");
  }

  private static void hasNoSecret(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      assertThat(t.toString()).doesNotContain("s3", "cret", "t0ken", "bWU6");
    }
  }

  private Cifar10Download download(Patience patience) {
    return download(patience, Hashes.sha256(payload), ProgressListener.NONE);
  }

  private Cifar10Download download(Patience patience, String sha256, ProgressListener progress) {
    Address address = Address.parse(address("") + "/a.tar.gz", "mirror", "");
    Web web = new Web(Map.of(), patience.stall());
    return new Cifar10Download(address, sha256, dir, web, patience, progress);
  }

  private Cifar10Download download(String url, Map<String, String> environment) {
    Address address = Address.parse(url, "mirror", "");
    Web web = new Web(environment, SHORT.stall());
    return new Cifar10Download(
        address, Hashes.sha256(payload), dir, web, SHORT, ProgressListener.NONE);
  }

  /** The server's, with {@code user} before it. */
  private String address(String user) {
    return "http://" + user + "localhost:" + server.getAddress().getPort();
  }

  private Path done() {
    return dir.resolve("cifar-10-binary-" + Hashes.sha256(payload).substring(0, 12) + ".tar.gz");
  }

  private void put(byte[] part) throws IOException {
    Files.write(dir.resolve(done().getFileName() + ".part"), part);
  }

  private void answer(Answer answer) {
    serve(exchange -> answer.to(exchange, payload));
  }

  private void serve(Handler handler) {
    if (context != null) {
      server.removeContext(context);
    }
    context =
        server.createContext(
            "/",
            exchange -> {
              String range = exchange.getRequestHeaders().getFirst("Range");
              ranges.add(range == null ? "" : range);
              try (exchange) {
                handler.handle(exchange);
              }
            });
  }

  private static void pauseUntilStopped() {
    try {
      Thread.sleep(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the server does with a request. */
  @FunctionalInterface
  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  /** A way to send the payload. */
  @FunctionalInterface
  private interface Answer {
    void to(HttpExchange exchange, byte[] payload) throws IOException;

    /** Ignores Range. */
    static Answer plain() {
      return (exchange, payload) -> {
        exchange.sendResponseHeaders(200, payload.length);
        exchange.getResponseBody().write(payload);
      };
    }

    /** Honours Range and cuts the line after {@code most} bytes. */
    static Answer ranged(int most) {
      return (exchange, payload) -> {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (from >= payload.length) {
          exchange.sendResponseHeaders(416, -1);
          return;
        }
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes %d-%d/%d".formatted(from, payload.length - 1, payload.length));
        exchange.sendResponseHeaders(range == null ? 200 : 206, payload.length - from);
        OutputStream out = exchange.getResponseBody();
        out.write(payload, from, Math.min(most, payload.length - from));
        out.flush();
      };
    }
  }
}
