package deconvlab.cli;

import deconvlab.model.NetworkConfig;
import deconvlab.model.Networks;
import deconvlab.train.LossConfig;
import picocli.CommandLine.Option;

/** What is minimised. */
final class LossOptions {
  @Option(
      names = "--cross-entropy",
      description =
          "weight of the cross-entropy (default: 1; 0 for a network without class scores)")
  Double crossEntropy;

  @Option(
      names = "--mse",
      description =
          "weight of the picture's squared error (default: 0; 1 for a network without class scores)")
  Double mse;

  @Option(
      names = "--label-smoothing",
      description = "share of each target spread over all classes (default: 0)")
  double labelSmoothing;

  /** The loss; where nothing is said, the one that the network's output is for. */
  LossConfig config(NetworkConfig network) {
    boolean classifies = Networks.layout(network).hasScores();
    double scores = crossEntropy != null ? crossEntropy : classifies ? 1 : 0;
    double picture = mse != null ? mse : classifies ? 0 : 1;
    return new LossConfig(scores, picture, labelSmoothing);
  }
}
