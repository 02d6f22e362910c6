package deconvlab.train;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.ImageSet;
import deconvlab.data.Normalization;
import deconvlab.record.Seeds;
import java.nio.FloatBuffer;
import java.util.Random;

/** Pictures out of normal numbers. */
final class Making {
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
    FloatBuffer all = FloatBuffer.allocate(n * ImageSet.IMAGE_BYTES);
    float[] code = new float[size];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < size; c++) {
        code[c] = (float) random.nextGaussian();
      }
      try (NDManager scope = manager.newSubManager()) {
        all.put(Restored.shown(step.predict(scope.create(code, new Shape(1, size))).head(), by));
      }
    }
    return all.array();
  }
}
