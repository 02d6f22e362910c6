package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.TestImages;
import deconvlab.data.DegradeConfig;
import deconvlab.data.ImageSet;
import deconvlab.diagnose.SignalProbe;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The one loop with two players. */
class GameTrainingTest {
  private static final NetworkConfig GENERATOR =
      NetworkConfig.of("generator").withWidth(4).withKernel(4).withBatchNorm(true).withLatent(6);
  private static final TrainConfig ALONE =
      Runs.config(GENERATOR, 12).withLoss(new LossConfig(0, 1, 0));

  private static TrainConfig playing(AdversaryConfig adversary) {
    return ALONE.withAdversary(adversary).withLoss(new LossConfig(0, 0, 0));
  }

  private record Ended(RunRecord record, float[] pictures) {}

  private static Ended run(TrainConfig config, long seed) {
    SignalProbe probe = SignalProbe.onSchedule(5);
    try (Training training = new Training(config, TestImages.data(), seed, Runs.OPTIONS, probe)) {
      RunRecord record = training.run();
      return new Ended(record, training.generate(3, 1));
    }
  }

  @Test
  void everyGameRunsRepeatsAndIsNoted() {
    for (AdversaryConfig adversary :
        List.of(
            AdversaryConfig.of("saturating"),
            AdversaryConfig.of("non-saturating").constrained("spectral", 0).withRate(2),
            AdversaryConfig.of("wasserstein").constrained("gradient-penalty", 10).withSteps(2),
            AdversaryConfig.of("hinge").constrained("clip", 0.05).withSteps(0))) {
      Ended first = run(playing(adversary), 4);
      Ended again = run(playing(adversary), 4);
      assertThat(first.record.outcome()).as(adversary.game()).isEqualTo(Outcome.COMPLETED);
      assertThat(first.record.steps().names()).containsAll(Adversary.NOTED);
      assertThat(first.record.steps()).isEqualTo(again.record.steps());
      assertThat(first.record.probes()).isEqualTo(again.record.probes());
      assertThat(first.record.scores()).isEqualTo(again.record.scores());
      assertThat(first.pictures).isEqualTo(again.pictures).hasSize(3 * ImageSet.IMAGE_BYTES);
      assertThat(first.record.lastScore("test").map(Score::loss)).get().matches(Double::isFinite);
    }
  }

  @Test
  void anotherSeedAndAnotherDrawMakeOtherPictures() {
    TrainConfig config = playing(AdversaryConfig.of("hinge"));
    float[] one = run(config, 1).pictures;
    assertThat(run(config, 2).pictures).isNotEqualTo(one);
    try (Training training = new Training(config, TestImages.data(), 1, Runs.OPTIONS)) {
      assertThat(training.generate(3, 1)).isEqualTo(training.generate(3, 1));
      assertThat(training.generate(3, 1)).isNotEqualTo(training.generate(3, 2));
    }
  }

  /** With nothing to go by but squared error, numbers drawn at random become one picture. */
  @Test
  void aloneItHasAnObjectiveOfItsOwn() {
    RunRecord record = run(ALONE, 1).record;
    float[] loss = record.steps().get(RunRecord.LOSS);
    assertThat(loss[loss.length - 1]).isLessThan(loss[0]);
    assertThat(record.steps().names()).doesNotContainAnyElementsOf(Adversary.NOTED);
  }

  /** A critic of restored pictures, beside their squared error. */
  @Test
  void anyNetworkThatEndsInAPictureCanPlay() {
    TrainConfig restorer =
        Runs.config(NetworkConfig.of("restorer").withWidth(4), 12)
            .withLoss(new LossConfig(0, 1, 0))
            .withDegrade(new DegradeConfig("noise", 25))
            .withAdversary(AdversaryConfig.of("hinge"));
    try (Training training = new Training(restorer, TestImages.data(), 1, Runs.OPTIONS)) {
      RunRecord record = training.run();
      assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
      assertThat(record.steps().get(RunRecord.LOSS))
          .isNotEqualTo(record.steps().get(RunRecord.MSE));
      assertThatThrownBy(() -> training.generate(2, 1)).hasMessageContaining("model=restorer");
    }
  }

  @Test
  void refused() {
    assertThatThrownBy(() -> playing(AdversaryConfig.NONE)).hasMessageContaining("adversary.game");
    assertThatThrownBy(() -> ALONE.withDegrade(new DegradeConfig("noise", 25)))
        .hasMessageContaining("latent is what a generator sees");
    assertThatThrownBy(() -> AdversaryConfig.of("chess"))
        .hasMessageContaining("game=chess is unknown");
    assertThatThrownBy(() -> AdversaryConfig.of("hinge").constrained("clip", 0))
        .hasMessageContaining("strength=0.0 must be above 0 with constraint=clip");
    assertThatThrownBy(() -> AdversaryConfig.NONE.withSteps(3))
        .hasMessageContaining("say nothing with game=none");
    TrainConfig classifies = Runs.config(Runs.CNN, 12).withAdversary(AdversaryConfig.of("hinge"));
    assertThatThrownBy(() -> new Training(classifies, TestImages.data(), 1, Runs.OPTIONS))
        .hasMessageContaining("ends in a picture alone");
  }
}
