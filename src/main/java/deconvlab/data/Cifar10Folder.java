package deconvlab.data;

import deconvlab.record.Defaulted;
import deconvlab.record.Hashes;
import deconvlab.record.Json;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

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
   * @param labelsSha256 of their labels; an earlier version had none
   * @param imported date and time, UTC
   * @param folder where the six files lie, beside the JSON file
   * @param check SHA-256 of all this, itself empty
   */
  record Metadata(
      String source,
      String sha256,
      boolean official,
      String note,
      String pixelsSha256,
      @Defaulted String labelsSha256,
      String imported,
      String folder,
      @Defaulted String check) {

    /** Puts an empty text where an earlier version had nothing. */
    Metadata {
      labelsSha256 = labelsSha256 == null ? "" : labelsSha256;
      check = check == null ? "" : check;
    }

    /** Of images that are being imported into {@code folder}. */
    static Metadata of(String source, ImageData data, String folder) {
      return new Metadata(
              source,
              data.sourceSha256(),
              data.sourceSha256().equals(Cifar10.OFFICIAL_SHA256),
              data.note(),
              data.pixelsSha256(),
              data.labelsSha256(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              folder,
              "")
          .checked();
    }

    /** The same with the check that is right. */
    Metadata checked() {
      Metadata bare = withCheck("");
      return withCheck(Hashes.sha256(bare.toJson()));
    }

    private Metadata withCheck(String other) {
      return new Metadata(
          source, sha256, official, note, pixelsSha256, labelsSha256, imported, folder, other);
    }

    byte[] toJson() {
      return (Json.write(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Where an import goes when nothing else is said. */
  static Path defaultIn(Path home) {
    return home.resolve("data/cache/cifar10");
  }

  /** The images below {@code dir}, checked against the hashes noted when they were imported. */
  static ImageData read(Path dir, String name) {
    Metadata metadata = checked(dir);
    ImageData data = images(dir.resolve(metadata.folder), name, metadata.sha256);
    compare(dir, "pixels", data.pixelsSha256(), metadata.pixelsSha256);
    compare(dir, "labels", data.labelsSha256(), metadata.labelsSha256);
    return data;
  }

  /** As {@link #metadata}, also found whole and of this version. */
  static Metadata checked(Path dir) {
    Metadata metadata = metadata(dir);
    if (metadata.labelsSha256.isEmpty()) {
      throw DataException.of(
          "the CIFAR-10 in %s was imported by an earlier version, which kept no hash of its"
              + " labels: import it again. %s",
          dir, REMEDY);
    }
    if (!metadata.checked().equals(metadata)) {
      throw damaged(dir, METADATA + " was changed: its check is another", null);
    }
    return metadata;
  }

  private static void compare(Path dir, String what, String here, String imported) {
    if (!here.equals(imported)) {
      throw damaged(
          dir,
          Text.format(
              "its %s have SHA-256 %s; those imported had %s, so some were changed",
              what, here, imported),
          null);
    }
  }

  /** What {@code cifar10.json} says; its folder is one that an import made. */
  static Metadata metadata(Path dir) {
    Path file = dir.resolve(METADATA);
    if (!Files.exists(file)) {
      throw DataException.of("there is no CIFAR-10 in %s. %s", dir, REMEDY);
    }
    try {
      Metadata m = Json.read(WholeFiles.read(file, 1 << 16), Metadata.class);
      if (!OurFiles.isBatches(m.folder)) {
        throw damaged(
            dir, METADATA + " names the folder " + m.folder + ", which is none of ours", null);
      }
      return m;
    } catch (IOException e) {
      throw damaged(dir, "cannot read " + METADATA + " (" + e.getMessage() + ")", e);
    }
  }

  /** The images in the six files of {@code batches}, made from the archive with that hash. */
  static ImageData images(Path batches, String name, String sha256) {
    return ImageData.of(
        name,
        read(batches, 0, 5),
        read(batches, 5, 6),
        sha256,
        pixels -> Cifar10.note(sha256, pixels));
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
    try {
      return new ImageSet(pixels, labels, Cifar10.CLASSES);
    } catch (IllegalArgumentException e) {
      throw damaged(batches, e.getMessage(), e);
    }
  }

  private static byte[] batch(Path file) {
    try {
      byte[] body = WholeFiles.read(file, Cifar10Archive.BATCH_BYTES);
      if (body.length != Cifar10Archive.BATCH_BYTES) {
        throw damaged(file, body.length + " bytes, 30,730,000 would be right", null);
      }
      return body;
    } catch (IOException e) {
      throw damaged(file.getParent(), e.getMessage(), e);
    }
  }

  private static DataException damaged(Path where, String what, Throwable cause) {
    return new DataException(
        Text.format("the imported CIFAR-10 is damaged: %s: %s. %s", where, what, REMEDY), cause);
  }
}
