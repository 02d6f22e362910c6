package deconvlab.cli;

import deconvlab.record.Platform;
import deconvlab.text.Text;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Memory that runs out, Java's or the library's: what was asked for, what is there. */
final class OutOfMemory {
  private static final Pattern NATIVE =
      Pattern.compile("can't allocate memory|out of memory|bad_alloc|Cannot allocate memory");

  private static final Pattern ASKED =
      Pattern.compile("allocate ([\\d.]+ ?(?:bytes|[KMGT]i?B))", Pattern.CASE_INSENSITIVE);

  private static final String LESS = "use a smaller --batch or --width";

  private OutOfMemory() {}

  /** What to tell of {@code e}; empty if memory is not its reason. */
  static String describe(Throwable e) {
    if (Failures.causes(e).anyMatch(OutOfMemoryError.class::isInstance)) {
      return Text.format(
          "Java's memory ran out: it may take %d MB here; %s, or give it more by"
              + " LAB_JAVA_OPTS=-Xmx3g",
          Runtime.getRuntime().maxMemory() >> 20, LESS);
    }
    Optional<String> told =
        Failures.causes(e)
            .map(cause -> String.valueOf(cause.getMessage()))
            .filter(message -> NATIVE.matcher(message).find())
            .findFirst();
    return told.map(OutOfMemory::told).orElse("");
  }

  private static String told(String message) {
    Matcher asked = ASKED.matcher(message);
    return Text.format(
        "Memory ran out%s; this machine has %d MB, %d MB of them free: %s",
        asked.find() ? ": " + asked.group(1) + " were asked for at once" : "",
        Platform.memory().getTotalMemorySize() >> 20,
        Platform.memory().getFreeMemorySize() >> 20,
        LESS);
  }
}
