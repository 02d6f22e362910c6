package deconvlab.nn;

import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import java.util.function.ToDoubleFunction;

/**
 * How many terms a layer sums up, forwards and backwards: what an initialiser divides by.
 *
 * <p>An interior output of a transposed convolution is a sum over C_in/groups · ∏k/∏s inputs, since
 * the stride spreads the taps over s output phases; its input's gradient is a sum over C_out/groups
 * · ∏k terms. An ordinary convolution has them the other way round. Libraries read the fans off the
 * weight's shape alone, (0, 1, k…) → in = shape[1]·∏k, out = shape[0]·∏k, which for a transposed
 * convolution, stored (in, out/groups, k…), is the backward fan and ignores the stride.
 *
 * @param forward terms in an interior output
 * @param backward terms in the gradient of an interior input
 * @param libraryIn what PyTorch's and DJL's initialisers call fan in
 * @param libraryOut what they call fan out
 * @param units size of the weight's first axis: outputs of a convolution or a dense layer, inputs
 *     of a transposed convolution
 * @param stride stride of a transposed convolution on each axis, which ICNR needs; else empty
 */
public record Fans(
    double forward,
    double backward,
    double libraryIn,
    double libraryOut,
    int units,
    int... stride) {

  /** Fans of a transposed convolution. */
  public static Fans transposed(Geometry g) {
    return new Fans(
        g.forwardFan(),
        g.backwardFan(),
        g.libraryFan(),
        (double) g.inChannels() * product(g, Axis::kernel),
        g.inChannels(),
        g.axes().stream().mapToInt(Axis::stride).toArray());
  }

  /** Fans of an ordinary convolution with this geometry's channels, groups, kernel and stride. */
  public static Fans convolution(Geometry g) {
    double in = (double) g.inChannels() / g.groups() * product(g, Axis::kernel);
    double out = (double) g.outChannels() / g.groups() * product(g, Axis::kernel);
    double libraryOut = (double) g.outChannels() * product(g, Axis::kernel);
    return new Fans(in, out / product(g, Axis::stride), in, libraryOut, g.outChannels());
  }

  /** Fans of a dense layer. */
  public static Fans dense(int in, int out) {
    return new Fans(in, out, in, out, out);
  }

  /** Numbers of the weight. */
  public long weight() {
    return (long) (units * libraryIn);
  }

  private static double product(Geometry g, ToDoubleFunction<Axis> of) {
    return g.axes().stream().mapToDouble(of).reduce(1, (a, b) -> a * b);
  }
}
