package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.JavaProcess;
import deconvlab.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiesTest {
  private static final URI HTTPS = URI.create("https://data.example.org/x");

  @TempDir Path dir;

  @Test
  void takesTheVariableOfTheScheme() {
    Map<String, String> both =
        Map.of("https_proxy", "http://me:s3cret@p:3128/", "HTTP_PROXY", "q", "http_proxy", " ");
    assertThat(new Proxies(both).of(HTTPS))
        .hasToString("Optional[the proxy http://p:3128/ (https_proxy)]");
    assertThat(new Proxies(both).of(URI.create("HTTP://h")))
        .hasToString("Optional[the proxy http://q (http_proxy)]");
    assertThat(new Proxies(both).select(HTTPS).get(0).address()).hasToString("p/<unresolved>:3128");
    assertThat(new Proxies(Map.of()).select(HTTPS)).containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void leavesOutWhatNoProxyNames() {
    for (String rule :
        List.of(
            "*",
            "data.example.org",
            "x, .example.org",
            "example.org y",
            "*.EXAMPLE.org",
            "data.example.org:443",
            ".org:443")) {
      assertThat(proxies(rule).of(HTTPS)).as(rule).isEmpty();
    }
    for (String rule :
        List.of("", ",", ".", "*.", "ample.org", "a.data.example.org", "data.example.org:80")) {
      assertThat(proxies(rule).of(HTTPS)).as(rule).isPresent();
    }
    for (String rule : List.of("::1", "[::1]", "[::1]:443")) {
      assertThat(proxies(rule).of(URI.create("https://[::1]/"))).as(rule).isEmpty();
    }
  }

  private static Proxies proxies(String rule) {
    return new Proxies(Map.of("https_proxy", "http://p:1", "NO_PROXY", rule));
  }

  @Test
  void whatIsNoProxyIsToldInASentence() {
    for (String value :
        List.of(
            "https://me:s3cret@p:1", "socks5://me:s3cret@p", "me:s3cret@p:99999", "s3cret@ x")) {
      assertThatThrownBy(() -> new Proxies(Map.of("https_proxy", value)).of(HTTPS))
          .as(value)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("https_proxy ")
          .hasMessageContaining("right is http://HOST:PORT")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }
  }

  /** In a process of its own: Java reads once whether a tunnel may be asked for by password. */
  @Test
  void aTunnelIsAskedForByPassword() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = new Thread(() -> refuse(proxy, lines), "proxy");
      thread.setDaemon(true);
      thread.start();
      String address = "http://me:s3cret@127.0.0.1:" + proxy.getLocalPort();
      try (JavaProcess lab =
          JavaProcess.start(
              dir,
              Map.of("https_proxy", address, "no_proxy", ""),
              Main.class,
              "data",
              "cifar10",
              "--mirror",
              "https://data.invalid/x.tar.gz",
              "--to",
              dir.resolve("to").toString())) {
        assertThat(lab.status()).isEqualTo(1);
        assertThat(lab.err())
            .contains("the proxy http://127.0.0.1:" + proxy.getLocalPort() + " (https_proxy)")
            .contains("407")
            .doesNotContain("s3cret")
            .doesNotContain("\tat ");
      }
    }
    assertThat(lines)
        .contains("CONNECT data.invalid:443 HTTP/1.1", "Proxy-Authorization: Basic bWU6czNjcmV0");
  }

  private static void refuse(ServerSocket proxy, List<String> lines) {
    try {
      while (true) {
        try (Socket socket = proxy.accept()) {
          var in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
          for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            lines.add(line);
          }
          socket
              .getOutputStream()
              .write(
                  "HTTP/1.1 407 no\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
        }
      }
    } catch (IOException closed) {
      lines.add("closed");
    }
  }
}
