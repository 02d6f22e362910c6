package deconvlab.plot;

import deconvlab.text.Text;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images in the networks' layout (N, channels, height, width), as shares of white in [0, 1].
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param shares N·channels·height·width values; beyond [0, 1] they are cut, NaN shows magenta
 */
public record ImageBatch(int channels, int height, int width, double[] shares) {
  private static final int NOT_A_NUMBER = 0xff00ff;

  public ImageBatch {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          Text.format(
              "channels=%d must be 1 (grey) or 3 (colour): draw feature maps one channel at a time",
              channels));
    }
    if (height < 1 || width < 1 || shares.length % (channels * height * width) != 0) {
      throw new IllegalArgumentException(
          Text.format(
              "%d values do not make whole images of (%d, %d, %d): give N·channels·height·width values",
              shares.length, channels, height, width));
    }
  }

  /** Images held as bytes 0 to 255 (uint8), as CIFAR-10 comes. */
  public static ImageBatch ofBytes(byte[] nchw, int channels, int height, int width) {
    double[] shares =
        IntStream.range(0, nchw.length).mapToDouble(i -> (nchw[i] & 0xff) / 255.0).toArray();
    return new ImageBatch(channels, height, width, shares);
  }

  /** Images held as floats already in [0, 1]. */
  public static ImageBatch ofFloats(float[] nchw, int channels, int height, int width) {
    double[] shares = IntStream.range(0, nchw.length).mapToDouble(i -> nchw[i]).toArray();
    return new ImageBatch(channels, height, width, shares);
  }

  /**
   * Signed numbers as colours: 0 is mid-grey; what only one in a hundred numbers of an image
   * exceeds is as bright, or dark, as can be.
   */
  public static ImageBatch ofSigned(double[] nchw, int channels, int height, int width) {
    ImageBatch batch = new ImageBatch(channels, height, width, nchw.clone());
    int size = channels * height * width;
    for (int from = 0; from < nchw.length; from += size) {
      double most = ColorScale.most(Arrays.copyOfRange(nchw, from, from + size));
      for (int i = from; i < from + size; i++) {
        batch.shares[i] = 0.5 + nchw[i] / (2 * most);
      }
    }
    return batch;
  }

  /** The same images, stretched so that the least finite value is black and the greatest white. */
  public ImageBatch stretched() {
    Span.Gather seen = new Span.Gather().addAll(shares);
    if (seen.isEmpty() || seen.low() == seen.high()) {
      return this;
    }
    double range = seen.high() - seen.low();
    double[] out = Arrays.stream(shares).map(share -> (share - seen.low()) / range).toArray();
    return new ImageBatch(channels, height, width, out);
  }

  /** How many images there are. */
  public int count() {
    return shares.length / (channels * height * width);
  }

  /** All images. */
  List<BufferedImage> images() {
    return IntStream.range(0, count()).mapToObj(this::image).toList();
  }

  /** Image {@code index}, one pixel a pixel. */
  public BufferedImage image(int index) {
    if (index < 0 || index >= count()) {
      throw new IllegalArgumentException(
          Text.format("index=%d must be in [0, %d), the number of images", index, count()));
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int plane = height * width;
    int start = index * channels * plane;
    for (int i = 0; i < plane; i++) {
      double red = shares[start + i];
      double green = shares[start + (channels == 1 ? 0 : plane) + i];
      double blue = shares[start + (channels == 1 ? 0 : 2 * plane) + i];
      image.setRGB(i % width, i / width, rgb(red, green, blue));
    }
    return image;
  }

  private static int rgb(double red, double green, double blue) {
    if (Double.isNaN(red + green + blue)) {
      return NOT_A_NUMBER;
    }
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  private static int level(double share) {
    return (int) Math.round(Math.min(1, Math.max(0, share)) * 255);
  }
}
