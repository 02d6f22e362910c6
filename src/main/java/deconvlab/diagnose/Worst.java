package deconvlab.diagnose;

import deconvlab.text.Text;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The layer that passes a threshold by most.
 *
 * @param layer which
 * @param step when it first passed
 * @param value by what it was chosen
 * @param others how many other layers pass
 */
record Worst(String layer, int step, double value, int others) {

  /** A layer that passes. */
  record Passed(String layer, int step, double value) {}

  /** The one with the largest value; nothing if none passed. */
  static Optional<Worst> largest(List<Passed> passed) {
    return first(passed, Comparator.comparingDouble(Passed::value).reversed());
  }

  /** The one with the smallest value; nothing if none passed. */
  static Optional<Worst> smallest(List<Passed> passed) {
    return first(passed, Comparator.comparingDouble(Passed::value));
  }

  private static Optional<Worst> first(List<Passed> passed, Comparator<Passed> order) {
    return passed.stream()
        .min(order)
        .map(p -> new Worst(p.layer(), p.step(), p.value(), passed.size() - 1));
  }

  /** The other layers in words, to be put after the evidence. */
  String alsoIn() {
    return others == 0
        ? ""
        : Text.format("; %d other layer%s", others, others == 1 ? " too" : "s too");
  }
}
