package deconvlab.ablation;

import deconvlab.text.Text;
import deconvlab.train.TrainConfig;

/**
 * One way of doing what a study compares.
 *
 * @param name as tables and pictures show it, for instance {@code clip by norm 1}
 * @param config what its runs train
 */
public record Arm(String name, TrainConfig config) {
  public Arm {
    if (name == null || slug(name).isEmpty()) {
      throw new IllegalArgumentException(
          Text.format(
              "name=%s of an arm needs a letter or a digit: its files are named after it", name));
    }
    if (config == null) {
      throw new IllegalArgumentException(Text.format("config of arm '%s' is missing", name));
    }
  }

  /** The name as part of a file's: what is no letter, digit or point becomes a dash. */
  String slug() {
    return slug(name);
  }

  private static String slug(String name) {
    return name.toLowerCase(java.util.Locale.ROOT)
        .replace('×', 'x')
        .replaceAll("[^a-z0-9.]+", "-")
        .replaceAll("^-|-$", "");
  }
}
