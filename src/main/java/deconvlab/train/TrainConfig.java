package deconvlab.train;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import deconvlab.model.NetworkConfig;
import java.util.function.Consumer;

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
 * @param augment whether batches are randomly cropped and flipped
 * @param dropLast whether a last batch that is not full is left out
 * @param batch images a step
 * @param epochs passes over the training images
 * @param maxSteps steps after which the run ends even so, 0 for no limit
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
    int maxSteps) {

  public TrainConfig {
    Checks.require(
        fraction > 0 && fraction <= 1,
        "fraction",
        fraction,
        "must be in (0, 1]: 0.1 trains on a tenth");
    Checks.present("network", network);
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
  }

  /** Classification with Adam at 1e-3, batch 128, 5,000 validation images, three epochs. */
  public static TrainConfig of(NetworkConfig network, String data) {
    Draft draft = new Draft();
    draft.network = network;
    draft.data = data;
    return draft.made();
  }

  public TrainConfig withNetwork(NetworkConfig value) {
    return edit(d -> d.network = value);
  }

  public TrainConfig withOptimizer(OptimizerConfig value) {
    return edit(d -> d.optimizer = value);
  }

  public TrainConfig withClip(ClipConfig value) {
    return edit(d -> d.clip = value);
  }

  public TrainConfig withPenalty(PenaltyConfig value) {
    return edit(d -> d.penalty = value);
  }

  public TrainConfig withSchedule(ScheduleConfig value) {
    return edit(d -> d.schedule = value);
  }

  public TrainConfig withLoss(LossConfig value) {
    return edit(d -> d.loss = value);
  }

  public TrainConfig withData(String value) {
    return edit(d -> d.data = value);
  }

  public TrainConfig withFraction(double value) {
    return edit(d -> d.fraction = value);
  }

  public TrainConfig withValidation(int value) {
    return edit(d -> d.validation = value);
  }

  public TrainConfig withNormalize(boolean value) {
    return edit(d -> d.normalize = value);
  }

  public TrainConfig withAugment(boolean value) {
    return edit(d -> d.augment = value);
  }

  public TrainConfig withDropLast(boolean value) {
    return edit(d -> d.dropLast = value);
  }

  public TrainConfig withBatch(int value) {
    return edit(d -> d.batch = value);
  }

  public TrainConfig withEpochs(int value) {
    return edit(d -> d.epochs = value);
  }

  public TrainConfig withMaxSteps(int value) {
    return edit(d -> d.maxSteps = value);
  }

  /** What each of its steps does. */
  public StepRule stepRule() {
    return new StepRule(loss, penalty, clip, optimizer);
  }

  /** As it stands in a run record. */
  public JsonObject toJson() {
    return new Gson().toJsonTree(this).getAsJsonObject();
  }

  private TrainConfig edit(Consumer<Draft> change) {
    Draft draft = new Draft();
    draft.network = network;
    draft.optimizer = optimizer;
    draft.clip = clip;
    draft.penalty = penalty;
    draft.schedule = schedule;
    draft.loss = loss;
    draft.data = data;
    draft.fraction = fraction;
    draft.validation = validation;
    draft.normalize = normalize;
    draft.augment = augment;
    draft.dropLast = dropLast;
    draft.batch = batch;
    draft.epochs = epochs;
    draft.maxSteps = maxSteps;
    change.accept(draft);
    return draft.made();
  }

  /** A configuration on its way, at its defaults. */
  private static final class Draft {
    private NetworkConfig network;
    private OptimizerConfig optimizer = OptimizerConfig.of("adam", 1e-3);
    private ClipConfig clip = ClipConfig.NONE;
    private PenaltyConfig penalty = PenaltyConfig.NONE;
    private ScheduleConfig schedule = ScheduleConfig.CONSTANT;
    private LossConfig loss = LossConfig.CLASSIFY;
    private String data;
    private double fraction = 1;
    private int validation = 5000;
    private boolean normalize = true;
    private boolean augment;
    private boolean dropLast;
    private int batch = 128;
    private int epochs = 3;
    private int maxSteps;

    private TrainConfig made() {
      return new TrainConfig(
          network,
          optimizer,
          clip,
          penalty,
          schedule,
          loss,
          data,
          fraction,
          validation,
          normalize,
          augment,
          dropLast,
          batch,
          epochs,
          maxSteps);
    }
  }
}
