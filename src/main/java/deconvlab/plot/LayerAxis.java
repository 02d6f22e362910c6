package deconvlab.plot;

import deconvlab.text.Text;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Layers from the input's to the output's along the horizontal axis, at 0, 1, 2, …: by name, and by
 * number where there are too many names to read.
 */
record LayerAxis(List<String> layers) {
  private static final int MOST_NAMES = 40;

  LayerAxis {
    layers = List.copyOf(layers);
  }

  boolean isNamed() {
    return layers.size() <= MOST_NAMES;
  }

  /** 0, 1, 2, … */
  double[] positions() {
    return IntStream.range(0, layers.size()).asDoubleStream().toArray();
  }

  /** From half a layer before the first to half a layer after the last. */
  Span span() {
    return new Span(-0.5, layers.size() - 0.5);
  }

  List<Tick> ticks(int most) {
    if (isNamed()) {
      return Tick.named(layers);
    }
    return Tick.linear(new Span(1, layers.size()), most, 1).stream()
        .map(tick -> new Tick(tick.at() - 1, tick.label()))
        .toList();
  }

  String title() {
    return isNamed()
        ? "layer, from input to output"
        : Text.format(
            "layer by number: 1 = %s (input side) to %d = %s (output side)",
            layers.get(0), layers.size(), layers.get(layers.size() - 1));
  }

  /** {@code most} of {@code count} indices, evenly spread, the first and the last among them. */
  static int[] some(int count, int most) {
    return count <= most
        ? IntStream.range(0, count).toArray()
        : IntStream.range(0, most)
            .map(i -> (int) Math.round(i * (count - 1.0) / (most - 1)))
            .toArray();
  }

  /** The layer at a position, in a sentence. */
  String name(double position) {
    int index = (int) position;
    return isNamed() ? layers.get(index) : Text.format("%d (%s)", index + 1, layers.get(index));
  }
}
