package deconvlab.cli;

import deconvlab.model.NetworkConfig;
import deconvlab.model.Networks;
import java.util.Iterator;
import picocli.CommandLine.Option;

/** Which network. */
final class NetworkOptions {
  /** The networks, for the help. */
  static final class Models implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Networks.names().iterator();
    }
  }

  @Option(
      names = "--model",
      required = true,
      completionCandidates = Models.class,
      description = "one of ${COMPLETION-CANDIDATES}")
  String model;

  @Option(names = "--head", description = "ddnet's head: decoder (default) or bottleneck")
  String head;

  @Option(names = "--width", description = "channels of the first convolution (default: 32)")
  Integer width;

  @Option(names = "--depth", description = "layers of a stack (default: 8)")
  Integer depth;

  @Option(names = "--kind", description = "a stack's layers: conv, deconv, zigzag (default)")
  String kind;

  @Option(
      names = "--activation",
      description =
          "relu (default), leaky-relu, sigmoid, tanh, elu, gelu, silu, softplus, identity")
  String activation;

  @Option(names = "--slope", description = "leaky ReLU's slope below 0 (default: 0.01)")
  Double slope;

  @Option(names = "--batch-norm", description = "batch norm before every activation")
  boolean batchNorm;

  @Option(names = "--dropout", description = "share of units zeroed in training (default: 0)")
  double dropout;

  @Option(
      names = "--dropout-place",
      defaultValue = "last",
      description = "last (default), before-norm or after-norm")
  String dropoutPlace;

  @Option(
      names = "--init",
      description =
          "initial weights: he (right fan, default), he-backward-fan, he-library-fan, xavier,"
              + " xavier-library-fan, normal, icnr")
  String init;

  NetworkConfig config() {
    NetworkConfig d = NetworkConfig.of(model);
    return new NetworkConfig(
        model,
        or(head, d.head()),
        or(width, d.width()),
        or(depth, d.depth()),
        or(kind, d.kind()),
        or(activation, d.activation()),
        or(slope, d.slope()),
        batchNorm,
        dropout,
        dropoutPlace,
        or(init, d.init()));
  }

  private static <T> T or(T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
