package deconvlab.math;

import deconvlab.text.Checks;

/**
 * A picture twice as large by cubic convolution (Keys 1981) with a = −0.75, as PyTorch's {@code
 * interpolate(scale_factor=2, mode='bicubic', align_corners=False)} has it: Keys' own −0.5 is
 * softer, and a little worse here. Pixels are squares, so that the new ones lie a quarter of a
 * pixel beside the old; beyond the border, the nearest pixel stands.
 */
public final class Bicubic {
  private static final double A = -0.75;

  /**
   * Weights of the pixels at −2, −1, 0, 1 for the new one at −1/4: distances 7/4, 3/4, 1/4, 5/4.
   */
  private static final double[] WEIGHTS = {far(1.75), near(0.75), near(0.25), far(1.25)};

  private Bicubic() {}

  private static double near(double d) {
    return ((A + 2) * d - (A + 3)) * d * d + 1;
  }

  private static double far(double d) {
    return ((A * d - 5 * A) * d + 8 * A) * d - 4 * A;
  }

  /**
   * The plane at twice its size.
   *
   * @param plane (height, width) in a row
   * @return (2·height, 2·width) in a row; where the plane jumps, beyond its range
   */
  public static float[] doubled(float[] plane, int height, int width) {
    Checks.that(
        plane.length == (long) height * width && plane.length > 0,
        "plane has %d values, must have height·width=%d·%d, more than 0",
        plane.length,
        height,
        width);
    float[] result = new float[4 * plane.length];
    for (int i = 0; i < result.length; i++) {
      int row = i / (2 * width);
      int column = i % (2 * width);
      double sum = 0;
      for (int r = 0; r < 4; r++) {
        int from = neighbour(row, r, height) * width;
        for (int c = 0; c < 4; c++) {
          sum += WEIGHTS[r] * WEIGHTS[c] * plane[from + neighbour(column, c, width)];
        }
      }
      result[i] = (float) sum;
    }
    return result;
  }

  /** The pixel that weight {@code k} belongs to: odd places are the mirror of even ones. */
  private static int neighbour(int place, int k, int size) {
    int offset = place % 2 == 0 ? k - 2 : 2 - k;
    return Math.max(0, Math.min(size - 1, place / 2 + offset));
  }
}
