package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.Fuzz;
import deconvlab.record.Hashes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that answers whatever it likes: a sentence, or the right file. */
class BadAnswersTest {
  private static final byte[] BODY =
      "the whole archive, in 36 bytes, all.".getBytes(StandardCharsets.US_ASCII);
  private static final String GOOD =
      "HTTP/1.1 200 OK\r\nContent-Length: 36\r\nETag: \"a\"\r\nContent-Type: x/y\r\n\r\n";
  private static final Cifar10Download.Patience BRIEF =
      new Cifar10Download.Patience(1, Duration.ZERO, Duration.ofSeconds(5));

  @TempDir Path dir;
  private ServerSocket server;
  private volatile byte[] answer;
  private Web web;

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    web = new Web(Map.of(), BRIEF.stall());
    Thread thread = new Thread(this::serve, "server");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aRightAnswer() throws IOException {
    answer = answer(GOOD);
    assertThat(Files.readAllBytes(fetch())).isEqualTo(BODY);
  }

  @Test
  void oddHeaders() {
    for (String header :
        new String[] {
          "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 1e3\r\nContent-Length: 2\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
          "HTTP/1.1 206 OK\r\nContent-Range: bytes x-y/z\r\nContent-Length: 36\r\n\r\n",
          "HTTP/1.1 999 OK\r\nContent-Length: 36\r\n\r\n",
          "HTTP/1.1 -12 OK\r\nContent-Length: 36\r\n\r\n",
          "HTTP/1.1 302 OK\r\nLocation: \r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 302 OK\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 204 OK\r\nContent-Length: 36\r\n\r\n",
          "SSH-2.0-OpenSSH\r\n",
          "\u001b[31m",
          ""
        }) {
      answer = answer(header);
      assertThatThrownBy(this::fetch)
          .as(header)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("http://localhost:" + server.getLocalPort() + "/a.gz")
          .hasMessageContaining("--mirror")
          .hasMessageNotContaining("\u001b");
    }
  }

  /** What arrives at last is the right file, because its hash is. */
  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void fuzz() {
    Fuzz.mutate(
        answer(GOOD),
        mutation -> {
          answer = mutation;
          try {
            assertThat(Files.readAllBytes(fetch())).isEqualTo(BODY);
          } catch (DataException told) {
            assertThat(told.getMessage()).contains("http").doesNotContain("\n");
          }
        });
  }

  private Path fetch() throws IOException {
    try (var old = Files.list(dir)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    String url = "http://localhost:" + server.getLocalPort() + "/a.gz";
    Address address = Address.parse(url, "mirror", "");
    return new Cifar10Download(address, Hashes.sha256(BODY), dir, web, BRIEF, ProgressListener.NONE)
        .fetch();
  }

  private static byte[] answer(String header) {
    byte[] head = header.getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = java.util.Arrays.copyOf(head, head.length + BODY.length);
    System.arraycopy(BODY, 0, all, head.length, BODY.length);
    return all;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        InputStream in = socket.getInputStream();
        in.read(new byte[1 << 14]);
        socket.getOutputStream().write(answer);
      } catch (IOException closed) {
        // By the client or at the end: the next one is served, or the loop ends.
      }
    }
  }
}
