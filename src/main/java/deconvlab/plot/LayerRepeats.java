package deconvlab.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Layers that come again and again, drawn once: what repeats, and how often.
 *
 * @param boxes one layer, or two or three that take turns, named from the first to the last of them
 * @param times how often they come, 1 for layers that do not repeat
 */
record LayerRepeats(List<LayerBox> boxes, int times) {
  /** Fewer are drawn one by one. */
  private static final int LEAST = 3;

  private static final int LONGEST = 3;

  /** All layers in order. */
  static List<LayerRepeats> of(List<LayerBox> layers) {
    List<LayerRepeats> all = new ArrayList<>();
    for (int at = 0; at < layers.size(); ) {
      LayerRepeats next = new LayerRepeats(List.of(layers.get(at)), 1);
      for (int period = 1; period <= LONGEST; period++) {
        int times = times(layers, at, period);
        if (times >= LEAST && times * period > next.count()) {
          next = new LayerRepeats(ranges(layers.subList(at, at + times * period), period), times);
        }
      }
      all.add(next);
      at += next.count();
    }
    return all;
  }

  /** How many layers it stands for. */
  int count() {
    return boxes.size() * times;
  }

  private static int times(List<LayerBox> layers, int at, int period) {
    int end = at + period;
    while (end < layers.size() && layers.get(end).isLike(layers.get(end - period))) {
      end++;
    }
    return (end - at) / period;
  }

  private static List<LayerBox> ranges(List<LayerBox> layers, int period) {
    return layers.subList(0, period).stream()
        .map(
            box -> {
              String last = layers.get(layers.size() - period + layers.indexOf(box)).name();
              return box.named(box.name() + "–" + last.replaceFirst("^\\D*", ""));
            })
        .toList();
  }
}
