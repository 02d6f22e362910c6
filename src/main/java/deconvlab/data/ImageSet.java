package deconvlab.data;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled 32×32 colour images on the host.
 *
 * <p>The arrays are not copied: treat them as read-only.
 *
 * @param pixels uint8, (N, 3, 32, 32) row-major: the red, green and blue plane of each image
 * @param labels (N), each an index into {@code classes}
 * @param classes the names of the classes
 */
public record ImageSet(byte[] pixels, byte[] labels, List<String> classes) {
  /** Colour planes of an image. */
  public static final int CHANNELS = 3;

  /** Rows, and columns, of an image. */
  public static final int SIDE = 32;

  /** Bytes of one image: 3·32·32. */
  public static final int IMAGE_BYTES = CHANNELS * SIDE * SIDE;

  /** Checks that sizes agree and labels are in range. */
  public ImageSet {
    classes = List.copyOf(classes);
    if (pixels.length != (long) labels.length * IMAGE_BYTES) {
      throw Checks.refusal(
          "pixels has %d bytes, but %d labels ask for %d (3*32*32 an image)",
          pixels.length, labels.length, (long) labels.length * IMAGE_BYTES);
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw Checks.refusal(
            "labels[%d]=%d must be in [0, %d), the number of classes",
            i, labels[i] & 0xff, classes.size());
      }
    }
  }

  /** The number of images. */
  public int size() {
    return labels.length;
  }

  /** The label of image {@code index}. */
  public int label(int index) {
    return labels[checked(index)];
  }

  /** The name of the class of image {@code index}. */
  public String className(int index) {
    return classes.get(label(index));
  }

  /** A copy of the pixels of image {@code index}: (3, 32, 32), uint8. */
  public byte[] image(int index) {
    int from = checked(index) * IMAGE_BYTES;
    return Arrays.copyOfRange(pixels, from, from + IMAGE_BYTES);
  }

  /** The images at {@code indices}, in that order, copied. */
  public ImageSet pick(int... indices) {
    byte[] picked = new byte[indices.length * IMAGE_BYTES];
    byte[] theirs = new byte[indices.length];
    for (int i = 0; i < indices.length; i++) {
      theirs[i] = labels[checked(indices[i])];
      System.arraycopy(pixels, indices[i] * IMAGE_BYTES, picked, i * IMAGE_BYTES, IMAGE_BYTES);
    }
    return new ImageSet(picked, theirs, classes);
  }

  /** {@code count} images, evenly spaced over all of them: 1 to {@link #size}. */
  public ImageSet spaced(int count) {
    if (count < 1 || count > size()) {
      throw Checks.refusal("count=%d must be in [1, %d], the number of images", count, size());
    }
    return pick(IntStream.range(0, count).map(i -> (int) ((long) i * size() / count)).toArray());
  }

  @Override
  public String toString() {
    return Text.format("ImageSet[%d images, %d classes]", size(), classes.size());
  }

  private int checked(int index) {
    if (index < 0 || index >= size()) {
      throw Checks.refusal("index=%d must be in [0, %d), the number of images", index, size());
    }
    return index;
  }
}
