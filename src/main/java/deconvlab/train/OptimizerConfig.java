package deconvlab.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.nn.Optimizer;

/**
 * Which optimizer, with which numbers.
 *
 * @param name {@code sgd} or {@code adam}
 * @param learningRate step size, above 0
 * @param momentum of SGD, in [0, 1)
 * @param nesterov whether SGD looks ahead; needs momentum
 * @param beta1 decay of Adam's mean
 * @param beta2 decay of Adam's mean square
 * @param epsilon Adam's floor of the root mean square
 */
public record OptimizerConfig(
    String name,
    double learningRate,
    double momentum,
    boolean nesterov,
    double beta1,
    double beta2,
    double epsilon) {

  public OptimizerConfig {
    if (!name.equals("sgd") && !name.equals("adam")) {
      throw new IllegalArgumentException(
          "optimizer=%s is unknown: use one of sgd, adam".formatted(name));
    }
    if (!(learningRate > 0) || Double.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learningRate=%s must be above 0 and finite".formatted(learningRate));
    }
    share("momentum", momentum);
    share("beta1", beta1);
    share("beta2", beta2);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException(
          "nesterov=true needs momentum above 0, for instance 0.9; it is 0");
    }
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon=%s must be above 0".formatted(epsilon));
    }
  }

  /** The optimizer called {@code name} with PyTorch's defaults for all but the rate. */
  public static OptimizerConfig of(String name, double learningRate) {
    return new OptimizerConfig(name, learningRate, 0, false, 0.9, 0.999, 1e-8);
  }

  Optimizer build(NDManager manager, NDList parameters) {
    return name.equals("sgd")
        ? Optimizer.sgd(manager, parameters, momentum, nesterov)
        : Optimizer.adam(manager, parameters, beta1, beta2, epsilon);
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException("%s=%s must be in [0, 1)".formatted(name, value));
    }
  }
}
