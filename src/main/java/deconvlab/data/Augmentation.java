package deconvlab.data;

import deconvlab.record.Seeds;
import java.util.Random;

/**
 * The random choices of one epoch for what {@link AugmentConfig} asks.
 *
 * <p>Drawn on the host from the streams "augmentation/EPOCH" (crop and mirror), "rotation/EPOCH"
 * and "cutout/EPOCH", so that every device sees the same; position p of the epoch's order always
 * gets the same draw, whatever the batch size and whatever else is asked for: arms that mirror,
 * mirror the same images.
 *
 * @param how what is asked
 * @param corner where the window starts in the padded image: row·(32 + 2·crop) + column, both 0 to
 *     2·crop
 * @param mirrored whether the window is then mirrored left to right
 * @param angle by how many radians it is then turned
 * @param hole [position]: row and column at which the black square starts, both -⌊cutout/2⌋ or more
 */
record Augmentation(
    AugmentConfig how, long[] corner, boolean[] mirrored, double[] angle, long[][] hole) {
  private static final int ROWS = 5;

  /** The draws of {@code epoch} for {@code size} positions. */
  static Augmentation draw(AugmentConfig how, int size, long seed, int epoch) {
    Random random = Seeds.stream(seed, "augmentation/" + epoch);
    long[] corner = new long[size];
    boolean[] mirrored = new boolean[size];
    for (int i = 0; i < size; i++) {
      int row = random.nextInt(2 * how.crop() + 1);
      int column = random.nextInt(2 * how.crop() + 1);
      corner[i] = (long) row * (ImageSet.SIDE + 2 * how.crop()) + column;
      mirrored[i] = random.nextBoolean() && how.flip();
    }
    Random turns = Seeds.stream(seed, "rotation/" + epoch);
    double[] angle =
        turns.doubles(size, -1, 1).map(t -> Math.toRadians(t * how.rotate())).toArray();
    Random holes = Seeds.stream(seed, "cutout/" + epoch);
    long[][] hole = new long[size][];
    for (int i = 0; i < size; i++) {
      int half = how.cutout() / 2;
      int row = holes.nextInt(ImageSet.SIDE) - half;
      hole[i] = new long[] {row, holes.nextInt(ImageSet.SIDE) - half};
    }
    return new Augmentation(how, corner, mirrored, angle, hole);
  }

  /**
   * For the images {@code chosen}, which stand from position {@code from} on, as (5, B): image
   * index, window corner, mirror flag, row and column where the hole starts.
   */
  long[] rows(int[] chosen, int from) {
    int n = chosen.length;
    long[] rows = new long[ROWS * n];
    for (int i = 0; i < n; i++) {
      rows[i] = chosen[i];
      rows[n + i] = corner[from + i];
      rows[2 * n + i] = mirrored[from + i] ? 1 : 0;
      rows[3 * n + i] = hole[from + i][0];
      rows[4 * n + i] = hole[from + i][1];
    }
    return rows;
  }

  /** The turns of {@code n} images from position {@code from} on as (B, 2, 3) affine maps. */
  float[] turns(int from, int n) {
    float[] maps = new float[6 * n];
    for (int i = 0; i < n; i++) {
      float cos = (float) Math.cos(angle[from + i]);
      float sin = (float) Math.sin(angle[from + i]);
      maps[6 * i] = cos;
      maps[6 * i + 1] = -sin;
      maps[6 * i + 3] = sin;
      maps[6 * i + 4] = cos;
    }
    return maps;
  }
}
