package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import deconvlab.text.Checks;

/**
 * Dropout (Srivastava et al. 2014), computed as PyTorch's. In evaluation it hands on what it gets.
 */
public final class Dropout extends Stochastic {
  private final double rate;

  /**
   * A dropout.
   *
   * @param rate share of units zeroed, in [0, 1)
   * @param seed of its stream of masks
   */
  public Dropout(double rate, long seed) {
    super(seed);
    Checks.that(
        rate >= 0 && rate < 1, "rate=%s must be in [0, 1): it is the share of units zeroed", rate);
    this.rate = rate;
  }

  /** {@code x} under the mask of this number: x·m/(1 − rate), m 0 or 1 for each element. */
  @Override
  public NDArray drawn(NDArray x, long number) {
    return OPS.callForOne(x.getManager(), "drop", x, rate, seed(number));
  }

  @Override
  NDArray still(NDArray x) {
    return x;
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
