package deconvlab.model;

import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Layer.Dense;
import deconvlab.model.Layer.Flatten;
import deconvlab.model.Layer.GlobalAverage;
import deconvlab.model.Layer.MaxPool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The project's networks by name, for 3×32×32 images and 10 classes. */
public final class Networks {
  private static final int CLASSES = 10;
  private static final int COLOURS = 3;
  private static final Map<String, Function<NetworkConfig, Layout>> LAYOUTS = new LinkedHashMap<>();

  static {
    LAYOUTS.put("ddnet", Networks::ddnet);
    LAYOUTS.put("ddnet-as-written", Networks::ddnetAsWritten);
    LAYOUTS.put("stack", Networks::stack);
    LAYOUTS.put("cnn", Networks::cnn);
    LAYOUTS.put("bench", Networks::bench);
  }

  private Networks() {}

  /** The names, in the order in which they are taught. */
  public static List<String> names() {
    return List.copyOf(LAYOUTS.keySet());
  }

  /** The layout that a configuration asks for. */
  public static Layout layout(NetworkConfig config) {
    return LAYOUTS.get(config.model()).apply(config);
  }

  static void check(String model) {
    if (!LAYOUTS.containsKey(model)) {
      throw new IllegalArgumentException(
          "model=%s is unknown: use one of %s"
              .formatted(model, String.join(", ", LAYOUTS.keySet())));
    }
  }

  /** Three convolutions down to 4×4 and three transposed ones back up to 32×32. */
  private static Layout ddnet(NetworkConfig c) {
    List<Layer> trunk = encoder(c.width()); // (3,32,32) -> (4w,4,4)
    int bottleneck = trunk.size();
    trunk.add(up(2 * c.width(), true)); // -> (2w,8,8)
    trunk.add(up(c.width(), true)); // -> (w,16,16)
    trunk.add(up(COLOURS, false)); // -> (3,32,32)
    return c.head().equals("bottleneck")
        ? new Layout(trunk, bottleneck, List.of(new GlobalAverage(), new Dense(CLASSES, false)))
        : Layout.straight(trunk, new Flatten(), new Dense(CLASSES, false));
  }

  /** The article's code to the letter: no pooling, so 32 → 63 → 125 → 249, and no activation up. */
  private static Layout ddnetAsWritten(NetworkConfig c) {
    int w = c.width();
    return Layout.straight(
        List.of(
            new Conv(w, 3, 1, 1, true),
            new Conv(2 * w, 3, 1, 1, true),
            new Conv(4 * w, 3, 1, 1, true), // (4w,32,32)
            new Deconv(2 * w, 3, 2, 1, 0, false), // -> (2w,63,63)
            new Deconv(w, 3, 2, 1, 0, false), // -> (w,125,125)
            new Deconv(COLOURS, 3, 2, 1, 0, false)), // -> (3,249,249)
        new Flatten(),
        new Dense(CLASSES, false));
  }

  /** One patch convolution and {@code depth} layers at 8×8 (zigzag: 4×4 and 8×8 in turn). */
  private static Layout stack(NetworkConfig c) {
    int w = c.width();
    List<Layer> trunk = new ArrayList<>();
    trunk.add(new Conv(w, 4, 4, 0, true)); // (3,32,32) -> (w,8,8)
    for (int i = 0; i < c.depth(); i++) {
      trunk.add(
          switch (c.kind()) {
            case "conv" -> new Conv(w, 3, 1, 1, true);
            case "deconv" -> new Deconv(w, 3, 1, 1, 0, true);
            default ->
                i % 2 == 0 ? new Conv(2 * w, 3, 2, 1, true) : new Deconv(w, 4, 2, 1, 0, true);
          });
    }
    return Layout.straight(trunk, new GlobalAverage(), new Dense(CLASSES, false));
  }

  private static Layout cnn(NetworkConfig c) {
    return Layout.straight(
        encoder(c.width()), new Flatten(), new Dense(64, true), new Dense(CLASSES, false));
  }

  /** What {@code bench step} times: width 32 gives 32, 64, 128 down and 64, 32, 16 up. */
  private static Layout bench(NetworkConfig c) {
    int w = c.width();
    return Layout.straight(
        List.of(
            new Conv(w, 3, 2, 1, true),
            new Conv(2 * w, 3, 2, 1, true),
            new Conv(4 * w, 3, 2, 1, true), // (4w,4,4)
            new Deconv(2 * w, 4, 2, 1, 0, true),
            new Deconv(w, 4, 2, 1, 0, true),
            new Deconv(Math.max(1, w / 2), 4, 2, 1, 0, true)), // (w/2,32,32)
        new GlobalAverage(),
        new Dense(CLASSES, false));
  }

  private static List<Layer> encoder(int w) {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {w, 2 * w, 4 * w}) {
      layers.add(new Conv(filters, 3, 1, 1, true));
      layers.add(new MaxPool(2));
    }
    return layers;
  }

  private static Layer up(int filters, boolean activated) {
    return new Deconv(filters, 3, 2, 1, 1, activated);
  }
}
