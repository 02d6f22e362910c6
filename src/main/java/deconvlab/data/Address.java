package deconvlab.data;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * An address on the web. Its secrets (user and password, a query's tokens) are used and never
 * shown: {@link #toString} is what messages and files hold.
 *
 * @param uri without user and password
 * @param user as in {@code user:password}; empty if there is none
 */
public record Address(URI uri, String user) {
  private static final String SCHEME = "^[A-Za-z][A-Za-z0-9+.-]*://";

  /**
   * Reads an address.
   *
   * @param what names it in messages, such as {@code mirror}
   * @param right what would be right, or what to do
   * @throws DataException if it is none
   */
  public static Address parse(String text, String what, String right) {
    try {
      String whole = new URI(text.strip().replaceFirst("#.*", "")).toASCIIString();
      URI uri = URI.create(whole);
      boolean web = "http".equalsIgnoreCase(uri.getScheme()) || isHttps(uri);
      if (!web || uri.getHost() == null || uri.getPort() == 0 || uri.getPort() > 65535) {
        throw refused(what, text, "not http:// or https:// with a host and a port", right);
      }
      String user = uri.getRawUserInfo();
      if (user == null) {
        return new Address(uri, "");
      }
      int at = whole.indexOf("//") + 2;
      String rest = whole.substring(at + user.length() + 1);
      return new Address(URI.create(whole.substring(0, at) + rest), uri.getUserInfo());
    } catch (URISyntaxException e) {
      // Not kept as the cause: it quotes the text.
      throw refused(what, text, e.getReason(), right);
    }
  }

  private static DataException refused(String what, String text, String why, String right) {
    return DataException.of("%s %s is no address (%s): %s", what, hidden(text.strip()), why, right);
  }

  /** What is no address may hold a password anywhere: shown if it has no mark that one needs. */
  static String hidden(String text) {
    String rest = text.replaceFirst(SCHEME, "");
    return rest.matches("[^:@?#%\\\\\\s]*")
        ? text
        : text.substring(0, text.length() - rest.length()) + "…";
  }

  /** The address {@code path} below this one. */
  public Address child(String path) {
    String folder = uri.toString();
    return new Address(URI.create(folder + (folder.endsWith("/") ? "" : "/") + path), user);
  }

  /** Where a redirect leads; user and password go along to the same server alone. */
  Address redirected(String location) {
    String what = "the redirect of " + this + " to";
    String right = "use another address with --mirror URL";
    URI target;
    try {
      target = uri.resolve(new URI(location.strip()));
    } catch (URISyntaxException e) {
      throw refused(what, location, e.getReason(), right);
    }
    Address to = parse(target.toString(), what, right);
    if (isHttps(uri) && !isHttps(to.uri)) {
      throw DataException.of("%s %s leaves https: %s", what, to, right);
    }
    return to.user.isEmpty() && to.server().equals(server()) ? new Address(to.uri, user) : to;
  }

  /** The header that shows user and password, if there are any. */
  Optional<String> basic() {
    byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  /** The port, if only by the scheme. */
  int port() {
    return uri.getPort() > 0 ? uri.getPort() : isHttps(uri) ? 443 : 80;
  }

  @Override
  public String toString() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?…";
    return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath() + query;
  }

  private String server() {
    return uri.getScheme() + "://" + uri.getHost() + ":" + port();
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }
}
