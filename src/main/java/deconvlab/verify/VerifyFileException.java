package deconvlab.verify;

import deconvlab.text.Text;

/** A file that cannot be checked; the message names file, case and field. */
public final class VerifyFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  VerifyFileException(String message) {
    super(Text.printable(message));
  }

  VerifyFileException(String message, Throwable cause) {
    super(Text.printable(message), cause);
  }
}
