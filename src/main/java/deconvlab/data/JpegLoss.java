package deconvlab.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Images as JPEG leaves them: compressed at a quality and decompressed again. */
final class JpegLoss {
  private static final int RUN = 500;

  private JpegLoss() {}

  /**
   * The pixels of {@code set} after a trip through JPEG, on all cores: (N, 3, 32, 32).
   *
   * @param quality 1 to 100, a hundred times what {@link ImageWriteParam#setCompressionQuality}
   *     takes
   */
  static byte[] of(ImageSet set, int quality) {
    byte[][] jpegs = new byte[set.size()][];
    IntStream.range(0, (set.size() + RUN - 1) / RUN)
        .parallel()
        .forEach(run -> compress(set, run * RUN, quality, jpegs));
    return JpegDecoder.decode(jpegs);
  }

  private static void compress(ImageSet set, int from, int quality, byte[]... jpegs) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality / 100f);
    try {
      for (int i = from; i < Math.min(from + RUN, jpegs.length); i++) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
          writer.setOutput(out);
          writer.write(null, new IIOImage(picture(set, i), null, null), how);
        }
        jpegs[i] = bytes.toByteArray();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a JPEG in memory could not be written", e);
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage picture(ImageSet set, int index) {
    int side = ImageSet.SIDE;
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR);
    for (int at = 0; at < side * side; at++) {
      int red = index * ImageSet.IMAGE_BYTES + at;
      int green = red + side * side;
      int blue = green + side * side;
      picture.setRGB(
          at % side,
          at / side,
          (set.pixels()[red] & 0xff) << 16
              | (set.pixels()[green] & 0xff) << 8
              | (set.pixels()[blue] & 0xff));
    }
    return picture;
  }
}
