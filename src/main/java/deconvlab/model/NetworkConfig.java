package deconvlab.model;

import deconvlab.nn.Nonlinearity;
import deconvlab.nn.WeightInit;
import java.util.Arrays;

/**
 * Which network to build.
 *
 * @param model a name of {@link Networks#names()}
 * @param head {@code decoder} or {@code bottleneck}; counts for {@code ddnet} alone
 * @param width channels of the first convolution
 * @param depth layers of a {@code stack}; counts for it alone
 * @param kind {@code conv}, {@code deconv} or {@code zigzag}; counts for {@code stack} alone
 * @param activation a name of {@link Nonlinearity}
 * @param slope slope below 0 of leaky ReLU
 * @param batchNorm whether batch norm comes before every activation of a (transposed) convolution,
 *     which then has no bias
 * @param dropout share of units zeroed in training, 0 for none
 * @param dropoutPlace {@code last} (before the output layer), {@code before-norm} or {@code
 *     after-norm} (in every activated layer, before or after where batch norm stands)
 * @param init a name of {@link WeightInit}
 */
public record NetworkConfig(
    String model,
    String head,
    int width,
    int depth,
    String kind,
    String activation,
    double slope,
    boolean batchNorm,
    double dropout,
    String dropoutPlace,
    String init) {

  public NetworkConfig {
    Networks.check(model);
    oneOf("head", head, "decoder", "bottleneck");
    oneOf("kind", kind, "conv", "deconv", "zigzag");
    oneOf("dropoutPlace", dropoutPlace, "last", "before-norm", "after-norm");
    inRange("width", width, 1, 4096);
    inRange("depth", depth, 1, 512);
    Nonlinearity.named(activation);
    WeightInit.named(init);
    if (!(slope >= 0 && slope < 1)) {
      throw new IllegalArgumentException("slope=%s must be in [0, 1)".formatted(slope));
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "dropout=%s must be in [0, 1): it is the share of units zeroed".formatted(dropout));
    }
  }

  /** The model with every option at its default: width 32, ReLU, right-fan He, nothing else. */
  public static NetworkConfig of(String model) {
    return new NetworkConfig(
        model, "decoder", 32, 8, "zigzag", "relu", 0.01, false, 0, "last", "he");
  }

  public NetworkConfig withHead(String value) {
    return new NetworkConfig(
        model,
        value,
        width,
        depth,
        kind,
        activation,
        slope,
        batchNorm,
        dropout,
        dropoutPlace,
        init);
  }

  public NetworkConfig withWidth(int value) {
    return new NetworkConfig(
        model, head, value, depth, kind, activation, slope, batchNorm, dropout, dropoutPlace, init);
  }

  /** A stack of {@code layers} layers of {@code value}: conv, deconv or zigzag. */
  public NetworkConfig withStack(int layers, String value) {
    return new NetworkConfig(
        model,
        head,
        width,
        layers,
        value,
        activation,
        slope,
        batchNorm,
        dropout,
        dropoutPlace,
        init);
  }

  public NetworkConfig withActivation(String value) {
    return new NetworkConfig(
        model, head, width, depth, kind, value, slope, batchNorm, dropout, dropoutPlace, init);
  }

  public NetworkConfig withSlope(double value) {
    return new NetworkConfig(
        model, head, width, depth, kind, activation, value, batchNorm, dropout, dropoutPlace, init);
  }

  public NetworkConfig withBatchNorm(boolean value) {
    return new NetworkConfig(
        model, head, width, depth, kind, activation, slope, value, dropout, dropoutPlace, init);
  }

  public NetworkConfig withDropout(double rate, String place) {
    return new NetworkConfig(
        model, head, width, depth, kind, activation, slope, batchNorm, rate, place, init);
  }

  public NetworkConfig withInit(String value) {
    return new NetworkConfig(
        model,
        head,
        width,
        depth,
        kind,
        activation,
        slope,
        batchNorm,
        dropout,
        dropoutPlace,
        value);
  }

  private static void oneOf(String name, String value, String... valid) {
    if (!Arrays.asList(valid).contains(value)) {
      throw new IllegalArgumentException(
          "%s=%s is unknown: use one of %s".formatted(name, value, String.join(", ", valid)));
    }
  }

  private static void inRange(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          "%s=%d must be in [%d, %d]".formatted(name, value, low, high));
    }
  }
}
