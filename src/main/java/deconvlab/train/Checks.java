package deconvlab.train;

import deconvlab.text.Text;
import java.util.List;

/** What the configurations' constructors check, with messages that say what would be right. */
final class Checks {
  /** The device computes so. */
  private static final String IN_32 = " in 32 bits: between 1.4e-45 and 3.4e38";

  private Checks() {}

  static void oneOf(String name, String value, List<String> valid) {
    if (!valid.contains(value)) {
      throw new IllegalArgumentException(
          Text.format("%s=%s is unknown: use one of %s", name, value, String.join(", ", valid)));
    }
  }

  static void present(String name, Object value) {
    require(value != null, name, value, "is missing: every field of a configuration is needed");
  }

  /** Refuses what is not in [0, 1). */
  static void share(String name, double value) {
    require(value >= 0 && value < 1, name, value, "must be in [0, 1)");
  }

  static void positive(String name, double value) {
    require((float) value > 0 && finite(value), name, value, "must be above 0 and finite" + IN_32);
  }

  static void notNegative(String name, double value) {
    require(value >= 0 && finite(value), name, value, "must be at least 0 and finite" + IN_32);
  }

  private static boolean finite(double value) {
    return Float.isFinite((float) value);
  }

  static void least(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          Text.format("%s=%d must be at least %d", name, value, least));
    }
  }

  /** Refuses {@code name=value} with what would be right. */
  static void require(boolean holds, String name, Object value, String right) {
    if (!holds) {
      throw new IllegalArgumentException(Text.format("%s=%s %s", name, value, right));
    }
  }
}
