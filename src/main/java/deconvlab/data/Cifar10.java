package deconvlab.data;

import java.util.List;
import java.util.Map;

/**
 * What is fixed about CIFAR-10 (Krizhevsky 2009, "Learning Multiple Layers of Features from Tiny
 * Images").
 */
public final class Cifar10 {
  /** The ten classes; a label is an index into this list. */
  public static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /** The file name of the official archive in the binary layout. */
  public static final String ARCHIVE = "cifar-10-binary.tar.gz";

  /** Where the official archive lies. */
  public static final String OFFICIAL_URL = "https://www.cs.toronto.edu/~kriz/" + ARCHIVE;

  /** SHA-256 of the official archive. */
  public static final String OFFICIAL_SHA256 =
      "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd";

  /** How figures measured on images that went through JPEG are quoted. */
  static final String JPEG_NOTE = "CIFAR-10, JPEG-75 copy";

  /** The pixels of the JPEG-75 copy; Debian's OpenJDK 17 and Temurin 25 decode it alike. */
  private static final Map<String, String> KNOWN_PIXELS =
      Map.of("84e2e9ae4d14773fe7979080d8ec4306069c0e0e609600ea7e8370b89dcd913d", JPEG_NOTE);

  private Cifar10() {}

  /** How figures measured on the set with these hashes are to be quoted. */
  static String note(String archiveSha256, String pixelsSha256) {
    if (archiveSha256.equals(OFFICIAL_SHA256)) {
      return "CIFAR-10, official";
    }
    return KNOWN_PIXELS.getOrDefault(pixelsSha256, "CIFAR-10, not the official archive");
  }
}
