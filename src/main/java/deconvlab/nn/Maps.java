package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import deconvlab.text.Checks;

/** What operations on maps ask of their input. */
final class Maps {
  private Maps() {}

  /** Refuses what is not (N, C, H, W). */
  static void check(NDArray x) {
    Checks.that(
        x.getShape().dimension() == 4, "x has shape %s, must be (N, C, H, W)", x.getShape());
  }
}
