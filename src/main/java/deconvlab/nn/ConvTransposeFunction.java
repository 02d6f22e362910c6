package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import deconvlab.math.Axis;
import deconvlab.math.Geometry;

/**
 * The transposed convolution as a function of arrays, on the native kernel, with gradients.
 *
 * <p>{@code y[n,o,i·s − p + d·k] += x[n,c,i]·w[c,o,k]} within each group, plus the bias; see {@link
 * Geometry} for shapes and sizes.
 */
public final class ConvTransposeFunction {
  private static final TorchScript OPS = TorchScript.resource(TorchScript.class, "ops.py");

  private ConvTransposeFunction() {}

  /**
   * Applies the operator; all shapes are checked first. The result attaches to the manager of
   * {@code x}.
   *
   * @param x (N, C_in, size…) or, for one image, (C_in, size…)
   * @param weight (C_in, C_out/groups, k…)
   * @param bias (C_out), or null
   * @return (N, C_out, size…) or (C_out, size…)
   * @throws IllegalArgumentException naming the argument, its value and what would be right
   */
  public static NDArray apply(Geometry geometry, NDArray x, NDArray weight, NDArray bias) {
    geometry.outputShape(x.getShape().getShape());
    geometry.checkWeight(weight.getShape().getShape());
    if (bias != null) {
      geometry.checkBias(bias.getShape().getShape());
    }
    return OPS.callForOne(
        x.getManager(),
        "conv_transpose" + geometry.dims() + "d",
        x,
        weight,
        bias == null ? new NDList() : new NDList(bias),
        geometry.each(Axis::stride),
        geometry.each(Axis::padding),
        geometry.each(Axis::outputPadding),
        geometry.groups(),
        geometry.each(Axis::dilation));
  }
}
