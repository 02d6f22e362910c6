package deconvlab.record;

import deconvlab.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run is found by: everything that determines its numbers on one device by one version of
 * the code, and nothing else.
 *
 * @param model the network's name, for people
 * @param seed the run's seed
 * @param hash the first 16 hexadecimal digits of the SHA-256 of the configuration's fields that are
 *     not at their default (names sorted; without the data's name), the seed, the hashes of pixels
 *     and labels, and the number of threads
 */
public record RunKey(String model, long seed, String hash) {
  /**
   * The defaults as of the first key. A field that the configuration gains is added here with the
   * value that means "as before", so that no key changes; what stands here never changes.
   */
  private static final Map<String, JsonNode> DEFAULTS = defaults();

  private static final String DATA = "data";
  private static final int DIGITS = 16;

  /** The key of a run with this configuration. */
  public static RunKey of(
      ObjectNode configuration, long seed, String pixels, String labels, int threads) {
    Map<String, String> told = new TreeMap<>();
    flat("", configuration)
        .forEach(
            (name, value) -> {
              if (!name.equals(DATA) && !same(value, DEFAULTS.get(name))) {
                told.put(name, canonical(value));
              }
            });
    String text = Text.format("%s|%d|%s|%s|%d", told, seed, pixels, labels, threads);
    String hash = Hashes.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    String model = configuration.path("network").path("model").asString("run");
    return new RunKey(model.replaceAll("[^A-Za-z0-9-]", "-"), seed, hash);
  }

  /** The key of a run that was made. */
  public static RunKey of(RunRecord run) {
    return of(
        run.configuration(),
        run.seed(),
        run.data().pixelsSha256(),
        run.data().labelsSha256(),
        run.platform().threads());
  }

  /** The name of its file: for instance {@code s4-seed0-0123456789abcdef.json}. */
  public String file() {
    return Text.format("%s-seed%d-%s.json", model, seed, hash);
  }

  /** Its checkpoint's place in a folder of runs. */
  public String checkpoint() {
    return Text.format("checkpoints/%s-seed%d-%s.ckpt", model, seed, hash);
  }

  @Override
  public String toString() {
    return hash;
  }

  /** Numbers are the same by value, so that 1 and 1.0 are. */
  private static boolean same(JsonNode a, JsonNode b) {
    return b != null && canonical(a).equals(canonical(b));
  }

  private static String canonical(JsonNode value) {
    // By bits, since Java versions write some numbers differently; adding 0 makes one zero of two.
    return value.isNumber()
        ? Long.toHexString(Double.doubleToLongBits(value.asDouble() + 0.0))
        : value.toString();
  }

  /** The fields by their dotted names, which begin with {@code path}. */
  public static Map<String, JsonNode> flat(String path, ObjectNode tree) {
    Map<String, JsonNode> flat = new TreeMap<>();
    tree.properties()
        .forEach(
            e -> {
              if (e.getValue() instanceof ObjectNode inner) {
                flat.putAll(flat(path + e.getKey() + ".", inner));
              } else {
                flat.put(path + e.getKey(), e.getValue());
              }
            });
    return flat;
  }

  private static Map<String, JsonNode> defaults() {
    try (InputStream in = RunKey.class.getResourceAsStream("defaults.json")) {
      return flat("", Json.read(in.readAllBytes(), ObjectNode.class));
    } catch (IOException e) {
      throw new UncheckedIOException("defaults.json in the jar cannot be read", e);
    }
  }
}
