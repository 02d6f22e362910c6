package deconvlab.plot;

import deconvlab.record.WholeFiles;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures as files and as text: PNG bytes, PNG files, {@code data:} addresses. */
public final class Pictures {
  private static final String DATA_URI = "data:image/png;base64,";

  private Pictures() {}

  /** The picture as the bytes of a PNG file. */
  public static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    // Given a stream, ImageIO would cache every picture in a temporary file.
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(picture, "png", out)) {
        throw new IllegalArgumentException(
            "picture of type " + picture.getType() + " cannot be written as PNG: use TYPE_INT_RGB");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * A drawing as {@code data:image/png;base64,…}, as an {@code img} element takes it: in the
   * colours that {@link FewColours} keeps and packed tightly, for a page has many.
   */
  public static String dataUri(BufferedImage drawing) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(0);
      writer.setOutput(out);
      writer.write(null, new IIOImage(FewColours.of(drawing), null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return DATA_URI + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /** The PNG's bytes in base64, as a notebook's {@code image/png} output takes it. */
  public static String base64(BufferedImage picture) {
    return Base64.getEncoder().encodeToString(png(picture));
  }

  /** A drawing in the colours that {@link FewColours} keeps: its PNG takes half the bytes. */
  public static BufferedImage packed(BufferedImage drawing) {
    return FewColours.of(drawing);
  }

  /**
   * Writes the picture as a PNG file; a reader sees the old file or the new one, never half of one.
   *
   * @return {@code file}
   */
  public static Path save(BufferedImage picture, Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    WholeFiles.write(file, png(picture));
    return file;
  }
}
