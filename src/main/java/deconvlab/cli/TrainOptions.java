package deconvlab.cli;

import deconvlab.model.NetworkConfig;
import deconvlab.text.Checks;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How to train a network. */
final class TrainOptions {
  @Option(
      names = "--data",
      description = "required: cifar10-mini, cifar10, a folder of it, or folder:PATH of photos")
  String data;

  @Option(names = "--epochs", defaultValue = "3", description = "default: ${DEFAULT-VALUE}")
  int epochs;

  @Option(names = "--max-steps", defaultValue = "0", description = "0 (default): no limit")
  int maxSteps;

  @Option(names = "--batch", defaultValue = "128", description = "default: ${DEFAULT-VALUE}")
  int batch;

  @Option(names = "--drop-last", description = "leave out a last batch that is not full")
  boolean dropLast;

  @Option(
      names = "--precision",
      defaultValue = "float32",
      description = "what convolutions compute in: float32 (default) or bf16")
  String precision;

  @Option(names = "--augment", description = "random crops and flips")
  boolean augment;

  @Option(
      names = "--fraction",
      defaultValue = "1",
      description = "stratified share of the training images used (default: 1)")
  double fraction;

  @Option(
      names = "--validation",
      defaultValue = "5000",
      description = "images drawn from the training pool to validate on (default: 5000)")
  int validation;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "set a field of the configuration last, for instance optimizer.epsilon=1e-6")
  String[] settings = {};

  @ArgGroup(validate = false, order = 1, heading = "%nOptimizer:%n")
  private OptimizerOptions optimizer = new OptimizerOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nLearning rate over the steps:%n")
  private ScheduleOptions schedule = new ScheduleOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nClipping and penalties:%n")
  private RemedyOptions remedies = new RemedyOptions();

  @ArgGroup(validate = false, order = 4, heading = "%nLoss:%n")
  private LossOptions loss = new LossOptions();

  /**
   * The configuration.
   *
   * @throws IllegalArgumentException naming an option and what would be right
   */
  TrainConfig config(NetworkConfig network) {
    Checks.that(data != null, "Missing required option: '--data'");
    TrainConfig config =
        TrainConfig.of(network, data)
            .withOptimizer(optimizer.config())
            .withSchedule(schedule.config())
            .withClip(remedies.clip())
            .withPenalty(remedies.penalty())
            .withLoss(loss.config(network))
            .withFraction(fraction)
            .withValidation(validation)
            .withAugment(augment)
            .withDropLast(dropLast)
            .withBatch(batch)
            .withEpochs(epochs)
            .withMaxSteps(maxSteps)
            .withPrecision(precision);
    return Patch.on(config, Patch.parse(settings));
  }
}
