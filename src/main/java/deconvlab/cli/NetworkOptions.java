package deconvlab.cli;

import deconvlab.model.NetworkConfig;
import deconvlab.model.Networks;
import deconvlab.text.Checks;
import java.util.Iterator;
import java.util.function.BiFunction;
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
      completionCandidates = Models.class,
      description = "required: one of ${COMPLETION-CANDIDATES}")
  String model;

  @Option(names = "--head", description = "ddnet's head: decoder (default) or bottleneck")
  String head;

  @Option(names = "--width", description = "channels of the first convolution (default: 32)")
  Integer width;

  @Option(
      names = "--depth",
      description =
          "layers of a stack (default: 8), blocks of s1 (2), encoder blocks of s4 and cnn (3),"
              + " restorer and plain (2)")
  Integer depth;

  @Option(names = "--kind", description = "a stack's layers: conv, deconv, zigzag (default)")
  String kind;

  @Option(
      names = "--kernel",
      description =
          "3 (default), 5 or 7, in an upsampler, a restorer or a stack of conv or deconv; also 4 in"
              + " a restorer and in autoencoder, vae and generator (there the default)")
  Integer kernel;

  @Option(
      names = "--twin",
      description =
          "what takes the place of transposed convolutions: none (default: nothing does), conv"
              + " (nearest upsampling and a convolution), matched (as conv, at the width that has as"
              + " many parameters), sub-pixel (a convolution whose channels become pixels), separable"
              + " (1x1 and depthwise), low-rank-2, -4 or -8 (1x1 to a part of the channels, then"
              + " transposed)")
  String twin;

  @Option(
      names = "--activation",
      description =
          "relu (default), leaky-relu, sigmoid, tanh, elu, gelu, silu, softplus, identity")
  String activation;

  @Option(names = "--slope", description = "leaky ReLU's slope below 0 (default: 0.01)")
  Double slope;

  @Option(
      names = "--gain",
      description = "factor on activated layers' weights (default: the activation's own)")
  Double gain;

  @Option(
      names = "--batch-norm",
      negatable = true,
      description = "batch norm before every activation (default: off; s1 and vgg: on)")
  Boolean batchNorm;

  @Option(names = "--dropout", description = "share of units zeroed in training (default: 0)")
  Double dropout;

  @Option(names = "--dropout-place", description = "last (default), before-norm or after-norm")
  String dropoutPlace;

  @Option(
      names = "--init",
      description =
          "initial weights: he (right fan, default), he-backward-fan, he-library-fan, xavier,"
              + " xavier-library-fan, normal, icnr, orthogonal")
  String init;

  @Option(names = "--init-scale", description = "factor on all initial weights (default: 1)")
  Double initScale;

  /**
   * The configuration.
   *
   * @throws IllegalArgumentException naming an option and what would be right
   */
  NetworkConfig config() {
    Checks.that(model != null, "Missing required option: '--model'");
    NetworkConfig c = NetworkConfig.of(model);
    counts("head", head);
    counts("depth", depth);
    counts("kind", kind);
    counts("kernel", kernel);
    c = set(c, head, NetworkConfig::withHead);
    c = set(c, width, NetworkConfig::withWidth);
    c = set(c, depth, NetworkConfig::withDepth);
    c = set(c, kind, NetworkConfig::withKind);
    c = set(c, kernel, NetworkConfig::withKernel);
    c = set(c, twin, NetworkConfig::withTwin);
    c = set(c, activation, NetworkConfig::withActivation);
    c = set(c, slope, NetworkConfig::withSlope);
    c = set(c, gain, NetworkConfig::withGain);
    c = set(c, batchNorm, NetworkConfig::withBatchNorm);
    c = set(c, dropout, NetworkConfig::withDropout);
    c = set(c, dropoutPlace, NetworkConfig::withDropoutPlace);
    c = set(c, init, NetworkConfig::withInit);
    return set(c, initScale, NetworkConfig::withInitScale);
  }

  private static <T> NetworkConfig set(
      NetworkConfig config, T given, BiFunction<NetworkConfig, T, NetworkConfig> with) {
    return given == null ? config : with.apply(config, given);
  }

  /** Refuses an option that would do nothing: the record would claim that it did. */
  private void counts(String option, Object given) {
    if (given != null && !Networks.counts(model, option)) {
      throw Checks.refusal(
          "%s=%s does nothing for model=%s: leave it out; it counts for %s",
          option, given, model, String.join(", ", Networks.modelsWith(option)));
    }
  }
}
