package deconvlab.data;

import deconvlab.text.Text;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes many small JPEG images into colour planes, one reader for each run of images. */
final class JpegDecoder {
  private static final int RUN = 500;
  private static final int SIDE = ImageSet.SIDE;
  private static final int PLANE = SIDE * SIDE;

  private JpegDecoder() {}

  /** Decodes {@code jpegs} on all cores: (N, 3, 32, 32) row-major. */
  static byte[] decode(byte[][] jpegs) {
    byte[] pixels = new byte[Math.multiplyExact(jpegs.length, ImageSet.IMAGE_BYTES)];
    int runs = (jpegs.length + RUN - 1) / RUN;
    IntStream.range(0, runs).parallel().forEach(run -> decodeRun(jpegs, run * RUN, pixels));
    return pixels;
  }

  private static void decodeRun(byte[][] jpegs, int from, byte[] pixels) {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    try {
      for (int i = from; i < Math.min(from + RUN, jpegs.length); i++) {
        decodeOne(reader, jpegs[i], pixels, i);
      }
    } finally {
      reader.dispose();
    }
  }

  private static void decodeOne(ImageReader reader, byte[] jpeg, byte[] pixels, int index) {
    BufferedImage image;
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
      reader.setInput(in, true, true);
      image = reader.read(0);
    } catch (IOException e) {
      throw new DataException(Text.format("image %d is no readable JPEG", index), e);
    }
    if (image.getWidth() != SIDE || image.getHeight() != SIDE) {
      throw DataException.of(
          "image %d is %dx%d; 32x32 would be right", index, image.getWidth(), image.getHeight());
    }
    toPlanes(image, pixels, index * ImageSet.IMAGE_BYTES);
  }

  private static void toPlanes(BufferedImage image, byte[] pixels, int at) {
    if (image.getType() != BufferedImage.TYPE_3BYTE_BGR) {
      BufferedImage bgr = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
      bgr.getGraphics().drawImage(image, 0, 0, null);
      image = bgr;
    }
    byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < PLANE; i++) {
      pixels[at + i] = bgr[3 * i + 2];
      pixels[at + i + PLANE] = bgr[3 * i + 1];
      pixels[at + i + 2 * PLANE] = bgr[3 * i];
    }
  }
}
