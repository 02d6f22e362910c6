package deconvlab.cli;

import deconvlab.text.Checks;
import deconvlab.train.OptimizerConfig;
import java.util.List;
import picocli.CommandLine.Option;

/** Which optimizer. */
final class OptimizerOptions {
  private static final double RATE = 1e-3;

  @Option(names = "--optimizer", description = "sgd, adam (default), adamw or rmsprop")
  String name = "adam";

  @Option(names = "--lr", description = "learning rate (default: 0.001)")
  double rate = RATE;

  @Option(names = "--momentum", description = "sgd's, in [0, 1) (default: 0)")
  Double momentum;

  @Option(names = "--nesterov", description = "sgd looks ahead; needs --momentum")
  boolean nesterov;

  @Option(names = "--beta1", description = "decay of adam's and adamw's mean (default: 0.9)")
  Double beta1;

  @Option(names = "--beta2", description = "decay of their mean square (default: 0.999)")
  Double beta2;

  @Option(names = "--alpha", description = "decay of rmsprop's mean square (default: 0.99)")
  Double alpha;

  @Option(
      names = "--epsilon",
      description = "floor of the root mean square of all but sgd (default: 1e-8)")
  Double epsilon;

  @Option(
      names = "--weight-decay",
      description = "adamw's decoupled decay (default: 0.01); coupled decay is --l2")
  Double weightDecay;

  OptimizerConfig config() {
    OptimizerConfig c = OptimizerConfig.of(name, rate);
    counts("momentum", momentum, "sgd");
    counts("nesterov", nesterov ? true : null, "sgd");
    counts("beta1", beta1, "adam", "adamw");
    counts("beta2", beta2, "adam", "adamw");
    counts("alpha", alpha, "rmsprop");
    counts("epsilon", epsilon, "adam", "adamw", "rmsprop");
    return c.withMomentum(or(momentum, 0), nesterov)
        .withBetas(or(beta1, c.beta1()), or(beta2, c.beta2()))
        .withAlpha(or(alpha, c.alpha()))
        .withEpsilon(or(epsilon, c.epsilon()))
        .withWeightDecay(or(weightDecay, c.weightDecay()));
  }

  /** Refuses an option that would do nothing: the record would claim that it did. */
  private void counts(String option, Object given, String... optimizers) {
    if (given != null && !List.of(optimizers).contains(name)) {
      throw Checks.refusal(
          "%s=%s does nothing for optimizer=%s: leave it out; it counts for %s",
          option, given, name, String.join(", ", optimizers));
    }
  }

  private static double or(Double given, double otherwise) {
    return given == null ? otherwise : given;
  }
}
