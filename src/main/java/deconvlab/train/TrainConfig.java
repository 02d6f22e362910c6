package deconvlab.train;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import deconvlab.model.NetworkConfig;

/**
 * Everything that, with a seed, determines a run.
 *
 * @param network which network
 * @param optimizer which optimizer and rate
 * @param loss what is minimised
 * @param data name of the data set, for instance {@code cifar10-mini}
 * @param fraction stratified share of the training images that is used, in (0, 1]
 * @param validation images drawn from the training pool to validate on, 0 for none
 * @param augment whether batches are randomly cropped and flipped
 * @param batch images a step
 * @param epochs passes over the training images
 * @param maxSteps steps after which the run ends even so, 0 for no limit
 */
public record TrainConfig(
    NetworkConfig network,
    OptimizerConfig optimizer,
    LossConfig loss,
    String data,
    double fraction,
    int validation,
    boolean augment,
    int batch,
    int epochs,
    int maxSteps) {

  public TrainConfig {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "fraction=%s must be in (0, 1]: 0.1 trains on a tenth".formatted(fraction));
    }
    least("validation", validation, 0);
    least("batch", batch, 1);
    least("epochs", epochs, 1);
    least("maxSteps", maxSteps, 0);
  }

  /** Classification with Adam at 1e-3, batch 128, 5,000 validation images, three epochs. */
  public static TrainConfig of(NetworkConfig network, String data) {
    return new TrainConfig(
        network,
        OptimizerConfig.of("adam", 1e-3),
        LossConfig.CLASSIFY,
        data,
        1,
        5000,
        false,
        128,
        3,
        0);
  }

  public TrainConfig withEpochs(int value) {
    return new TrainConfig(
        network, optimizer, loss, data, fraction, validation, augment, batch, value, maxSteps);
  }

  public TrainConfig withMaxSteps(int value) {
    return new TrainConfig(
        network, optimizer, loss, data, fraction, validation, augment, batch, epochs, value);
  }

  public TrainConfig withFraction(double value) {
    return new TrainConfig(
        network, optimizer, loss, data, value, validation, augment, batch, epochs, maxSteps);
  }

  public TrainConfig withValidation(int value) {
    return new TrainConfig(
        network, optimizer, loss, data, fraction, value, augment, batch, epochs, maxSteps);
  }

  public TrainConfig withOptimizer(OptimizerConfig value) {
    return new TrainConfig(
        network, value, loss, data, fraction, validation, augment, batch, epochs, maxSteps);
  }

  public TrainConfig withLoss(LossConfig value) {
    return new TrainConfig(
        network, optimizer, value, data, fraction, validation, augment, batch, epochs, maxSteps);
  }

  /** As it stands in a run record. */
  public JsonObject toJson() {
    return new Gson().toJsonTree(this).getAsJsonObject();
  }

  private static void least(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException("%s=%d must be at least %d".formatted(name, value, least));
    }
  }
}
