package deconvlab.train;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.nn.Optimizer;
import deconvlab.record.Copy;
import deconvlab.text.Checks;
import java.util.List;

/**
 * Which optimizer, with which numbers; the rules are torch.optim's. A number that another optimizer
 * owns does not count, except momentum and weight decay, which are refused where they would do
 * nothing.
 *
 * @param name {@code sgd}, {@code adam}, {@code adamw} or {@code rmsprop}
 * @param learningRate step size, above 0; what a schedule starts from
 * @param momentum of SGD, in [0, 1)
 * @param nesterov whether SGD looks ahead; needs momentum
 * @param beta1 decay of Adam's and AdamW's mean
 * @param beta2 decay of Adam's and AdamW's mean square
 * @param alpha decay of RMSprop's mean square
 * @param epsilon floor of the root mean square
 * @param weightDecay AdamW's decoupled decay, p *= 1 − rate·weightDecay before each step, of every
 *     parameter; coupled decay is {@link PenaltyConfig#l2}
 */
public record OptimizerConfig(
    String name,
    double learningRate,
    double momentum,
    boolean nesterov,
    double beta1,
    double beta2,
    double alpha,
    double epsilon,
    double weightDecay) {

  /** The names that {@link #of} takes. */
  public static final List<String> NAMES = List.of("sgd", "adam", "adamw", "rmsprop");

  public OptimizerConfig {
    Checks.oneOf("optimizer", name, NAMES);
    Checks.positive("learningRate", learningRate);
    Checks.share("momentum", momentum);
    Checks.share("beta1", beta1);
    Checks.share("beta2", beta2);
    Checks.share("alpha", alpha);
    Checks.positive("epsilon", epsilon);
    Checks.notNegative("weightDecay", weightDecay);
    Checks.require(
        momentum == 0 || name.equals("sgd"),
        "momentum",
        momentum,
        "is SGD's alone: use optimizer=sgd or leave momentum out with " + name);
    Checks.require(
        !nesterov || momentum > 0,
        "nesterov",
        nesterov,
        "needs momentum above 0, for instance 0.9; it is 0");
    Checks.require(
        weightDecay == 0 || name.equals("adamw"),
        "weightDecay",
        weightDecay,
        "is AdamW's decoupled decay: use optimizer=adamw, or l2 for coupled decay with " + name);
  }

  /** The optimizer called {@code name} with PyTorch's defaults for all but the rate. */
  public static OptimizerConfig of(String name, double learningRate) {
    double decay = name.equals("adamw") ? 0.01 : 0;
    return new OptimizerConfig(name, learningRate, 0, false, 0.9, 0.999, 0.99, 1e-8, decay);
  }

  public OptimizerConfig withMomentum(double value, boolean lookAhead) {
    return new OptimizerConfig(
        name, learningRate, value, lookAhead, beta1, beta2, alpha, epsilon, weightDecay);
  }

  public OptimizerConfig withBetas(double first, double second) {
    return new OptimizerConfig(
        name, learningRate, momentum, nesterov, first, second, alpha, epsilon, weightDecay);
  }

  public OptimizerConfig withAlpha(double value) {
    return Copy.with(this, "alpha", value);
  }

  public OptimizerConfig withEpsilon(double value) {
    return Copy.with(this, "epsilon", value);
  }

  public OptimizerConfig withWeightDecay(double value) {
    return Copy.with(this, "weightDecay", value);
  }

  /** Arrays that it keeps of each parameter. */
  int kept() {
    return switch (name) {
      case "sgd" -> momentum > 0 ? 1 : 0;
      case "rmsprop" -> 1;
      default -> 2;
    };
  }

  Optimizer build(NDManager manager, NDList parameters) {
    return switch (name) {
      case "sgd" -> Optimizer.sgd(manager, parameters, momentum, nesterov);
      case "adam" -> Optimizer.adam(manager, parameters, beta1, beta2, epsilon);
      case "adamw" -> Optimizer.adamw(manager, parameters, beta1, beta2, epsilon, weightDecay);
      default -> Optimizer.rmsprop(manager, parameters, alpha, epsilon);
    };
  }
}
