package deconvlab;

import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import java.util.List;
import java.util.Random;

/** A small made-up data set that a small network learns in seconds. */
public final class TestImages {
  private static final List<String> CLASSES =
      List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j");

  private TestImages() {}

  /** 400 images to train, 60 to test. */
  public static ImageData data() {
    return data(1, 2);
  }

  /** The same form, drawn from other seeds. */
  public static ImageData data(long trainSeed, long testSeed) {
    return new ImageData(
        "made-up",
        draw(400, trainSeed),
        draw(60, testSeed),
        "0".repeat(64),
        "1".repeat(64),
        "3".repeat(64),
        "noise");
  }

  /** Class c has one brighter colour plane and one brighter row of tiles; the rest is noise. */
  private static ImageSet draw(int n, long seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[n * ImageSet.IMAGE_BYTES];
    byte[] labels = new byte[n];
    for (int i = 0; i < n; i++) {
      labels[i] = (byte) (i % 10);
      int plane = labels[i] % 3;
      int rows = labels[i] / 3;
      for (int p = 0; p < ImageSet.IMAGE_BYTES; p++) {
        boolean bright = p / 1024 == plane && p % 1024 / 256 == rows;
        double value = (bright ? 200 : 90) + 25 * random.nextGaussian();
        pixels[i * ImageSet.IMAGE_BYTES + p] = (byte) Math.max(0, Math.min(255, value));
      }
    }
    return new ImageSet(pixels, labels, CLASSES);
  }
}
