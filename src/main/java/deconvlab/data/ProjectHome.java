package deconvlab.data;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the project's root folder, below which {@code data/} lies. */
public final class ProjectHome {
  /** The system property by which the launcher names the root. */
  public static final String PROPERTY = "deconvlab.home";

  private ProjectHome() {}

  /**
   * The root: the system property {@code deconvlab.home}, else the nearest folder from the working
   * directory upwards that holds the embedded data (a notebook runs in {@code notebooks/}).
   *
   * @throws DataException if there is none
   */
  public static Path find() {
    String home = System.getProperty(PROPERTY, "");
    return home.isBlank() ? above(Path.of("")) : named(home);
  }

  static Path above(Path directory) {
    Path start = directory.toAbsolutePath().normalize();
    for (Path p = start; p != null; p = p.getParent()) {
      if (Files.isRegularFile(p.resolve(MiniCifar10.FILE))) {
        return p;
      }
    }
    throw DataException.of(
        "no %s in %s or a folder above it: run inside the project, or name its root with -D%s=PATH",
        MiniCifar10.FILE, start, PROPERTY);
  }

  private static Path named(String home) {
    // A File first: a Path refuses some texts with an exception of its own.
    if (!new File(home).isDirectory()) {
      throw DataException.of(
          "%s=%s is no folder: set it to the project's root, which holds %s",
          PROPERTY, home, MiniCifar10.FILE);
    }
    return Path.of(home).toAbsolutePath().normalize();
  }
}
