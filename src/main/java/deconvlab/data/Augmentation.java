package deconvlab.data;

import deconvlab.record.Seeds;
import java.util.Random;

/**
 * The random choices of one epoch: each image is padded by four black pixels on every side, a 32×32
 * window is cut out of the 40×40, and every second one, on average, is mirrored.
 *
 * <p>Drawn on the host from the stream "augmentation/EPOCH", so that every device sees the same;
 * position p of the epoch's order always gets the same draw, whatever the batch size.
 *
 * @param corner where the window starts in the padded image: row·40 + column, both 0 to 8; 164
 *     leaves the image where it was
 * @param mirrored whether the window is then mirrored left to right
 */
record Augmentation(long[] corner, boolean[] mirrored) {
  /** Rows, and columns, of black added on each side. */
  static final int PAD = 4;

  /** Rows, and columns, of the padded image. */
  static final int PADDED = ImageSet.SIDE + 2 * PAD;

  /** The draws of {@code epoch} for {@code size} positions. */
  static Augmentation draw(int size, long seed, int epoch) {
    Random random = Seeds.stream(seed, "augmentation/" + epoch);
    long[] corner = new long[size];
    boolean[] mirrored = new boolean[size];
    for (int i = 0; i < size; i++) {
      int row = random.nextInt(2 * PAD + 1);
      int column = random.nextInt(2 * PAD + 1);
      corner[i] = (long) row * PADDED + column;
      mirrored[i] = random.nextBoolean();
    }
    return new Augmentation(corner, mirrored);
  }
}
