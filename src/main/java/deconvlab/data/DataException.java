package deconvlab.data;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import deconvlab.text.Text;

/**
 * Data that is missing, damaged or could not be fetched or written. The message is meant for the
 * user: it says what is wrong, where, what would be right and what to do. What it quotes of files
 * and servers moves or colours no terminal.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A problem found by a check. */
  public DataException(String message) {
    this(message, null);
  }

  /** A problem found by a check; the message as {@link Text#format} makes it. */
  @FormatMethod
  static DataException of(@FormatString String template, Object... arguments) {
    return new DataException(Text.format(template, arguments));
  }

  /** A problem reported by the system, kept as {@code cause}. */
  public DataException(String message, Throwable cause) {
    super(Text.printable(message), cause);
  }
}
