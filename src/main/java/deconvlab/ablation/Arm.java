package deconvlab.ablation;

import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.util.List;
import java.util.Map;

/**
 * One way of doing what a study compares.
 *
 * @param name its levels, as tables and pictures show them
 * @param levels factor → level, in the order of the factors
 * @param config what its runs train, where nothing is tuned
 * @param tune what it chooses for itself; null for nothing
 */
public record Arm(String name, Map<String, String> levels, TrainConfig config, Tune tune) {
  /** Whether it has these levels, whatever its others. */
  boolean has(Map<String, String> some) {
    return levels.entrySet().containsAll(some.entrySet());
  }

  /** Itself at each point of its grid; none where it chooses nothing. */
  List<Arm> tries() {
    return tune == null
        ? List.of()
        : tune.grid().stream()
            .map(
                value ->
                    new Arm(
                        name + ", " + tune.key() + "=" + value,
                        levels,
                        Patch.set(config, tune.key(), value),
                        null))
            .toList();
  }

  /** The level of a factor. */
  public String level(String factor) {
    return levels.get(factor);
  }
}
