package deconvlab.record;

/**
 * The data of a run.
 *
 * @param name the data set's name, for instance {@code cifar10-mini}
 * @param note what a quoted figure must say beside the name, for instance {@code JPEG-75 copy}
 * @param sha256 hash of the archive it came from
 * @param pixelsSha256 hash of the decoded pixels: Java runtimes may decode JPEG differently
 * @param labelsSha256 hash of the labels; empty in a record made before it was taken
 * @param train how many images trained
 * @param validation how many images, drawn from the training pool by the seed, validated
 * @param test how many images tested
 */
public record DataUsed(
    String name,
    String note,
    String sha256,
    String pixelsSha256,
    @Defaulted String labelsSha256,
    int train,
    int validation,
    int test) {

  /** Puts an empty text where an older record had nothing. */
  public DataUsed {
    labelsSha256 = labelsSha256 == null ? "" : labelsSha256;
  }

  /** Whether these are the images with those hashes; an older record knows the pixels alone. */
  public boolean isOf(String pixels, String labels) {
    return pixels.equals(pixelsSha256) && (labelsSha256.isEmpty() || labels.equals(labelsSha256));
  }
}
