package deconvlab.ablation;

import deconvlab.train.TrainConfig;
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
  /** The level of a factor. */
  public String level(String factor) {
    return levels.get(factor);
  }
}
