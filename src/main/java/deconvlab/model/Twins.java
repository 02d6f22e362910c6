package deconvlab.model;

import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Layer.Shuffle;
import deconvlab.model.Layer.Upsample;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A network's control: the same layers with each transposed convolution replaced by nearest
 * upsampling and a convolution of the same output shape.
 */
final class Twins {
  private static final double TOLERANCE = 0.02;

  private Twins() {}

  /** The twin of {@code layout}, layer by layer at its own width. */
  static Layout conv(Layout layout) {
    return replaced(layout, Twins::resized);
  }

  /** As {@link #conv}, upsampling by {@link Layer.Shuffle} of s² times the channels. */
  static Layout subPixel(Layout layout) {
    return replaced(layout, Twins::shuffled);
  }

  private static Layout replaced(Layout layout, Function<Deconv, List<Layer>> by) {
    List<Layer> trunk = replaced(layout.trunk().subList(0, layout.headAt()), by);
    int headAt = trunk.size();
    trunk.addAll(replaced(layout.trunk().subList(layout.headAt(), layout.trunk().size()), by));
    return new Layout(trunk, headAt, layout.head());
  }

  /**
   * The width at which the twin of {@code config} has as many parameters as the original at its own
   * width, within 2 %; of several the nearest.
   *
   * @throws IllegalArgumentException if there is none, naming the nearest
   */
  static int matchedWidth(NetworkConfig config) {
    long wanted = Size.of(Networks.original(config), config).parameters();
    int low = 1;
    int high = NetworkConfig.MAX_WIDTH;
    while (low < high) {
      int middle = (low + high) / 2;
      if (twinParameters(config, middle) < wanted) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    long above = twinParameters(config, low);
    long below = low == 1 ? above : twinParameters(config, low - 1);
    boolean under = Math.abs(below - wanted) < Math.abs(above - wanted);
    int nearest = under ? low - 1 : low;
    long found = under ? below : above;
    if (Math.abs(found - wanted) > TOLERANCE * wanted) {
      throw Checks.refusal(
          "twin=matched: no width gives the twin of model=%s, width=%d its %,d parameters within"
              + " 2 %%; the nearest is width %d with %,d: use another width, or twin=conv",
          config.model(), config.width(), wanted, nearest, found);
    }
    return nearest;
  }

  private static List<Layer> replaced(List<Layer> layers, Function<Deconv, List<Layer>> by) {
    List<Layer> twins = new ArrayList<>();
    for (Layer layer : layers) {
      twins.addAll(layer instanceof Deconv d ? by.apply(d) : List.of(layer));
    }
    return twins;
  }

  private static List<Layer> resized(Deconv d) {
    Layer conv = new Conv(d.filters(), 3, 1, 1, d.after(), true);
    return d.stride() == 1 ? List.of(conv) : List.of(new Upsample(d.stride(), cut(d)), conv);
  }

  private static List<Layer> shuffled(Deconv d) {
    int s = d.stride();
    Checks.that(
        cut(d) == 0, "twin=sub-pixel needs layers that make maps %d times as large exactly", s);
    Layer conv = new Conv(d.filters() * s * s, 3, 1, 1, d.after(), true);
    return s == 1 ? List.of(conv) : List.of(conv, new Shuffle(s));
  }

  /** The size is (n - 1)·stride - 2·padding + kernel + outputPadding, that of n·stride - cut. */
  private static int cut(Deconv d) {
    return d.stride() + 2 * d.padding() - d.kernel() - d.outputPadding();
  }

  private static long twinParameters(NetworkConfig config, int width) {
    return Size.of(conv(Networks.original(config.withWidth(width))), config).parameters();
  }
}
