package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
  @TempDir Path folder;

  private static BufferedImage picture() {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 6; i++) {
      image.setRGB(i % 3, i / 3, 0x10203 * (i + 1));
    }
    return image;
  }

  private static void assertSame(BufferedImage actual, BufferedImage expected) {
    assertThat(actual.getWidth()).isEqualTo(expected.getWidth());
    assertThat(actual.getHeight()).isEqualTo(expected.getHeight());
    for (int i = 0; i < expected.getWidth() * expected.getHeight(); i++) {
      int x = i % expected.getWidth();
      int y = i / expected.getWidth();
      assertThat(actual.getRGB(x, y)).as("pixel %d, %d", x, y).isEqualTo(expected.getRGB(x, y));
    }
  }

  /** 250 reds twice each, then 20 blues once: of the blues there is room for six. */
  @Test
  void aDrawingOfManyColoursKeepsTheMostFrequent() throws IOException {
    BufferedImage many = new BufferedImage(520, 1, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < 520; x++) {
      many.setRGB(x, 0, x < 500 ? (x / 2) << 16 : x - 400);
    }
    String uri = Pictures.dataUri(many);
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    BufferedImage back = ImageIO.read(new ByteArrayInputStream(png));
    for (int x = 506; x < 520; x++) {
      many.setRGB(x, 0, 105);
    }
    assertSame(back, many);
  }

  @Test
  void dataUriDecodesToTheSamePicture() throws IOException {
    String uri = Pictures.dataUri(picture());
    assertThat(uri).startsWith("data:image/png;base64,");
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    assertSame(ImageIO.read(new ByteArrayInputStream(png)), picture());
  }

  @Test
  void savedPicturesReplaceOldOnesAndLeaveNothingElse() throws IOException {
    Path file = folder.resolve("new folder").resolve("p.png");
    Pictures.save(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), file);
    assertThat(Pictures.save(picture(), file)).isEqualTo(file);
    assertSame(ImageIO.read(file.toFile()), picture());
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }
}
