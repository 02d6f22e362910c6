package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import deconvlab.model.NetworkConfig;
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
    String message = "crossEntropy=%s and mse=%s must be at least 0, finite, and not both 0";
    refused(() -> LossConfig.of(0, 0), message.formatted("0.0", "0.0"));
    refused(() -> LossConfig.of(-1, 2), message.formatted("-1.0", "2.0"));
    refused(() -> LossConfig.of(1, Double.NaN), message.formatted("1.0", "NaN"));
    assertThat(LossConfig.of(0, 1).mse()).isEqualTo(1);
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
    refused(
        () -> new RunOptions(Device.cpu(), 0, 1, true),
        "threads=0 and logEvery=1 must be at least");
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
            .withAugment(true)
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
