package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import deconvlab.data.AugmentConfig;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Copy;
import deconvlab.record.Json;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Configurations refuse what cannot be and survive JSON. */
class ConfigsTest {
  private static final TrainConfig CONFIG = TrainConfig.of(NetworkConfig.of("ddnet"), "made-up");

  @Test
  void optimizers() {
    refused(
        () -> OptimizerConfig.of("lion", 1e-3),
        "optimizer=lion is unknown: use one of sgd, adam, adamw, rmsprop");
    refused(() -> OptimizerConfig.of("sgd", 0), "learningRate=0.0 must be above 0 and finite");
    refused(() -> OptimizerConfig.of("sgd", Double.NaN), "learningRate=NaN must be above 0");
    refused(
        () -> OptimizerConfig.of("sgd", 1).withMomentum(1, false),
        "momentum=1.0 must be in [0, 1)");
    refused(() -> OptimizerConfig.of("adam", 1).withBetas(0.9, 1.5), "beta2=1.5 must be in [0, 1)");
    refused(
        () -> OptimizerConfig.of("sgd", 1).withMomentum(0, true),
        "nesterov=true needs momentum above 0, for instance 0.9; it is 0");
    refused(() -> OptimizerConfig.of("adam", 1).withEpsilon(0), "epsilon=0.0 must be above 0");
  }

  @Test
  void whatAnotherOptimizerOwns() {
    refused(
        () -> OptimizerConfig.of("adam", 1).withMomentum(0.9, false),
        "momentum=0.9 is SGD's alone: use optimizer=sgd or leave momentum out with adam");
    refused(
        () -> OptimizerConfig.of("sgd", 1).withWeightDecay(0.1),
        "weightDecay=0.1 is AdamW's decoupled decay: use optimizer=adamw, or l2");
    refused(() -> OptimizerConfig.of("rmsprop", 1).withAlpha(1), "alpha=1.0 must be in [0, 1)");
    refused(
        () -> OptimizerConfig.of("adamw", 1).withWeightDecay(-1),
        "weightDecay=-1.0 must be at least 0 and finite");
  }

  @Test
  void torchsDefaults() {
    assertThat(OptimizerConfig.of("adamw", 1).weightDecay()).isEqualTo(0.01);
    assertThat(OptimizerConfig.of("adam", 1).weightDecay()).isZero();
    assertThat(OptimizerConfig.of("rmsprop", 1).alpha()).isEqualTo(0.99);
  }

  @Test
  void clippingAndPenalties() {
    refused(() -> new ClipConfig("both", 1, 0), "clip=both is unknown: use one of none, norm,");
    refused(() -> ClipConfig.norm(0), "limit=0.0 must be above 0 with clip=norm");
    refused(() -> ClipConfig.value(-1), "limit=-1.0 must be at least 0 and finite");
    refused(() -> new ClipConfig("none", 1, 0), "limit=1.0 needs clip=norm or clip=value");
    refused(() -> ClipConfig.NONE.withWeights(-1), "weights=-1.0 must be at least 0");
    refused(() -> new PenaltyConfig(-1, 0), "l1=-1.0 must be at least 0 and finite");
    refused(() -> new PenaltyConfig(0, Double.NaN), "l2=NaN must be at least 0 and finite");
  }

  @Test
  void losses() {
    refused(
        () -> TrainConfig.of(NetworkConfig.of("cnn"), "d").withLoss(new LossConfig(0, 0, 0)),
        "loss.mse=0 and crossEntropy must not both be 0");
    refused(() -> new LossConfig(-1, 2, 0), "crossEntropy=-1.0 must be at least 0 and finite");
    refused(() -> new LossConfig(1, Double.NaN, 0), "mse=NaN must be at least 0 and finite");
    assertThat(new LossConfig(0, 1, 0).mse()).isEqualTo(1);
    refused(() -> new LossConfig(1, 0, 1), "labelSmoothing=1.0 must be in [0, 1)");
    refused(() -> new LossConfig(0, 1, 0.1), "labelSmoothing=0.1 needs crossEntropy above 0");
  }

  @Test
  void training() {
    refused(() -> CONFIG.withEpochs(0), "epochs=0 must be at least 1");
    refused(() -> CONFIG.withClip(null), "clip=null is missing");
    refused(() -> CONFIG.withMaxSteps(-1), "maxSteps=-1 must be at least 0");
    refused(() -> CONFIG.withValidation(-1), "validation=-1 must be at least 0");
    refused(
        () -> CONFIG.withFraction(1.5), "fraction=1.5 must be in (0, 1]: 0.1 trains on a tenth");
    refused(() -> new RunOptions(Device.cpu(), 1, 0, true), "logEvery=0 must be at least 1");
    refused(
        () -> Copy.with(CONFIG, "network", NetworkConfig.of("bench")),
        "model=bench is unknown: use one of s1, s2, ddnet");
  }

  @Test
  void threads() {
    int most = 8 * Runtime.getRuntime().availableProcessors();
    for (int threads : new int[] {0, most + 1, 1000}) {
      refused(
          () -> new RunOptions(Device.cpu(), threads, 1, true),
          "threads="
              + threads
              + " must be in [1, "
              + most
              + "], 8 for each of this machine's cores");
    }
    assertThat(new RunOptions(Device.cpu(), most, 1, true).threads()).isEqualTo(most);
  }

  /** What is finite in 64 bits and not in 32 was a trace from the library. */
  @Test
  void numbersThatOverflowTheDevice() {
    String finite = " and finite in 32 bits: between 1.4e-45 and 3.4e38";
    refused(() -> new PenaltyConfig(1e308, 0), "l1=1.0E308 must be at least 0" + finite);
    refused(() -> new PenaltyConfig(0, 1e39), "l2=1.0E39 must be at least 0" + finite);
    refused(() -> ClipConfig.norm(1e308), "limit=1.0E308 must be at least 0" + finite);
    refused(() -> ClipConfig.NONE.withWeights(1e308), "weights=1.0E308 must be at least 0");
    refused(
        () -> OptimizerConfig.of("sgd", 1e308), "learningRate=1.0E308 must be above 0" + finite);
    refused(
        () -> OptimizerConfig.of("sgd", 1e-60), "learningRate=1.0E-60 must be above 0" + finite);
    refused(() -> new LossConfig(1e308, 0, 0), "crossEntropy=1.0E308 must be at least 0" + finite);
    refused(() -> ScheduleConfig.cosine(1e308), "end=1.0E308 must be at least 0" + finite);
    assertThat(OptimizerConfig.of("sgd", 1e30).learningRate()).isEqualTo(1e30);
  }

  @Test
  void augmentationAndImbalance() {
    refused(
        () -> CONFIG.withAugment(true).withAugmentation(AugmentConfig.NONE.withCrop(2)),
        "augment=true is augmentation.flip=true and crop=4: leave those out, or augment=false");
    assertThat(CONFIG.withAugment(true).augments()).isEqualTo(AugmentConfig.USUAL);
    assertThat(
            CONFIG.withAugmentation(new AugmentConfig(false, 0, 0, 8)).withAugment(true).augments())
        .isEqualTo(new AugmentConfig(true, 4, 0, 8));
    refused(() -> AugmentConfig.NONE.withCrop(33), "crop=33 must be in [0, 32]");
    refused(() -> new AugmentConfig(false, 0, -1, 0), "rotate=-1.0 must be in [0, 180] degrees");
    refused(() -> new AugmentConfig(false, 0, 0, -1), "cutout=-1 must be in [0, 32]");
    refused(() -> new ImbalanceConfig(0.5, "none"), "ratio=0.5 must be in [1, 10000]");
    refused(() -> new ImbalanceConfig(2, "smote"), "remedy=smote is unknown: use one of none,");
    refused(
        () ->
            CONFIG
                .withLoss(new LossConfig(0, 1, 0))
                .withImbalance(new ImbalanceConfig(2, "weight")),
        "imbalance.remedy=weight needs loss.crossEntropy above 0");
  }

  /** Six images, three classes of which one has none: n/(K·n_c). */
  @Test
  void weightsGoAsOneOverTheImages() {
    byte[] labels = {0, 2, 0, 0, 0, 2, 1};
    assertThat(ImbalanceConfig.weights(new int[] {0, 1, 2, 3, 4, 5}, labels, 3))
        .containsExactly(0.5f, 0f, 1f);
  }

  /** 100,000,000 epochs of 9 batches overflowed to no step at all. */
  @Test
  void countsOfSteps() {
    TrainConfig many = CONFIG.withEpochs(Integer.MAX_VALUE);
    assertThat(many.withMaxSteps(5).steps(9)).isEqualTo(5);
    assertThat(CONFIG.withEpochs(100_000_000).withMaxSteps(5).steps(1 << 30)).isEqualTo(5);
    assertThat(CONFIG.withEpochs(100_000).withMaxSteps(0).steps(469)).isEqualTo(46_900_000);
    refused(
        () -> many.withMaxSteps(0).steps(9),
        "epochs=2147483647 makes 19,327,352,823 steps, which must be at most 2,147,483,647");
  }

  @Test
  void throughJsonAndBack() throws IOException {
    TrainConfig config =
        CONFIG
            .withOptimizer(OptimizerConfig.of("sgd", 1.0 / 3).withMomentum(0.9, true))
            .withLoss(new LossConfig(0.1, 2, 0.2))
            .withClip(ClipConfig.norm(2).withWeights(0.5))
            .withPenalty(new PenaltyConfig(1e-4, 1e-3))
            .withSchedule(ScheduleConfig.step(9, 0.5).withWarmup(4))
            .withFraction(0.5)
            .withAugmentation(new AugmentConfig(true, 2, 15, 8))
            .withImbalance(new ImbalanceConfig(50, "resample"))
            .withDropLast(true)
            .withBatch(32)
            .withEpochs(7)
            .withMaxSteps(3)
            .withValidation(11);
    TrainConfig back = Json.read(Json.write(config), TrainConfig.class);
    assertThat(back).isEqualTo(config);
    assertThat(back.withEpochs(8)).isNotEqualTo(config);
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
