package deconvlab.record;

/**
 * The data of a run.
 *
 * @param name the data set's name, for instance {@code cifar10-mini}
 * @param note what a quoted figure must say beside the name, for instance {@code JPEG-75 copy}
 * @param sha256 hash of the archive it came from
 * @param pixelsSha256 hash of the decoded pixels: Java runtimes may decode JPEG differently
 * @param train how many images trained
 * @param validation how many images, drawn from the training pool by the seed, validated
 * @param test how many images tested
 */
public record DataUsed(
    String name,
    String note,
    String sha256,
    String pixelsSha256,
    int train,
    int validation,
    int test) {}
