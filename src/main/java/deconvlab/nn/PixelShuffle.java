package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import deconvlab.text.Checks;

/**
 * Sub-pixel upsampling (Shi et al. 2016): channels become pixels, on the native kernel, with
 * gradients.
 */
public final class PixelShuffle {
  private static final TorchScript OPS = TorchScript.resource(TorchScript.class, "ops.py");

  private PixelShuffle() {}

  /**
   * {@code y[n,c,i·scale + k,j·scale + l] = x[n,c·scale² + k·scale + l,i,j]}.
   *
   * @param x (N, C·scale², H, W); the result attaches to its manager
   * @param scale at least 1
   * @return (N, C, H·scale, W·scale)
   * @throws IllegalArgumentException naming the argument, its value and its range
   */
  public static NDArray apply(NDArray x, int scale) {
    Maps.check(x);
    long channels = x.getShape().get(1);
    Checks.that(
        scale >= 1 && channels % ((long) scale * scale) == 0,
        "scale=%d must be at least 1, and its square divide the %d channels",
        scale,
        channels);
    return OPS.callForOne(x.getManager(), "pixel_shuffle", x, scale);
  }
}
