package deconvlab.model;

import deconvlab.nn.Nonlinearity;
import deconvlab.nn.WeightInit;
import deconvlab.record.Copy;
import deconvlab.record.Defaulted;
import deconvlab.text.Checks;
import java.util.List;

/**
 * Which network to build.
 *
 * @param model a name of {@link Networks#names()}
 * @param head {@code decoder} or {@code bottleneck}; counts for {@code ddnet} alone
 * @param width channels of the first convolution
 * @param depth layers of a {@code stack}, blocks of {@code s1}, encoder blocks (a convolution and a
 *     pooling) of {@code s4} and {@code cnn}, layers in the middle of a {@code restorer} or {@code
 *     plain}; counts for these alone
 * @param kind {@code conv}, {@code deconv} or {@code zigzag}; counts for {@code stack} alone
 * @param kernel taps on each axis of the layers of an {@code upsampler} or of a {@code stack} of
 *     conv or deconv: 3, 5 or 7; of the last layer of a {@code restorer} and of the decoder of an
 *     {@code autoencoder}, {@code vae} or {@code generator}, also 4; 3 for every other network
 * @param twin {@code none}; {@code conv}: each transposed convolution replaced by nearest
 *     upsampling, where it upsamples, and a convolution k3 p1 in its place; {@code matched}: that
 *     twin with the width at which it has the original's number of parameters, within 2 %; {@code
 *     sub-pixel}: by a convolution k3 p1 to s² times its channels, which become pixels (Shi et al.
 *     2016); {@code separable}: by a 1×1 convolution and a depthwise one; {@code low-rank-N} (N 2,
 *     4 or 8): by a 1×1 convolution to an N-th of the channels and the same transposed one on
 *     those; a network without transposed convolutions is its own twin
 * @param activation a name of {@link Nonlinearity}
 * @param slope slope below 0 of leaky ReLU
 * @param gain factor on the initial weights of activated layers, 0 for the activation's own; {@code
 *     normal} weights have none
 * @param batchNorm whether batch norm comes before every activation of a (transposed) convolution,
 *     which then has no bias
 * @param dropout share of units zeroed in training, 0 for none
 * @param dropoutPlace {@code last} (before the output layer), {@code before-norm} or {@code
 *     after-norm} (in every activated layer, before or after where batch norm stands)
 * @param init a name of {@link WeightInit}
 * @param initScale factor on all initial weights, 1 for none; 3 makes a sick network
 * @param picture {@code direct}: what the trunk ends in; {@code residual}: the input plus that
 * @param filters of each convolution and transposed convolution in order, such as {@code 24,51,7},
 *     as {@link Channels} leaves them; {@code own} for the model's
 * @param latent numbers of the code of an {@code autoencoder}, {@code vae} or {@code generator};
 *     counts for these alone
 */
public record NetworkConfig(
    String model,
    String head,
    int width,
    int depth,
    String kind,
    int kernel,
    String twin,
    String activation,
    double slope,
    double gain,
    boolean batchNorm,
    double dropout,
    String dropoutPlace,
    String init,
    double initScale,
    @Defaulted String picture,
    @Defaulted String filters,
    @Defaulted int latent) {

  static final int KERNEL = 3;
  static final int MAX_WIDTH = 4096;
  private static final String LOW_RANK = "low-rank-";
  private static final List<String> TWINS =
      List.of(
          "none",
          "conv",
          "matched",
          "sub-pixel",
          "separable",
          LOW_RANK + 2,
          LOW_RANK + 4,
          LOW_RANK + 8);
  private static final String OWN = "own";
  private static final int LATENT = 64;
  private static final int MAX_LATENT = 4096;
  private static final List<String> DECODERS = List.of("autoencoder", "vae", "generator");

  public NetworkConfig {
    Networks.Depth depths = Networks.depth(model);
    Checks.oneOf("head", head, List.of("decoder", "bottleneck"));
    Checks.oneOf("kind", kind, List.of("conv", "deconv", "zigzag"));
    Checks.oneOf("twin", twin, TWINS);
    filters = filters == null ? OWN : filters;
    Checks.that(
        filters.matches(OWN + "|[1-9]\\d{0,3}(,[1-9]\\d{0,3})*"),
        "filters='%s' must be numbers of 1 to 9999 with commas between, or own",
        filters);
    // 0 is what a record from before has.
    latent = latent == 0 ? LATENT : latent;
    Checks.within("latent", latent, 1, MAX_LATENT);
    Checks.oneOf("dropoutPlace", dropoutPlace, List.of("last", "before-norm", "after-norm"));
    Checks.within("width", width, 1, MAX_WIDTH);
    Checks.within("depth", depth, depths.least(), depths.most());
    kernel(model, kernel);
    Nonlinearity.named(activation);
    WeightInit.named(init);
    picture = picture == null ? "direct" : picture;
    Checks.oneOf("picture", picture, List.of("direct", "residual"));
    Checks.share("slope", slope);
    Checks.that(
        gain >= 0 && gain <= 100, "gain=%s must be in [0, 100], 0 for the activation's", gain);
    Checks.that(
        initScale > 0 && initScale <= 1e6, "initScale=%s must be in (0, 1000000]", initScale);
    Checks.that(
        dropout >= 0 && dropout < 1,
        "dropout=%s must be in [0, 1): it is the share of units zeroed",
        dropout);
  }

  /**
   * The model with every option at its default: width 32, ReLU, right-fan He, kernel 3; 2 blocks
   * ({@code s1}), 3 encoder blocks ({@code s4}, {@code cnn}) or 8 layers ({@code stack}). Batch
   * norm is off, except in {@code s1} and {@code vgg}, which have it by definition. Decoders of a
   * code have kernel 4.
   */
  public static NetworkConfig of(String model) {
    int depth = Networks.depth(model).standard();
    boolean norm = List.of("s1", "vgg").contains(model);
    int kernel = DECODERS.contains(model) ? 4 : KERNEL;
    return new NetworkConfig(
        model, "decoder", 32, depth, "zigzag", kernel, "none", "relu", 0.01, 0, norm, 0, "last",
        "he", 1, "direct", OWN, LATENT);
  }

  public NetworkConfig withHead(String value) {
    return Copy.with(this, "head", value);
  }

  public NetworkConfig withWidth(int value) {
    return Copy.with(this, "width", value);
  }

  public NetworkConfig withDepth(int value) {
    return Copy.with(this, "depth", value);
  }

  public NetworkConfig withKind(String value) {
    return Copy.with(this, "kind", value);
  }

  /** A stack of {@code layers} layers of {@code value}: conv, deconv or zigzag. */
  public NetworkConfig withStack(int layers, String value) {
    return withDepth(layers).withKind(value);
  }

  public NetworkConfig withKernel(int value) {
    return Copy.with(this, "kernel", value);
  }

  public NetworkConfig withTwin(String value) {
    return Copy.with(this, "twin", value);
  }

  public NetworkConfig withActivation(String value) {
    return Copy.with(this, "activation", value);
  }

  public NetworkConfig withSlope(double value) {
    return Copy.with(this, "slope", value);
  }

  public NetworkConfig withGain(double value) {
    return Copy.with(this, "gain", value);
  }

  public NetworkConfig withBatchNorm(boolean value) {
    return Copy.with(this, "batchNorm", value);
  }

  public NetworkConfig withDropout(double rate, String place) {
    return withDropout(rate).withDropoutPlace(place);
  }

  public NetworkConfig withDropout(double rate) {
    return Copy.with(this, "dropout", rate);
  }

  public NetworkConfig withDropoutPlace(String value) {
    return Copy.with(this, "dropoutPlace", value);
  }

  public NetworkConfig withInit(String value) {
    return Copy.with(this, "init", value);
  }

  public NetworkConfig withInitScale(double value) {
    return Copy.with(this, "initScale", value);
  }

  public NetworkConfig withPicture(String value) {
    return Copy.with(this, "picture", value);
  }

  public NetworkConfig withFilters(String value) {
    return Copy.with(this, "filters", value);
  }

  public NetworkConfig withLatent(int value) {
    return Copy.with(this, "latent", value);
  }

  /** Whether its layers are as wide as the model has them. */
  boolean ownFilters() {
    return filters.equals(OWN);
  }

  /** N of a twin of rank 1/N. */
  int rankDivisor() {
    return Integer.parseInt(twin.substring(LOW_RANK.length()));
  }

  /** Whether its kernel belongs to layers of stride 2, where an even one keeps sizes. */
  private static boolean halves(String model) {
    return model.equals("restorer") || DECODERS.contains(model);
  }

  private static void kernel(String model, int kernel) {
    Checks.that(
        kernel == 3 || kernel == 5 || kernel == 7 || (kernel == 4 && halves(model)),
        "kernel=%s must be %s",
        kernel,
        halves(model) ? "3, 4, 5 or 7" : "3, 5 or 7: odd, so that padding (k-1)/2 keeps the size");
    if (kernel != KERNEL && !Networks.counts(model, "kernel")) {
      throw Checks.refusal(
          "kernel=%d must be 3 for model=%s: it counts for %s alone",
          kernel, model, String.join(", ", Networks.modelsWith("kernel")));
    }
  }
}
