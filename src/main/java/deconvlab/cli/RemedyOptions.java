package deconvlab.cli;

import deconvlab.text.Checks;
import deconvlab.train.ClipConfig;
import deconvlab.train.PenaltyConfig;
import picocli.CommandLine.Option;

/** What keeps gradients and weights in bounds. */
final class RemedyOptions {
  @Option(
      names = "--clip-norm",
      description = "scale all gradients down to this global L2 norm; not with --clip-value")
  Double norm;

  @Option(names = "--clip-value", description = "each gradient element into [-limit, limit]")
  Double value;

  @Option(
      names = "--clip-weights",
      description = "after each step, weights (no biases, no batch norm) into [-limit, limit]")
  double weights;

  @Option(names = "--l1", description = "adds l1 times the sum of all |weights| to the loss")
  double l1;

  @Option(
      names = "--l2",
      description = "coupled decay: l2 times the parameter is added to its clipped gradient")
  double l2;

  ClipConfig clip() {
    if (norm != null && value != null) {
      throw Checks.refusal(
          "clip-norm=%s and clip-value=%s exclude each other: give one", norm, value);
    }
    ClipConfig gradients = ClipConfig.NONE;
    if (norm != null) {
      gradients = ClipConfig.norm(norm);
    } else if (value != null) {
      gradients = ClipConfig.value(value);
    }
    return gradients.withWeights(weights);
  }

  PenaltyConfig penalty() {
    return new PenaltyConfig(l1, l2);
  }
}
