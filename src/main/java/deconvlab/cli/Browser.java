package deconvlab.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Shows a page to a person who sits at this machine; for anybody else it does nothing. */
final class Browser {
  private Browser() {}

  static void open(Path page) {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean display =
        os.startsWith("mac")
            || os.startsWith("windows")
            || System.getenv("DISPLAY") != null
            || System.getenv("WAYLAND_DISPLAY") != null;
    if (!display || !Boolean.getBoolean("deconvlab.terminal")) {
      return;
    }
    String address = page.toAbsolutePath().toUri().toString();
    List<String> command =
        os.startsWith("mac")
            ? List.of("open", address)
            : os.startsWith("windows")
                ? List.of("rundll32", "url.dll,FileProtocolHandler", address)
                : List.of("xdg-open", address);
    try {
      new ProcessBuilder(command)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
    } catch (IOException e) {
      System.err.println("No browser could be opened (" + e.getMessage() + "); open " + address);
    }
  }
}
