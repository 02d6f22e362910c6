package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Looks at pictures the way a test can: sizes and how much is not white. */
final class Ink {
  private Ink() {}

  static void assertDrawn(BufferedImage image) {
    assertThat(share(image)).as("share of pixels that are not white").isGreaterThan(0.001);
  }

  static double share(BufferedImage image) {
    long ink = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        ink += (image.getRGB(x, y) & 0xffffff) == 0xffffff ? 0 : 1;
      }
    }
    return (double) ink / image.getWidth() / image.getHeight();
  }

  /** How many pixels have exactly this colour. */
  static long count(BufferedImage image, Color color) {
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xffffff) == (color.getRGB() & 0xffffff) ? 1 : 0;
      }
    }
    return count;
  }
}
