package deconvlab.cli;

import deconvlab.train.LossConfig;
import picocli.CommandLine.Option;

/** What is minimised. */
final class LossOptions {
  @Option(names = "--cross-entropy", description = "weight of the cross-entropy (default: 1)")
  double crossEntropy = 1;

  @Option(
      names = "--mse",
      description = "weight of the reconstruction error of ddnet's or s1's picture (default: 0)")
  double mse;

  @Option(
      names = "--label-smoothing",
      description = "share of each target spread over all classes (default: 0)")
  double labelSmoothing;

  LossConfig config() {
    return new LossConfig(crossEntropy, mse, labelSmoothing);
  }
}
