package deconvlab.text;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Formats for programs and people alike: records, file names, CSS, messages. Java's own {@code
 * formatted} writes 0,5 where the reader is German and other digits where he is Persian, and what
 * was written then cannot be read back.
 */
public final class Text {
  private static final int BRIEF = 60;

  private Text() {}

  /** As {@link String#format(String, Object...)}, in no reader's locale: a point, digits 0 to 9. */
  @FormatMethod
  public static String format(@FormatString String template, Object... arguments) {
    return String.format(Locale.ROOT, template, arguments);
  }

  /** The text with escapes for control characters: nothing in it moves or colours a terminal. */
  public static String printable(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean hidden =
                  type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR
                      || type == Character.SURROGATE;
              out.append(hidden ? format("\\u%04x", c) : Character.toString(c));
            });
    return out.toString();
  }

  /** As {@link #printable}, at most {@value #BRIEF} letters of it. */
  public static String brief(String text) {
    return printable(text.length() <= BRIEF ? text : text.substring(0, BRIEF) + "…");
  }

  /** The name that takes the fewest changes of a letter to come from {@code word}. */
  public static String nearest(String word, Collection<?> names) {
    return names.stream()
        .map(String::valueOf)
        .min(Comparator.comparingInt(name -> distance(word, name)))
        .orElse("");
  }

  private static int distance(String a, String b) {
    int[] row = IntStream.rangeClosed(0, b.length()).toArray();
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
