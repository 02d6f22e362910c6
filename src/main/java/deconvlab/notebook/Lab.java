package deconvlab.notebook;

/** Switches of the notebooks. */
public final class Lab {
  private Lab() {}

  /**
   * Whether notebooks should take their short form: environment variable {@code DECONVLAB_FAST} or
   * system property {@code deconvlab.fast} is 1 or true.
   */
  public static boolean fast() {
    return isOn("deconvlab.fast", "DECONVLAB_FAST");
  }

  /** {@code quick} in the short form, else {@code full}. */
  public static int fast(int quick, int full) {
    return fast() ? quick : full;
  }

  static boolean isOn(String property, String variable) {
    return isOn(System.getProperty(property)) || isOn(System.getenv(variable));
  }

  private static boolean isOn(String value) {
    return value != null && (value.equals("1") || value.equalsIgnoreCase("true"));
  }
}
