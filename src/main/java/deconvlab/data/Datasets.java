package deconvlab.data;

import deconvlab.text.Checks;
import java.io.File;
import java.nio.file.Path;
import java.util.List;

/** Data sets by name. */
public final class Datasets {
  /** The valid names. */
  public static final List<String> NAMES = List.of(MiniCifar10.NAME, Cifar10Folder.NAME);

  private Datasets() {}

  /** As {@link #load(String, Path)}, in the project that {@link ProjectHome#find} finds. */
  public static ImageData load(String name) {
    return load(name, ProjectHome.find());
  }

  /**
   * Loads a data set into memory.
   *
   * @param name {@code cifar10-mini} (embedded), {@code cifar10} (imported before), the path of a
   *     folder into which {@code lab data cifar10 --to} imported, or {@code folder:PATH} with the
   *     path of a folder of {@link Photos}
   * @param home the project's root
   * @throws DataException if the data is not there or damaged; the message says what to do
   * @throws IllegalArgumentException if the name is unknown
   */
  public static ImageData load(String name, Path home) {
    if (name.equals(MiniCifar10.NAME)) {
      return MiniCifar10.load(home);
    }
    if (name.equals(Cifar10Folder.NAME)) {
      return Cifar10Folder.read(Cifar10Folder.defaultIn(home), name);
    }
    if (name.startsWith(Photos.PREFIX)) {
      return Photos.in(Path.of(name.substring(Photos.PREFIX.length()))).data(name);
    }
    if (new File(name, Cifar10Folder.METADATA).exists()) {
      return Cifar10Folder.read(Path.of(name), Cifar10Folder.NAME);
    }
    throw Checks.refusal(
        "data '%s' is unknown: take one of %s, or a folder made by 'lab data cifar10 --to', or"
            + " folder:PATH with your own photos",
        name, String.join(", ", NAMES));
  }
}
