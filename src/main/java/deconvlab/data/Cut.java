package deconvlab.data;

/** The line failed; what came before is worth keeping, and trying again is worth it. */
public final class Cut extends Exception {
  private static final long serialVersionUID = 1L;

  Cut(String message, Throwable cause) {
    super(message, cause);
  }
}
