package deconvlab.train;

import deconvlab.data.AugmentConfig;
import deconvlab.data.DegradeConfig;
import deconvlab.model.Channels;
import deconvlab.model.Network;
import deconvlab.model.NetworkConfig;
import deconvlab.model.Networks;
import deconvlab.nn.MemoryFormat;
import deconvlab.nn.Precision;
import deconvlab.record.Copy;
import deconvlab.record.Defaulted;
import deconvlab.record.Json;
import deconvlab.text.Checks;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything that, with a seed, determines a run.
 *
 * @param network which network
 * @param optimizer which optimizer and rate
 * @param clip what is clipped
 * @param penalty what large weights cost
 * @param schedule how the rate goes over the steps
 * @param loss what is minimised
 * @param data name of the data set, for instance {@code cifar10-mini}
 * @param fraction stratified share of the training images that is used, in (0, 1]
 * @param validation images drawn from the training pool to validate on, 0 for none
 * @param normalize whether images are brought to mean 0 and standard deviation 1 of the training
 *     images in each channel; pixels stay in [0, 1] without
 * @param augment short for {@link AugmentConfig#USUAL} on top of {@code augmentation}: old records
 *     and keys have it
 * @param dropLast whether a last batch that is not full is left out
 * @param batch images a step
 * @param epochs passes over the training images
 * @param maxSteps steps after which the run ends even so, 0 for no limit
 * @param memoryFormat how weights lie in memory, see {@link MemoryFormat}; records without it are
 *     contiguous
 * @param precision what (transposed) convolutions compute in, training and scoring, see {@link
 *     Precision}; records without it are float32
 * @param augmentation what is done at random to training images; see {@link #augments}
 * @param imbalance how unequal the classes are in training, and what is done about it
 * @param degrade what is lost of every image, in training and scoring; pictures are held against
 *     the clean ones
 * @param shrink how the network is made smaller on the way
 * @param adversary a second player, whose judgement is minimised beside {@code loss}
 */
public record TrainConfig(
    NetworkConfig network,
    OptimizerConfig optimizer,
    ClipConfig clip,
    PenaltyConfig penalty,
    ScheduleConfig schedule,
    LossConfig loss,
    String data,
    double fraction,
    int validation,
    boolean normalize,
    boolean augment,
    boolean dropLast,
    int batch,
    int epochs,
    int maxSteps,
    @Defaulted String memoryFormat,
    @Defaulted String precision,
    @Defaulted AugmentConfig augmentation,
    @Defaulted ImbalanceConfig imbalance,
    @Defaulted DegradeConfig degrade,
    @Defaulted ShrinkConfig shrink,
    @Defaulted AdversaryConfig adversary) {

  public TrainConfig {
    Checks.that(
        fraction > 0 && fraction <= 1,
        "fraction=%s must be in (0, 1]: 0.1 trains on a tenth",
        fraction);
    Checks.present("network", network);
    Checks.oneOf("model", network.model(), Networks.names());
    Checks.present("optimizer", optimizer);
    Checks.present("clip", clip);
    Checks.present("penalty", penalty);
    Checks.present("schedule", schedule);
    Checks.present("loss", loss);
    Checks.present("data", data);
    Checks.least("validation", validation, 0);
    Checks.least("batch", batch, 1);
    Checks.least("epochs", epochs, 1);
    Checks.least("maxSteps", maxSteps, 0);
    memoryFormat = memoryFormat == null ? "contiguous" : memoryFormat;
    MemoryFormat.named(memoryFormat);
    precision = precision == null ? "float32" : precision;
    Precision.named(precision);
    augmentation = augmentation == null ? AugmentConfig.NONE : augmentation;
    Checks.that(
        !augment || (!augmentation.flip() && augmentation.crop() == 0),
        "augment=true is augmentation.flip=true and crop=4: leave those out, or augment=false");
    imbalance = imbalance == null ? ImbalanceConfig.NONE : imbalance;
    Checks.that(
        !imbalance.weighs() || loss.crossEntropy() > 0,
        "imbalance.remedy=weight needs loss.crossEntropy above 0: it weighs that loss alone");
    degrade = degrade == null ? DegradeConfig.NONE : degrade;
    shrink = shrink == null ? ShrinkConfig.NONE : shrink;
    if (shrink.channels()) {
      Channels.check(network);
    }
    adversary = adversary == null ? AdversaryConfig.NONE : adversary;
    Checks.that(
        loss.crossEntropy() + loss.mse() > 0 || adversary.plays(),
        "loss.mse=0 and crossEntropy must not both be 0, unless adversary.game says what to minimise");
    Checks.that(
        !degrade.is(DegradeConfig.LATENT)
            && (degrade.is("none") || !network.model().equals("generator")),
        "degrade.kind=%s does not go with model=%s: latent is what a generator sees by itself",
        degrade.kind(),
        network.model());
  }

  /**
   * Classification with Adam at 1e-3, batch 128, 5,000 validation images, three epochs, channels
   * last: with max pooling a step takes two thirds of the time.
   */
  public static TrainConfig of(NetworkConfig network, String data) {
    return new TrainConfig(
        network,
        OptimizerConfig.of("adam", 1e-3),
        ClipConfig.NONE,
        PenaltyConfig.NONE,
        ScheduleConfig.CONSTANT,
        LossConfig.CLASSIFY,
        data,
        1,
        5000,
        true,
        false,
        false,
        128,
        3,
        0,
        "channels-last",
        "float32",
        AugmentConfig.NONE,
        ImbalanceConfig.NONE,
        DegradeConfig.NONE,
        ShrinkConfig.NONE,
        AdversaryConfig.NONE);
  }

  public TrainConfig withOptimizer(OptimizerConfig value) {
    return Copy.with(this, "optimizer", value);
  }

  public TrainConfig withClip(ClipConfig value) {
    return Copy.with(this, "clip", value);
  }

  public TrainConfig withPenalty(PenaltyConfig value) {
    return Copy.with(this, "penalty", value);
  }

  public TrainConfig withSchedule(ScheduleConfig value) {
    return Copy.with(this, "schedule", value);
  }

  public TrainConfig withLoss(LossConfig value) {
    return Copy.with(this, "loss", value);
  }

  public TrainConfig withFraction(double value) {
    return Copy.with(this, "fraction", value);
  }

  public TrainConfig withValidation(int value) {
    return Copy.with(this, "validation", value);
  }

  public TrainConfig withAugment(boolean value) {
    return Copy.with(this, "augment", value);
  }

  public TrainConfig withDropLast(boolean value) {
    return Copy.with(this, "dropLast", value);
  }

  public TrainConfig withBatch(int value) {
    return Copy.with(this, "batch", value);
  }

  public TrainConfig withEpochs(int value) {
    return Copy.with(this, "epochs", value);
  }

  public TrainConfig withMaxSteps(int value) {
    return Copy.with(this, "maxSteps", value);
  }

  public TrainConfig withMemoryFormat(String value) {
    return Copy.with(this, "memoryFormat", value);
  }

  public TrainConfig withPrecision(String value) {
    return Copy.with(this, "precision", value);
  }

  public TrainConfig withAugmentation(AugmentConfig value) {
    return Copy.with(this, "augmentation", value);
  }

  public TrainConfig withImbalance(ImbalanceConfig value) {
    return Copy.with(this, "imbalance", value);
  }

  public TrainConfig withDegrade(DegradeConfig value) {
    return Copy.with(this, "degrade", value);
  }

  public TrainConfig withShrink(ShrinkConfig value) {
    return Copy.with(this, "shrink", value);
  }

  public TrainConfig withAdversary(AdversaryConfig value) {
    return Copy.with(this, "adversary", value);
  }

  /** What is lost of every image: all of it where a generator makes pictures. */
  DegradeConfig loses() {
    return network.model().equals("generator")
        ? new DegradeConfig(DegradeConfig.LATENT, network.latent())
        : degrade;
  }

  /** The network that is left in the end: fewer filters where whole ones go. */
  public NetworkConfig left() {
    return shrink.channels() ? Channels.without(network, shrink.share()) : network;
  }

  /** All that is done at random to training images: {@code augmentation} and {@code augment}. */
  public AugmentConfig augments() {
    AugmentConfig usual = AugmentConfig.USUAL;
    return augment ? augmentation.withFlip(usual.flip()).withCrop(usual.crop()) : augmentation;
  }

  /** Steps of a run with so many batches an epoch. */
  int steps(int batches) {
    long all = (long) batches * epochs;
    long steps = maxSteps == 0 ? all : Math.min(all, maxSteps);
    Checks.that(
        steps <= Integer.MAX_VALUE,
        "epochs=%d makes %,d steps, which must be at most %,d: use fewer epochs or maxSteps",
        epochs,
        steps,
        Integer.MAX_VALUE);
    return (int) steps;
  }

  /** Refuses a loss that the network has no output for. */
  public void check() {
    loss.check(Network.of(network, 0));
  }

  /** What each of its steps does. */
  public StepRule stepRule() {
    return new StepRule(loss, penalty, clip, optimizer);
  }

  /** As it stands in a run record. */
  public ObjectNode toJson() {
    return Json.tree(this);
  }
}
