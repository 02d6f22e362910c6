package deconvlab.text;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Arrays;
import java.util.List;

/** Refuses arguments in words that name the argument, its value and what would be right. */
public final class Checks {
  /** The device computes so. */
  private static final String IN_32 = " in 32 bits: between 1.4e-45 and 3.4e38";

  private Checks() {}

  /** Refuses what does not hold; the message as {@link Text#format} makes it. */
  @FormatMethod
  public static void that(boolean holds, @FormatString String message, Object... values) {
    if (!holds) {
      throw refusal(message, values);
    }
  }

  /** What to throw; the message as {@link Text#format} makes it. */
  @FormatMethod
  public static IllegalArgumentException refusal(@FormatString String message, Object... values) {
    return new IllegalArgumentException(Text.format(message, values));
  }

  public static void oneOf(String name, Object value, List<?> valid) {
    if (valid.stream().noneMatch(one -> one.equals(value))) {
      String names = String.join(", ", valid.stream().map(String::valueOf).toList());
      throw refusal("%s=%s is unknown: use one of %s", name, value, names);
    }
  }

  /** The one of {@code valid} that is shown as {@code value}. */
  public static <T> T named(String name, String value, T[] valid) {
    List<String> names = Arrays.stream(valid).map(String::valueOf).toList();
    oneOf(name, value, names);
    return valid[names.indexOf(value)];
  }

  public static void present(String name, Object value) {
    require(value != null, name, value, "is missing: every field of a configuration is needed");
  }

  /** Refuses what is blank, or holds what a terminal or a page would not show. */
  public static void printable(String name, String text) {
    boolean right = !text.isBlank() && text.equals(Text.printable(text));
    that(right, "%s='%s' must be printable text", name, Text.brief(text));
  }

  /** Refuses what is not in [0, 1). */
  public static void share(String name, double value) {
    require(value >= 0 && value < 1, name, value, "must be in [0, 1)");
  }

  public static void positive(String name, double value) {
    require((float) value > 0 && finite(value), name, value, "must be above 0 and finite" + IN_32);
  }

  public static void notNegative(String name, double value) {
    require(value >= 0 && finite(value), name, value, "must be at least 0 and finite" + IN_32);
  }

  private static boolean finite(double value) {
    return Float.isFinite((float) value);
  }

  public static void least(String name, int value, int least) {
    that(value >= least, "%s=%d must be at least %d", name, value, least);
  }

  /** The value, if it is in [low, high]. */
  public static int within(String name, int value, int low, int high) {
    that(value >= low && value <= high, "%s=%d must be in [%d, %d]", name, value, low, high);
    return value;
  }

  /** Refuses what is not in [low, high], and says why. */
  public static void within(String name, int value, int low, int high, String why) {
    that(
        value >= low && value <= high,
        "%s=%d must be in [%d, %d]: %s",
        name,
        value,
        low,
        high,
        why);
  }

  /** Refuses {@code name=value} with what would be right. */
  public static void require(boolean holds, String name, Object value, String right) {
    that(holds, "%s=%s %s", name, value, right);
  }
}
