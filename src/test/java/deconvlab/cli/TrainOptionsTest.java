package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.model.NetworkConfig;
import deconvlab.train.ClipConfig;
import deconvlab.train.LossConfig;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.PenaltyConfig;
import deconvlab.train.ScheduleConfig;
import deconvlab.train.TrainConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the flags of {@code train} mean. */
class TrainOptionsTest {
  private static final NetworkConfig NETWORK = NetworkConfig.of("cnn");

  @Command(name = "any")
  private static final class Any {
    @Mixin private TrainOptions options;
  }

  private static TrainConfig config(String flags) {
    Any any = new Any();
    new CommandLine(any).parseArgs(("--data d " + flags).strip().split(" "));
    return any.options.config(NETWORK);
  }

  @Test
  void noFlagIsTheDefault() {
    assertThat(config("")).isEqualTo(TrainConfig.of(NETWORK, "d"));
  }

  @Test
  void aNetworkThatOnlyPaintsIsTrainedOnItsPicture() {
    Any any = new Any();
    new CommandLine(any).parseArgs("--data", "d");
    assertThat(any.options.config(NetworkConfig.of("s1")).loss())
        .isEqualTo(new LossConfig(0, 1, 0));
    assertThat(any.options.config(NetworkConfig.of("ddnet")).loss()).isEqualTo(LossConfig.CLASSIFY);
    assertThat(config("--mse 0.5").loss()).isEqualTo(new LossConfig(1, 0.5, 0));
  }

  @Test
  void everyFlagCounts() {
    TrainConfig expected =
        TrainConfig.of(NETWORK, "d")
            .withOptimizer(OptimizerConfig.of("sgd", 0.1).withMomentum(0.9, true))
            .withSchedule(ScheduleConfig.step(40, 0.5).withWarmup(7))
            .withClip(ClipConfig.norm(2).withWeights(0.3))
            .withPenalty(new PenaltyConfig(1e-4, 1e-3))
            .withLoss(new LossConfig(0.5, 0, 0.1))
            .withFraction(0.25)
            .withValidation(9)
            .withPrecision("bf16")
            .withAugment(true)
            .withDropLast(true)
            .withBatch(16)
            .withEpochs(2)
            .withMaxSteps(11);
    assertThat(
            config(
                "--optimizer sgd --lr 0.1 --momentum 0.9 --nesterov --schedule step"
                    + " --schedule-every 40 --schedule-factor 0.5 --warmup 7 --clip-norm 2"
                    + " --clip-weights 0.3 --l1 1e-4 --l2 1e-3 --cross-entropy 0.5"
                    + " --label-smoothing 0.1 --fraction 0.25 --validation 9 --precision bf16 --augment"
                    + " --drop-last --batch 16 --epochs 2 --max-steps 11"))
        .isEqualTo(expected);
  }

  @Test
  void settingsComeLast() {
    assertThat(config("--set batch=7 --batch 9 --set optimizer.name=sgd --set batch=8"))
        .isEqualTo(
            TrainConfig.of(NETWORK, "d")
                .withOptimizer(OptimizerConfig.of("sgd", 1e-3))
                .withBatch(8));
  }

  @Test
  void otherOptimizersAndSchedules() {
    assertThat(
            config("--optimizer adamw --weight-decay 0.05 --beta1 0.8 --epsilon 1e-6").optimizer())
        .isEqualTo(
            OptimizerConfig.of("adamw", 1e-3)
                .withWeightDecay(0.05)
                .withBetas(0.8, 0.999)
                .withEpsilon(1e-6));
    assertThat(config("--optimizer rmsprop --alpha 0.9").optimizer().alpha()).isEqualTo(0.9);
    assertThat(config("--schedule cosine --schedule-end 1e-5").schedule())
        .isEqualTo(ScheduleConfig.cosine(1e-5));
    assertThat(config("--schedule one-cycle").schedule()).isEqualTo(ScheduleConfig.oneCycle());
    assertThat(config("--schedule step --schedule-every 3").schedule().factor()).isEqualTo(0.1);
    assertThat(config("--clip-value 0.5").clip()).isEqualTo(ClipConfig.value(0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "--momentum 0.9, momentum=0.9 does nothing for optimizer=adam: leave it out; it counts for sgd",
    "--alpha 0.9, alpha=0.9 does nothing for optimizer=adam",
    "--optimizer sgd --epsilon 1e-6, epsilon=1.0E-6 does nothing for optimizer=sgd",
    "--weight-decay 0.1, weightDecay=0.1 is AdamW's decoupled decay: use optimizer=adamw",
    "--clip-norm 1 --clip-value 2, clip-norm=1.0 and clip-value=2.0 exclude each other",
    "--clip-norm 0, limit=0.0 must be above 0 with clip=norm",
    "--schedule step, every=0 must be at least 1 with schedule=step",
    "--schedule-every 5, every=5 needs schedule=step",
    "--schedule wave, schedule=wave is unknown: use one of constant",
    "--label-smoothing 1, labelSmoothing=1.0 must be in [0",
    "--l1 -1, l1=-1.0 must be at least 0 and finite",
    "--set bach=1, 'bach' is an unknown key of a configuration; perhaps 'batch'",
    "--set batch=x, batch='x' must be a whole number of at most 32 bits; its default is 128",
    "--set batch=0, batch=0 must be at least 1",
  })
  void whatCannotBeIsRefused(String flags, String message) {
    assertThatThrownBy(() -> config(flags))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
