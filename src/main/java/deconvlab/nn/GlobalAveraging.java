package deconvlab.nn;

import ai.djl.ndarray.NDArray;

/** The mean of every map, whose gradient is not written out, but stays one number a map. */
public final class GlobalAveraging {
  private static final TorchScript OPS = TorchScript.resource(TorchScript.class, "ops.py");

  private GlobalAveraging() {}

  /**
   * {@code y[n,c] = Σ x[n,c,i,j] / (H·W)}.
   *
   * @param x (N, C, H, W); the result attaches to its manager
   * @return (N, C)
   * @throws IllegalArgumentException if {@code x} has another number of axes
   */
  public static NDArray apply(NDArray x) {
    Maps.check(x);
    return OPS.callForOne(x.getManager(), "global_average", x);
  }
}
