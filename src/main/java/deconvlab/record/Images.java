package deconvlab.record;

/**
 * Which images a data set's name stands for.
 *
 * @param pixelsSha256 hash of the decoded pixels
 * @param labelsSha256 hash of the labels
 * @param note what a quoted figure must say, for instance {@code CIFAR-10, JPEG-75 copy}
 */
public record Images(String pixelsSha256, String labelsSha256, String note) {}
