package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.text.Text;
import java.util.function.UnaryOperator;

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

  /** A data set whose hashes are taken here; {@code note} is made of that of its pixels. */
  static ImageData of(
      String name, ImageSet train, ImageSet test, String source, UnaryOperator<String> note) {
    String pixels = Hashes.sha256(train.pixels(), test.pixels());
    String labels = Hashes.sha256(train.labels(), test.labels());
    return new ImageData(name, train, test, source, pixels, labels, note.apply(pixels));
  }

  /**
   * The same data set with fewer or other images: their hashes are taken anew, so that records of
   * the two cannot be mistaken for each other.
   */
  public ImageData with(ImageSet otherTrain, ImageSet otherTest) {
    return of(name, otherTrain, otherTest, sourceSha256, pixels -> note);
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
