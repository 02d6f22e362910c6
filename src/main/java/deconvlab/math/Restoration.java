package deconvlab.math;

import deconvlab.text.Text;
import java.util.Arrays;

/**
 * How well an image came back, fair to whatever made it: both images are centred (each channel
 * loses its mean), the borders are left out, and the restored one is scaled by the best single
 * number. So neither a right mean colour nor a wrong brightness counts.
 *
 * @param scale the factor a = ⟨x, r⟩ / ⟨r, r⟩ that brings the restored image r closest to x
 * @param relativeError ‖x − a·r‖ / ‖x‖ of the centred interiors, in [0, 1]: 0 where every pixel is
 *     right, 1 where nothing beyond the mean colour came back
 */
public record Restoration(double scale, double relativeError) {
  /**
   * Compares an image with what came back of it.
   *
   * @param original (channels, height, width)
   * @param restored the same shape
   * @param margin pixels left out at each border, where a convolution sees padding
   * @throws IllegalArgumentException if the shapes differ or nothing is left inside the margin
   */
  public static Restoration of(Tensor original, Tensor restored, int margin) {
    Tensor x = centred(interior(original, margin));
    Tensor r = centred(interior(restored, margin));
    if (!Arrays.equals(x.shape(), r.shape())) {
      throw new IllegalArgumentException(
          Text.format(
              "shapes differ: original %s, restored %s",
              Arrays.toString(original.shape()), Arrays.toString(restored.shape())));
    }
    double energy = x.dot(x);
    if (energy == 0) {
      throw new IllegalArgumentException(
          Text.format("original is constant inside margin=%d: nothing to restore", margin));
    }
    double size = r.dot(r);
    double scale = size == 0 ? 0 : x.dot(r) / size;
    double squares = 0;
    for (int i = 0; i < x.size(); i++) {
      double gap = x.at(i) - scale * r.at(i);
      squares += gap * gap;
    }
    return new Restoration(scale, Math.sqrt(squares / energy));
  }

  /**
   * An image around 0: each channel less its mean. Centre before a return trip too, where a wrong
   * mean colour is not to count: a layer may turn an even grey into a pattern.
   *
   * @param image (channels, height, width)
   */
  public static Tensor centred(Tensor image) {
    requireImage(image);
    Tensor centred = Tensor.zeros(image.shape());
    int area = image.size(1) * image.size(2);
    for (int c = 0; c < image.size(0); c++) {
      double mean = Arrays.stream(image.data(), c * area, (c + 1) * area).average().orElse(0);
      for (int i = c * area; i < (c + 1) * area; i++) {
        centred.data()[i] = image.at(i) - mean;
      }
    }
    return centred;
  }

  private static Tensor interior(Tensor image, int margin) {
    requireImage(image);
    if (margin < 0 || Math.min(image.size(1), image.size(2)) <= 2L * margin) {
      throw new IllegalArgumentException(
          Text.format(
              "margin=%d must be at least 0 and leave a pixel of the image %s",
              margin, Arrays.toString(image.shape())));
    }
    int width = image.size(2) - 2 * margin;
    Tensor inside = Tensor.zeros(image.size(0), image.size(1) - 2 * margin, width);
    int area = inside.size(1) * width;
    for (int i = 0; i < inside.size(); i++) {
      int row = i % area / width + margin;
      inside.data()[i] = image.get(i / area, row, i % width + margin);
    }
    return inside;
  }

  private static void requireImage(Tensor image) {
    if (image.shape().length != 3) {
      throw new IllegalArgumentException(
          Text.format(
              "image has shape %s, must be (channels, height, width)",
              Arrays.toString(image.shape())));
    }
  }
}
