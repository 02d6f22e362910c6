package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.record.Seeds;
import java.util.Arrays;
import java.util.Random;

/** Pictures out of normal numbers. */
final class Making {
  private static final int AT_ONCE = 50;

  private Making() {}

  /**
   * What a network in evaluation mode makes of {@code n} codes of {@code size} numbers, (n, 3, 32,
   * 32) in a row, not normalised any more and cut off at 0 and 1.
   *
   * @param seed of the codes, by its stream "latent"
   */
  static float[] pictures(
      TrainStep step, Normalization by, int n, int size, long seed, NDManager manager) {
    Random random = Seeds.stream(seed, "latent");
    float[] codes = new float[n * size];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (float) random.nextGaussian();
    }
    float[] all = new float[n * ImageSet.IMAGE_BYTES];
    for (int from = 0; from < n; from += AT_ONCE) {
      int to = Math.min(n, from + AT_ONCE);
      try (NDManager scope = manager.newSubManager()) {
        float[] some = Arrays.copyOfRange(codes, from * size, to * size);
        NDArray made = step.predict(scope.create(some, new Shape(to - from, size))).head();
        float[] shown = Restored.shown(made, by);
        System.arraycopy(shown, 0, all, from * ImageSet.IMAGE_BYTES, shown.length);
      }
    }
    return all;
  }
}
