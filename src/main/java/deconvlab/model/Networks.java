package deconvlab.model;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The project's networks by name, for 3×32×32 images and 10 classes. */
public final class Networks {
  private static final String BENCH = "bench";
  private static final String CRITIC = "critic";
  private static final Depth ANY = new Depth(8, 1, 512);
  private static final Map<String, Model> MODELS = new LinkedHashMap<>();

  static {
    MODELS.put("s1", new Model(Layouts::s1, new Depth(2, 1, 8), Set.of("depth")));
    MODELS.put("s2", new Model(Layouts::s2, ANY, Set.of()));
    MODELS.put("ddnet", new Model(Layouts::ddnet, ANY, Set.of("head")));
    MODELS.put("ddnet-as-written", new Model(Layouts::ddnetAsWritten, ANY, Set.of()));
    MODELS.put("s4", new Model(Layouts::s4, new Depth(3, 2, 4), Set.of("depth")));
    MODELS.put("cnn", new Model(Layouts::cnn, new Depth(3, 2, 4), Set.of("depth")));
    MODELS.put("vgg", new Model(Layouts::vgg, ANY, Set.of()));
    MODELS.put("stack", new Model(Layouts::stack, ANY, Set.of("depth", "kind", "kernel")));
    MODELS.put("upsampler", new Model(Layouts::upsampler, ANY, Set.of("kernel")));
    MODELS.put(
        "restorer", new Model(Layouts::restorer, new Depth(2, 1, 8), Set.of("depth", "kernel")));
    MODELS.put("plain", new Model(Layouts::plain, new Depth(2, 1, 8), Set.of("depth")));
    Set<String> kernel = Set.of("kernel");
    MODELS.put("autoencoder", new Model(Layouts::autoencoder, ANY, kernel));
    MODELS.put("vae", new Model(Layouts::vae, ANY, kernel));
    MODELS.put("generator", new Model(Layouts::generator, ANY, kernel));
    MODELS.put(BENCH, new Model(Layouts::bench, ANY, Set.of()));
    MODELS.put(CRITIC, new Model(Layouts::critic, ANY, Set.of()));
  }

  private Networks() {}

  /** The depths that a model may have. */
  record Depth(int standard, int least, int most) {}

  /** A network: its layers, its depths, and which of depth, head, kind and kernel count for it. */
  private record Model(Function<NetworkConfig, Layout> layout, Depth depth, Set<String> options) {}

  /**
   * The names, in the order in which they are taught. {@code bench} is none of them: it is built to
   * time a step, not to be trained; nor is {@code critic}, which trains against another network.
   */
  public static List<String> names() {
    return MODELS.keySet().stream().filter(name -> !List.of(BENCH, CRITIC).contains(name)).toList();
  }

  /** Whether {@code option} (depth, head, kind or kernel) counts for this model. */
  public static boolean counts(String model, String option) {
    return model(model).options.contains(option);
  }

  /** The models for which {@code option} (depth, head, kind or kernel) counts. */
  public static List<String> modelsWith(String option) {
    return MODELS.keySet().stream().filter(model -> counts(model, option)).toList();
  }

  /**
   * The layout that a configuration asks for.
   *
   * @throws IllegalArgumentException if its options do not go together, or no width makes a matched
   *     twin
   */
  public static Layout layout(NetworkConfig config) {
    Layout layout =
        switch (config.twin()) {
          case "conv" -> Twins.conv(original(config));
          case "sub-pixel" -> Twins.subPixel(original(config));
          case "matched" -> Twins.conv(original(config.withWidth(Twins.matchedWidth(config))));
          case "separable" -> Twins.separable(original(config));
          case "none" -> original(config);
          default -> Twins.lowRank(original(config), config.rankDivisor());
        };
    if (!config.ownFilters()) {
      layout = Channels.resized(layout, config.filters());
    }
    if (!layout.hasScores() && config.dropout() > 0 && config.dropoutPlace().equals("last")) {
      throw new IllegalArgumentException(
          Text.format(
                  "dropoutPlace=last is before the layer of class scores, which model=%s has not:",
                  config.model())
              + " use before-norm or after-norm");
    }
    return layout;
  }

  /** The layout without regard to {@code twin}. */
  static Layout original(NetworkConfig config) {
    return model(config.model()).layout.apply(config);
  }

  static Depth depth(String model) {
    return model(model).depth;
  }

  private static Model model(String name) {
    if (!MODELS.containsKey(name)) {
      Checks.oneOf("model", name, names());
    }
    return MODELS.get(name);
  }
}
