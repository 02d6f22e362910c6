package deconvlab.math;

import deconvlab.text.Text;
import java.util.Arrays;

/**
 * The transposed convolution and its gradients, in double, by the definition {@code y[n, o,
 * i·stride − padding + dilation·k] += x[n, c, i] · w[c, o, k]} for each group, plus bias.
 *
 * <p>Shapes: x (N, in, size…) or (in, size…); w (in, out/groups, kernel…); bias (out); y and its
 * gradient g as {@link Geometry#outputShape} says. Worked numbers: x = {1, 2}, w = {1, 10, 100},
 * stride 2 gives y = {1, 10, 102, 20, 200}.
 */
public final class ConvTranspose {
  private ConvTranspose() {}

  /**
   * The output y.
   *
   * @param bias one value for each output channel, or null for none
   * @throws IllegalArgumentException if a shape does not fit, naming it and what would
   */
  public static Tensor forward(Geometry geometry, Tensor x, Tensor w, Tensor bias) {
    long[] yShape = geometry.outputShape(x.shape());
    geometry.checkWeight(w.shape());
    if (bias != null) {
      geometry.checkBias(bias.shape());
    }
    Tensor y = Tensor.zeros(yShape);
    double[] sums = y.data();
    if (bias != null) {
      int area = channelArea(geometry, yShape);
      Arrays.setAll(sums, i -> bias.at(i / area % geometry.outChannels()));
    }
    Terms.forEach(geometry, x.shape(), (xi, wi, yi) -> sums[yi] += x.at(xi) * w.at(wi));
    return y;
  }

  /**
   * ∂L/∂x for g = ∂L/∂y: the ordinary convolution of g with the same kernel, stride, padding and
   * dilation (of which only the input's size is kept: where outputPadding reaches the stride, the
   * convolution has results beyond it).
   *
   * @throws IllegalArgumentException if g is no output shape of this geometry
   */
  public static Tensor gradInput(Geometry geometry, Tensor g, Tensor w) {
    geometry.checkWeight(w.shape());
    Tensor dx = Tensor.zeros(inputShape(geometry, g.shape()));
    double[] sums = dx.data();
    Terms.forEach(geometry, dx.shape(), (xi, wi, yi) -> sums[xi] += g.at(yi) * w.at(wi));
    return dx;
  }

  /** ∂L/∂w for g = ∂L/∂y at the input x, summed over the batch. */
  public static Tensor gradWeight(Geometry geometry, Tensor x, Tensor g) {
    checkGradient(geometry, x.shape(), g.shape());
    Tensor dw = Tensor.zeros(geometry.weightShape());
    double[] sums = dw.data();
    Terms.forEach(geometry, x.shape(), (xi, wi, yi) -> sums[wi] += x.at(xi) * g.at(yi));
    return dw;
  }

  /** ∂L/∂bias for g = ∂L/∂y: its sum over batch and positions, one value an output channel. */
  public static Tensor gradBias(Geometry geometry, Tensor g) {
    inputShape(geometry, g.shape());
    Tensor db = Tensor.zeros(geometry.outChannels());
    int area = channelArea(geometry, g.shape());
    for (int i = 0; i < g.size(); i++) {
      db.data()[i / area % geometry.outChannels()] += g.at(i);
    }
    return db;
  }

  private static int channelArea(Geometry geometry, long[] yShape) {
    int rank = yShape.length;
    return Tensor.sizeOf(Arrays.copyOfRange(yShape, rank - geometry.dims(), rank));
  }

  private static void checkGradient(Geometry geometry, long[] xShape, long[] gShape) {
    long[] yShape = geometry.outputShape(xShape);
    if (!Arrays.equals(yShape, gShape)) {
      throw new IllegalArgumentException(
          Text.format(
              "g has shape %s, must be %s, the output's for x of shape %s",
              Arrays.toString(gShape), Arrays.toString(yShape), Arrays.toString(xShape)));
    }
  }

  /** The input shape whose output has shape gShape. */
  private static long[] inputShape(Geometry geometry, long[] gShape) {
    int dims = geometry.dims();
    int lead = gShape.length - dims;
    if (lead != 1 && lead != 2) {
      throw new IllegalArgumentException(
          Text.format(
              "g has shape %s of rank %d, must have rank %d or %d",
              Arrays.toString(gShape), gShape.length, dims + 1, dims + 2));
    }
    long[] xShape = gShape.clone();
    xShape[lead - 1] = geometry.inChannels();
    for (int a = 0; a < dims; a++) {
      Axis axis = geometry.axes().get(a);
      xShape[lead + a] = Math.floorDiv(gShape[lead + a] - axis.transposedSize(0), axis.stride());
      xShape[lead + a] = Math.max(0, xShape[lead + a]);
    }
    checkGradient(geometry, xShape, gShape);
    return xShape;
  }
}
