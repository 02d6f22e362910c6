package deconvlab.model;

import deconvlab.model.Layer.After;
import deconvlab.model.Layer.Conv;
import deconvlab.model.Layer.Deconv;
import deconvlab.model.Layer.Shuffle;
import deconvlab.model.Layer.Upsample;
import deconvlab.record.Copy;
import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's controls: the same layers with each transposed convolution replaced by something of
 * the same output shape.
 */
final class Twins {
  private static final double TOLERANCE = 0.02;

  private Twins() {}

  /** What takes a transposed convolution's place, given the channels of its input. */
  private interface Place {
    List<Layer> of(Deconv d, int channels);
  }

  /** The twin of {@code layout}, layer by layer at its own width. */
  static Layout conv(Layout layout) {
    return replaced(layout, (d, channels) -> resized(d));
  }

  /** As {@link #conv}, upsampling by {@link Layer.Shuffle} of s² times the channels. */
  static Layout subPixel(Layout layout) {
    return replaced(layout, (d, channels) -> shuffled(d));
  }

  /**
   * 1×1, then depthwise, k² taps a channel: the transpose of a depthwise-separable convolution, and
   * the cheap order, since the map grows last.
   */
  static Layout separable(Layout layout) {
    return replaced(
        layout,
        (d, in) ->
            List.of(
                new Conv(d.filters(), 1, 1, 0, After.NOTHING),
                Copy.with(d, "groups", d.filters())));
  }

  /** 1×1 to a {@code divisor}-th of the channels, then the transposed convolution on those. */
  static Layout lowRank(Layout layout, int divisor) {
    return replaced(
        layout, (d, in) -> List.of(new Conv(rank(d, in, divisor), 1, 1, 0, After.NOTHING), d));
  }

  /** Channels in between; more than the taps of a place give nothing. */
  private static int rank(Deconv d, int channels, int divisor) {
    return Math.min(Math.max(1, channels / divisor), d.filters() * d.kernel() * d.kernel());
  }

  private static Layout replaced(Layout layout, Place place) {
    List<Layer> trunk = new ArrayList<>();
    int headAt = 0;
    int channels = Math.toIntExact(layout.input().get(0));
    for (int i = 0; i < layout.trunk().size(); i++) {
      headAt = i == layout.headAt() ? trunk.size() : headAt;
      Layer layer = layout.trunk().get(i);
      trunk.addAll(layer instanceof Deconv d ? place.of(d, channels) : List.of(layer));
      channels = channels(layer, channels);
    }
    return new Layout(
        layout.input(),
        trunk,
        layout.headAt() == layout.trunk().size() ? trunk.size() : headAt,
        layout.head());
  }

  private static int channels(Layer layer, int before) {
    if (layer instanceof Conv conv) {
      return conv.filters();
    } else if (layer instanceof Deconv deconv) {
      return deconv.filters();
    }
    return layer instanceof Layer.Reshape maps ? maps.channels() : before;
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

  /** Nearest upsampling, where it upsamples, and a convolution. */
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
