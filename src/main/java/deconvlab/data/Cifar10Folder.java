package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.record.Json;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An imported CIFAR-10: {@code cifar10.json} and, in the folder it names, the six binary files. The
 * JSON file is written last and at once, so that it always describes a complete import.
 */
final class Cifar10Folder {
  static final String NAME = "cifar10";
  static final String METADATA = "cifar10.json";
  static final String REMEDY =
      "Get it with: environment/lab data cifar10   or, from a file: environment/lab data cifar10"
          + " --from "
          + Cifar10.ARCHIVE;

  private Cifar10Folder() {}

  /**
   * What is known about an import.
   *
   * @param source the address or file name of the archive
   * @param sha256 of the archive
   * @param official whether that is the official archive's
   * @param note how figures measured on it are to be quoted
   * @param pixelsSha256 of the pixels of the training pool and then the test images
   * @param imported date and time, UTC
   * @param folder where the six files lie, beside the JSON file
   */
  record Metadata(
      String source,
      String sha256,
      boolean official,
      String note,
      String pixelsSha256,
      String imported,
      String folder) {

    String toJson() {
      return Json.write(this) + "\n";
    }
  }

  /** Where an import goes when nothing else is said. */
  static Path defaultIn(Path home) {
    return home.resolve("data/cache/cifar10");
  }

  /** The images below {@code dir}, checked against the hash noted when they were imported. */
  static ImageData read(Path dir, String name) {
    Metadata metadata = metadata(dir);
    ImageSet train = readTrain(dir.resolve(metadata.folder));
    ImageSet test = readTest(dir.resolve(metadata.folder));
    String pixels = Hashes.sha256(train.pixels(), test.pixels());
    if (!pixels.equals(metadata.pixelsSha256)) {
      throw damaged(dir, "its pixels have SHA-256 " + pixels + ", not what was imported", null);
    }
    return new ImageData(name, train, test, metadata.sha256, pixels, metadata.note);
  }

  static Metadata metadata(Path dir) {
    Path file = dir.resolve(METADATA);
    if (!Files.exists(file)) {
      throw new DataException(Text.format("there is no CIFAR-10 in %s. %s", dir, REMEDY));
    }
    try {
      return Json.read(WholeFiles.read(file, 1 << 16), Metadata.class);
    } catch (IOException e) {
      throw damaged(dir, "cannot read " + METADATA + " (" + e.getMessage() + ")", e);
    }
  }

  static ImageSet readTrain(Path batches) {
    return read(batches, 0, 5);
  }

  static ImageSet readTest(Path batches) {
    return read(batches, 5, 6);
  }

  private static ImageSet read(Path batches, int from, int to) {
    int n = (to - from) * Cifar10Archive.RECORDS;
    byte[] pixels = new byte[n * ImageSet.IMAGE_BYTES];
    byte[] labels = new byte[n];
    for (int b = from, i = 0; b < to; b++) {
      byte[] body = batch(batches.resolve(Cifar10Archive.BATCHES.get(b)));
      for (int at = 0; at < body.length; at += Cifar10Archive.RECORD_BYTES, i++) {
        labels[i] = body[at];
        System.arraycopy(body, at + 1, pixels, i * ImageSet.IMAGE_BYTES, ImageSet.IMAGE_BYTES);
      }
    }
    return new ImageSet(pixels, labels, Cifar10.CLASSES);
  }

  private static byte[] batch(Path file) {
    try {
      byte[] body = Files.readAllBytes(file);
      if (body.length != Cifar10Archive.BATCH_BYTES) {
        throw damaged(file, body.length + " bytes, 30,730,000 would be right", null);
      }
      return body;
    } catch (IOException e) {
      throw damaged(file, "cannot be read (" + e + ")", e);
    }
  }

  private static DataException damaged(Path where, String what, Throwable cause) {
    return new DataException(
        Text.format("the imported CIFAR-10 is damaged: %s: %s. %s", where, what, REMEDY), cause);
  }
}
