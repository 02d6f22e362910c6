package deconvlab.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The files that this package makes, known by name and kind: no others are replaced or deleted, and
 * none through a link.
 */
final class OurFiles {
  private static final Pattern BATCHES =
      Pattern.compile("batches-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private OurFiles() {}

  /** A name for a folder of batches that no other has. */
  static String newBatches() {
    return "batches-" + UUID.randomUUID();
  }

  /** Whether a folder of that name can be one that an import made. */
  static boolean isBatches(String name) {
    return BATCHES.matcher(name).matches();
  }

  /** Refuses to write where something stands that is no plain file. */
  static void checkPlace(Path file) {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isFile(file)) {
      throw DataException.of(
          "%s is a folder or a link where a file of ours goes: move it away", file);
    }
  }

  /** Deletes the files of an import and their folder; it stays if it holds anything else. */
  static void deleteBatches(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    for (String name : Cifar10Archive.BATCHES) {
      Path file = folder.resolve(name);
      if (isFile(file)) {
        Files.delete(file);
      }
    }
    deleteEmpty(folder);
  }

  /** Deletes a folder that we made, unless others use it. */
  static void deleteEmpty(Path folder) {
    folder.toFile().delete(); // Refused where it is not empty.
  }

  private static boolean isFile(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }
}
