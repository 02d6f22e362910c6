package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import deconvlab.text.Checks;

/** Nearest-neighbour upsampling of maps by a whole factor, on the native kernel, with gradients. */
public final class NearestUpsampling {
  private static final TorchScript OPS = TorchScript.resource(TorchScript.class, "ops.py");

  private NearestUpsampling() {}

  /**
   * {@code y[n,c,i,j] = x[n,c,⌊i/scale⌋,⌊j/scale⌋]}, without the last {@code cut} rows and columns.
   *
   * @param x (N, C, H, W); the result attaches to its manager
   * @param scale how often each row and column is repeated, at least 1
   * @param cut rows and columns dropped at the end, below {@code scale}
   * @return (N, C, H·scale − cut, W·scale − cut)
   * @throws IllegalArgumentException naming the argument, its value and its range
   */
  public static NDArray apply(NDArray x, int scale, int cut) {
    Maps.check(x);
    if (scale < 1 || cut < 0 || cut >= scale) {
      throw Checks.refusal("scale=%d must be at least 1 and cut=%d in [0, scale)", scale, cut);
    }
    return OPS.callForOne(x.getManager(), "nearest", x, scale, cut);
  }
}
