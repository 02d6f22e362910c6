package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.text.Text;

/**
 * A data set with its provenance.
 *
 * @param name as given to {@link Datasets#load}
 * @param train the training pool, from which validation is drawn ({@link Split})
 * @param test the test images, touched once, at the end
 * @param sourceSha256 of the archive the images came from
 * @param pixelsSha256 of the decoded pixels, those of {@code train} and then those of {@code test}
 * @param labelsSha256 of the labels, in the same order
 * @param note how figures measured on it are to be quoted, such as "CIFAR-10, JPEG-75 copy"
 */
public record ImageData(
    String name,
    ImageSet train,
    ImageSet test,
    String sourceSha256,
    String pixelsSha256,
    String labelsSha256,
    String note) {

  /**
   * The same data set with fewer or other images: their hashes are taken anew, so that records of
   * the two cannot be mistaken for each other.
   */
  public ImageData with(ImageSet otherTrain, ImageSet otherTest) {
    String pixels = Hashes.sha256(otherTrain.pixels(), otherTest.pixels());
    String labels = Hashes.sha256(otherTrain.labels(), otherTest.labels());
    return new ImageData(name, otherTrain, otherTest, sourceSha256, pixels, labels, note);
  }

  /**
   * The same with {@code count} of the test images, evenly spaced: for many short runs that are not
   * judged by them.
   */
  public ImageData withTest(int count) {
    return with(train, test.spaced(count));
  }

  @Override
  public String toString() {
    return Text.format(
        "%s (%s): %d training and %d test images", name, note, train.size(), test.size());
  }
}
