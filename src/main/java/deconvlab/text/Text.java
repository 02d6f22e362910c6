package deconvlab.text;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import java.util.Locale;

/**
 * Formats for programs and people alike: records, file names, CSS, messages. Java's own {@code
 * formatted} writes 0,5 where the reader is German and other digits where he is Persian, and what
 * was written then cannot be read back.
 */
public final class Text {
  private Text() {}

  /** As {@link String#format(String, Object...)}, in no reader's locale: a point, digits 0 to 9. */
  @FormatMethod
  public static String format(@FormatString String template, Object... arguments) {
    return String.format(Locale.ROOT, template, arguments);
  }
}
