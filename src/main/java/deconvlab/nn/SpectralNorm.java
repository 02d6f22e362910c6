package deconvlab.nn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import deconvlab.record.Seeds;
import java.util.Random;

/**
 * W/σ in place of each weight W of convolutions and linear layers, σ = uᵀWv its largest singular
 * value, W seen as a matrix with a row for each output (Miyato et al. 2018, algorithm 1; torch's
 * {@code parametrizations.spectral_norm}). u and v are kept and improved by one power iteration
 * whenever it is asked for; gradients pass through W and σ, not through u and v.
 */
public final class SpectralNorm {
  private static final TorchScript OPS = TorchScript.resource(SpectralNorm.class, "spectral.py");

  /** As torch starts. */
  private static final int FIRST = 15;

  private final NDList weights;
  private final NDList left = new NDList();
  private final NDList right = new NDList();

  /**
   * Starts with 15 power iterations from v drawn by the seed's stream "spectral".
   *
   * @param weights (outputs, …), changed by nobody but an optimizer
   * @param owner what is kept attaches to it
   */
  public SpectralNorm(NDList weights, long seed, NDManager owner) {
    this.weights = weights;
    Random random = Seeds.stream(seed, "spectral");
    for (NDArray weight : weights) {
      long rows = weight.getShape().get(0);
      float[] drawn = new float[Math.toIntExact(weight.size() / rows)];
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = (float) random.nextGaussian();
      }
      left.add(owner.zeros(new Shape(rows)));
      right.add(owner.create(drawn));
    }
    for (int i = 0; i < FIRST; i++) {
      iterate();
    }
  }

  /** u of every weight, then v of every weight, changed in place. */
  public NDList state() {
    return new NDList(left).addAll(right);
  }

  /** One power iteration. */
  public void iterate() {
    Torch.withoutGradients(
        () -> OPS.call(left.head().getManager(), "iterate", weights, left, right));
  }

  /**
   * Gives the weights normalised, all else as {@code store} does.
   *
   * @param scope what is made attaches to it
   */
  public ParameterStore over(ParameterStore store, NDManager scope) {
    return new ParameterStore(store.getManager(), false) {
      @Override
      public NDArray getValue(Parameter parameter, Device device, boolean training) {
        NDArray value = store.getValue(parameter, device, training);
        for (int i = 0; i < weights.size(); i++) {
          if (weights.get(i) == value) {
            return OPS.callForOne(scope, "normalised", value, left.get(i), right.get(i));
          }
        }
        return value;
      }
    };
  }
}
