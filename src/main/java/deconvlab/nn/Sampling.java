package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * The code of a variational autoencoder, drawn so that gradients pass (Kingma &amp; Welling 2014):
 * (N, 2L) → (N, L). The first L numbers are the means μ, the others log σ²; in training it hands on
 * μ + σ·ε with ε standard normal, in evaluation μ.
 */
public final class Sampling extends Stochastic {
  /** A sampling with a seed of its stream of ε. */
  public Sampling(long seed) {
    super(seed);
  }

  @Override
  public NDArray drawn(NDArray x, long number) {
    return OPS.callForOne(x.getManager(), "sample", x, seed(number));
  }

  @Override
  NDArray still(NDArray x) {
    return OPS.callForOne(x.getManager(), "mean_of_code", x);
  }

  /**
   * KL(N(μ, σ²) ‖ N(0, 1)) = ½·(μ² + σ² − 1 − log σ²) of each number of the code, in nats, summed
   * over the images.
   *
   * @param code (N, 2L); the result is (L)
   */
  public static NDArray divergences(NDArray code) {
    return OPS.callForOne(code.getManager(), "divergences", code);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), inputShapes[0].get(1) / 2)};
  }
}
