package deconvlab.record;

import java.io.IOException;

/** Text that is not the JSON its reader takes; the message says where, what stands there, why. */
public final class JsonException extends IOException {
  private static final long serialVersionUID = 1L;

  JsonException(String message, Throwable cause) {
    super(message, cause);
  }
}
