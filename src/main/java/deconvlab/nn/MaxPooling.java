package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import deconvlab.text.Checks;

/**
 * Max pooling with stride = size. With gradients it is the library's kernel, which gives the
 * gradient of a window with several largest values to the first; without, the same values by
 * comparing strided slices, which on a CPU takes a fraction of that kernel's time.
 */
public final class MaxPooling {
  private static final TorchScript OPS = TorchScript.resource(TorchScript.class, "ops.py");

  private MaxPooling() {}

  /**
   * {@code y[n,c,i,j] = max x[n,c,i·size + k,j·size + l]} over k, l in [0, size); what does not
   * fill a window is left out.
   *
   * @param x (N, C, H, W), the sides at least {@code size}; the result attaches to its manager
   * @return (N, C, ⌊H/size⌋, ⌊W/size⌋)
   * @throws IllegalArgumentException naming the argument, its value and its range
   */
  public static NDArray apply(NDArray x, int size) {
    Maps.check(x);
    long least = Math.min(x.getShape().get(2), x.getShape().get(3));
    Checks.that(size >= 1 && size <= least, "size=%d must be in [1, %d]", size, least);
    return OPS.callForOne(x.getManager(), "max_pool", x, size);
  }
}
