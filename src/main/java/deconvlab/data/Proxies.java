package deconvlab.data;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies that the environment names as it does for curl: {@code http_proxy}, {@code
 * https_proxy}, and in {@code no_proxy} the hosts to reach without one. A variable in lower case
 * goes before the same in upper case.
 */
final class Proxies extends ProxySelector {
  private final Map<String, String> environment;

  Proxies(Map<String, String> environment) {
    this.environment = environment;
  }

  /** A proxy and the variable that names it. */
  record Named(String variable, Address address) {
    @Override
    public String toString() {
      return "the proxy " + address + " (" + variable + ")";
    }
  }

  /** The proxy by which to reach {@code uri}, if any. */
  Optional<Named> of(URI uri) {
    String variable = uri.getScheme().toLowerCase(Locale.ROOT) + "_proxy";
    String value = value(variable);
    if (value.isEmpty() || excepted(new Address(uri, ""))) {
      return Optional.empty();
    }
    String right = "right is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, or nothing";
    String whole = value.contains("://") ? value : "http://" + value;
    Address proxy = Address.parse(whole, variable, right);
    if (!"http".equalsIgnoreCase(proxy.uri().getScheme())) {
      throw DataException.of("%s %s: a proxy is spoken to by http; %s", variable, proxy, right);
    }
    return Optional.of(new Named(variable, proxy));
  }

  private String value(String variable) {
    String lower = environment.getOrDefault(variable, "");
    String upper = environment.getOrDefault(variable.toUpperCase(Locale.ROOT), "");
    return (lower.isBlank() ? upper : lower).strip();
  }

  private boolean excepted(Address target) {
    return Arrays.stream(value("no_proxy").split("[,\\s]+")).anyMatch(r -> matches(r, target));
  }

  /** {@code *}, {@code host}, {@code .domain}, {@code *.domain}, each but the first with a port. */
  private static boolean matches(String rule, Address target) {
    String host = target.uri().getHost().toLowerCase(Locale.ROOT);
    String name = rule.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
    if (name.endsWith(":" + target.port()) && !name.matches("[0-9a-f:]*:[0-9a-f:]*:.*")) {
      name = name.substring(0, name.lastIndexOf(':'));
    }
    String bare = host.replaceAll("[\\[\\]]", "");
    return name.equals("*")
        || name.equals(host)
        || name.equals(bare)
        || (!name.isEmpty() && host.endsWith("." + name));
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        of(uri)
            .map(Named::address)
            .map(a -> InetSocketAddress.createUnresolved(a.uri().getHost(), a.port()))
            .map(a -> new Proxy(Proxy.Type.HTTP, a))
            .orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException e) {
    // The request fails with the same error and names the proxy.
  }
}
