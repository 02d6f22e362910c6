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
  private static final int SIDE = ImageSet.SIDE;
  private static final int PLANE = SIDE * SIDE;

  private JpegLoss() {}

  /**
   * The pixels of {@code set} after a trip through JPEG, on all cores: (N, 3, 32, 32).
   *
   * @param quality 1 to 100, a hundred times what {@link ImageWriteParam#setCompressionQuality}
   *     takes
   */
  static byte[] of(ImageSet set, int quality) {
    byte[][] jpegs = new byte[set.size()][];
    IntStream.range(0, set.size()).parallel().forEach(i -> jpegs[i] = jpeg(set, i, quality));
    return JpegDecoder.decode(jpegs);
  }

  private static byte[] jpeg(ImageSet set, int index, int quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam how = writer.getDefaultWriteParam();
    how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    how.setCompressionQuality(quality / 100f);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture(set.image(index)), null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException("a JPEG in memory could not be written", e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static BufferedImage picture(byte[] planes) {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
    for (int at = 0; at < PLANE; at++) {
      int red = planes[at] & 0xff;
      int green = planes[PLANE + at] & 0xff;
      int blue = planes[2 * PLANE + at] & 0xff;
      picture.setRGB(at % SIDE, at / SIDE, red << 16 | green << 8 | blue);
    }
    return picture;
  }
}
