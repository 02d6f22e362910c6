package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.data.ImageSet;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Outcome;
import deconvlab.record.Predictions;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a run gives: the same for the same, scores where they belong, a network that learned. */
class TrainingTest {
  @Test
  void learns() {
    RunRecord record = Runs.run(Runs.config(Runs.CNN.withBatchNorm(true), 54), 1);
    assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(record.message()).isEmpty();
    assertThat(record.steps().length()).isEqualTo(54);
    assertThat(record.lastScore("test").orElseThrow().accuracy()).isGreaterThan(0.8);
    double[] loss = record.steps().doubles(RunRecord.LOSS);
    assertThat(loss[0]).isBetween(1.5, 4.0);
    assertThat(loss[53]).isLessThan(0.5 * loss[0]);
  }

  @Test
  void whatItSaidOfTheTestSplitIsCounted() {
    RunRecord record = Runs.run(Runs.config(Runs.CNN, 54), 1);
    Predictions said = record.tested().orElseThrow();
    Score score = record.lastScore("test").orElseThrow();
    int[][] confusion = said.confusion(0);
    int right = IntStream.range(0, 10).map(c -> confusion[c][c]).sum();
    int all = Arrays.stream(confusion).flatMapToInt(Arrays::stream).sum();
    assertThat(all).isEqualTo(score.images());
    assertThat((double) right / all).isEqualTo(score.accuracy());
    for (int b = 0; b < said.bins(); b++) {
      Predictions.Bin bin = said.bin(b);
      if (bin.images() > 0) {
        assertThat(bin.meanConfidence()).isBetween(b / 20.0 - 1e-6, (b + 1) / 20.0 + 1e-6);
      }
    }
    // The largest of ten probabilities is a tenth at least.
    assertThat(said.bin(0).images() + said.bin(1).images()).isZero();
  }

  /** 36 of each class train, at 1:10 round(36·10^(−c/9)): 149 in all, 4 batches of 40. */
  @Test
  void unequalClassesAndTheirRemedies() {
    TrainConfig config = Runs.config(Runs.CNN, 8).withEpochs(2);
    RunRecord rare = Runs.run(config.withImbalance(new ImbalanceConfig(10, "none")), 1);
    RunRecord drawn = Runs.run(config.withImbalance(new ImbalanceConfig(10, "resample")), 1);
    RunRecord weighed = Runs.run(config.withImbalance(new ImbalanceConfig(10, "weight")), 1);
    for (RunRecord run : List.of(rare, drawn, weighed)) {
      assertThat(run.data().train()).isEqualTo(149);
      assertThat(run.data().validation()).isEqualTo(40);
      assertThat(run.steps().get(RunRecord.EPOCH)[4]).isEqualTo(1);
      assertThat(run.lastScore("test").orElseThrow().images()).isEqualTo(60);
    }
    float[] first = rare.steps().get(RunRecord.LOSS);
    assertThat(weighed.steps().get(RunRecord.LOSS)[0]).isNotEqualTo(first[0]);
    assertThat(drawn.steps().get(RunRecord.LOSS)).isNotEqualTo(first);
    // Of equal classes every weight is 1.
    RunRecord plain = Runs.run(config, 1);
    RunRecord equal = Runs.run(config.withImbalance(new ImbalanceConfig(1, "weight")), 1);
    assertThat((double) equal.steps().get(RunRecord.LOSS)[0])
        .isCloseTo(plain.steps().get(RunRecord.LOSS)[0], within(1e-6));
  }

  @Test
  void oneSeedOneSeriesAnotherSeedAnother() {
    TrainConfig config = Runs.config(Runs.CNN.withDropout(0.3, "after-norm"), 12);
    RunRecord first = Runs.run(config, 1);
    RunRecord again = Runs.run(config, 1);
    assertThat(again.steps()).isEqualTo(first.steps());
    assertThat(again.scores()).isEqualTo(first.scores());
    float[] other = Runs.run(config, 2).steps().get(RunRecord.LOSS);
    assertThat(other[0]).isNotEqualTo(first.steps().get(RunRecord.LOSS)[0]);
  }

  @Test
  void howOftenIsCopiedChangesNothing() {
    TrainConfig config = Runs.config(Runs.CNN, 20);
    RunRecord every = Runs.run(config, 3);
    RunOptions seventh = new RunOptions(Runs.OPTIONS.device(), 1, 7, true);
    RunRecord rarely = Runs.run(config, TestImages.data(), 3, seventh);
    assertThat(rarely.steps()).isEqualTo(every.steps());
    assertThat(rarely.scores()).isEqualTo(every.scores());
  }

  @Test
  void theTestScoreNamesTheEpochThatTheRunReached() {
    RunRecord cut = Runs.run(Runs.config(Runs.CNN, 11).withEpochs(50), 1);
    assertThat(cut.lastScore("test").orElseThrow().epoch()).isEqualTo(2);
    RunRecord whole = Runs.run(Runs.config(Runs.CNN, 0).withMaxSteps(0).withEpochs(2), 1);
    assertThat(whole.lastScore("test").orElseThrow().epoch()).isEqualTo(2);
    assertThat(whole.lastScore("test").orElseThrow().step()).isEqualTo(18);
  }

  /** Every option at once. */
  private static TrainConfig everything(int steps) {
    return Runs.config(Runs.CNN.withBatchNorm(true), steps)
        .withOptimizer(OptimizerConfig.of("sgd", 0.05).withMomentum(0.9, true))
        .withClip(ClipConfig.norm(0.5).withWeights(0.3))
        .withPenalty(new PenaltyConfig(1e-4, 1e-3))
        .withSchedule(ScheduleConfig.cosine(0.01).withWarmup(3))
        .withLoss(LossConfig.CLASSIFY.withLabelSmoothing(0.1));
  }

  @Test
  void everyOptionLeavesARunToItsSeedAlone() {
    RunRecord first = Runs.run(everything(12), 1);
    RunOptions fifth = new RunOptions(Runs.OPTIONS.device(), 1, 5, true);
    RunRecord again = Runs.run(everything(12), TestImages.data(), 1, fifth);
    assertThat(again.steps()).isEqualTo(first.steps());
    assertThat(again.scores()).isEqualTo(first.scores());
    float[] rates = first.steps().get(RunRecord.RATE);
    assertThat(rates[0]).isCloseTo(0.05f / 3, org.assertj.core.api.Assertions.within(1e-6f));
    assertThat(rates[11]).isBetween(0.01f, 0.011f);
    assertThat(first.steps().get(RunRecord.SHARE_CLIPPED)).contains(1);
  }

  @Test
  void scalarsChangeNothingAndCanBeLeftOut() {
    RunRecord with = Runs.run(everything(9), 1);
    RunOptions bare = new RunOptions(Runs.OPTIONS.device(), 1, 1, false);
    RunRecord without = Runs.run(everything(9), TestImages.data(), 1, bare);
    assertThat(without.steps().names())
        .containsExactly(
            RunRecord.EPOCH,
            RunRecord.LOSS,
            RunRecord.CROSS_ENTROPY,
            RunRecord.MSE,
            RunRecord.RATE,
            RunRecord.NORM);
    for (String name : without.steps().names()) {
      assertThat(without.steps().get(name)).isEqualTo(with.steps().get(name));
    }
    assertThat(without.scores()).isEqualTo(with.scores());
    assertThat(with.steps().names())
        .contains(
            "gradient norm after clipping",
            "share clipped",
            "gradient rms/conv1",
            "update ratio/conv1",
            "parameter norm/dense2",
            "non-finite/dense2");
  }

  @Test
  void aLastBatchThatIsNotFullCanBeLeftOut() {
    TrainConfig config = Runs.config(Runs.CNN, 0).withEpochs(2).withBatch(100);
    assertThat(Runs.run(config, 1).steps().length()).isEqualTo(8);
    assertThat(Runs.run(config.withDropLast(true), 1).steps().length()).isEqualTo(6);
  }

  @Test
  void anyThreadMayTrain() throws InterruptedException {
    TrainConfig config = Runs.config(Runs.CNN.withBatchNorm(true), 10);
    RunRecord here = Runs.run(config, 3);
    AtomicReference<RunRecord> there = new AtomicReference<>();
    Thread thread = new Thread(() -> there.set(Runs.run(config, 3)));
    thread.start();
    thread.join();
    assertThat(there.get()).isNotNull();
    assertThat(there.get().steps()).isEqualTo(here.steps());
    assertThat(there.get().scores()).isEqualTo(here.scores());
  }

  @Test
  void scoresFollowEveryEpochAndTestComesOnceAtTheEnd() {
    RunRecord record = Runs.run(Runs.config(Runs.CNN, 20), 1);
    assertThat(record.scores())
        .extracting(Score::split, Score::epoch, Score::step, Score::images)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("validation", 1, 9, 40),
            org.assertj.core.groups.Tuple.tuple("validation", 2, 18, 40),
            org.assertj.core.groups.Tuple.tuple("validation", 3, 20, 40),
            org.assertj.core.groups.Tuple.tuple("test", 3, 20, 60));
    assertThat(record.data().train()).isEqualTo(360);
    assertThat(record.data().validation()).isEqualTo(40);
    assertThat(record.steps().get(RunRecord.EPOCH)).startsWith(0, 0).endsWith(1, 2, 2);
  }

  @Test
  void testImagesTouchNothingButTheTestScore() {
    TrainConfig config = Runs.config(Runs.CNN, 12);
    RunRecord one = Runs.run(config, TestImages.data(1, 2), 5, Runs.OPTIONS);
    RunRecord two = Runs.run(config, TestImages.data(1, 3), 5, Runs.OPTIONS);
    assertThat(two.steps()).isEqualTo(one.steps());
    assertThat(two.lastScore("validation")).isEqualTo(one.lastScore("validation"));
    assertThat(two.lastScore("test")).isNotEqualTo(one.lastScore("test"));
  }

  @Test
  void listenersHearEveryStepOnceInOrder() {
    List<Integer> heard = new ArrayList<>();
    List<String> order = new ArrayList<>();
    TrainListener listener =
        new TrainListener() {
          @Override
          public void started(List<String> layers, int steps) {
            order.add("started " + layers + " " + steps);
          }

          @Override
          public void steps(List<StepResult> results) {
            results.forEach(r -> heard.add(r.step()));
          }

          @Override
          public void scored(Score score) {
            order.add("scored " + score.split() + " after " + heard.size());
          }

          @Override
          public void ended(RunRecord record) {
            order.add("ended " + record.outcome());
          }
        };
    RunOptions options = new RunOptions(Runs.OPTIONS.device(), 1, 4, true);
    Runs.run(Runs.config(Runs.CNN, 11), TestImages.data(), 1, options, listener);
    assertThat(heard).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(order)
        .containsExactly(
            "started [conv1, conv2, conv3, dense1, dense2] 11",
            "scored validation after 9",
            "scored validation after 11",
            "scored test after 11",
            // Eleven steps on ten classes: still guessing.
            "ended collapsed");
  }

  @Test
  void theBottlenecksPictureLearnsByMse() {
    NetworkConfig network = NetworkConfig.of("ddnet").withWidth(4).withHead("bottleneck");
    RunRecord record = Runs.run(Runs.config(network, 40).withLoss(new LossConfig(0.5, 2, 0)), 1);
    float[] mse = record.steps().get(RunRecord.MSE);
    float[] entropy = record.steps().get(RunRecord.CROSS_ENTROPY);
    float[] loss = record.steps().get(RunRecord.LOSS);
    assertThat(mse[39]).isLessThan(0.8f * mse[0]);
    for (int i = 0; i < 40; i++) {
      double sum = 0.5 * entropy[i] + 2.0 * mse[i];
      assertThat((double) loss[i]).isCloseTo(sum, org.assertj.core.api.Assertions.within(1e-5));
    }
  }

  @Test
  void aPartNotTrainedOnIsNotedAsZero() {
    RunRecord record = Runs.run(Runs.config(Runs.CNN, 3), 1);
    assertThat(record.steps().get(RunRecord.MSE)).containsOnly(0);
    assertThat(record.steps().get(RunRecord.LOSS))
        .isEqualTo(record.steps().get(RunRecord.CROSS_ENTROPY));
  }

  @Test
  void mseNeedsAPicture() {
    TrainConfig config = Runs.config(Runs.CNN, 3).withLoss(new LossConfig(1, 0.5, 0));
    assertThatThrownBy(() -> Runs.run(config, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mse=0.5 needs a network that ends in a 3×32×32 picture")
        .hasMessageContaining("model=cnn does not: use ddnet or mse=0");
  }

  /** 9 batches times 100,000,000 epochs overflowed to a negative number: no step, "completed". */
  @Test
  void manyEpochsWithALimitMakeTheStepsOfTheLimit() {
    RunRecord record = Runs.run(Runs.config(Runs.CNN, 5).withEpochs(500_000_000), 1);
    assertThat(record.steps().length()).isEqualTo(5);
  }

  @Test
  void aRunWithoutAStepIsRefusedBeforeItBegins() {
    TrainConfig config = Runs.config(Runs.CNN, 0).withBatch(361).withDropLast(true);
    assertThatThrownBy(() -> new Training(config, TestImages.data(), 1, Runs.OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "360 images do not fill one batch of 361: lower batchSize or keep the last batch");
    assertThat(Runs.run(config.withDropLast(false), 1).steps().length()).isEqualTo(1);
  }

  @Test
  void aLogIntervalBeyondTheRunTakesNoMoreMemoryThanTheRun() {
    RunOptions never = new RunOptions(Runs.OPTIONS.device(), 1, Integer.MAX_VALUE, true);
    RunRecord record = Runs.run(Runs.config(Runs.CNN, 12), TestImages.data(), 1, never);
    assertThat(record.steps()).isEqualTo(Runs.run(Runs.config(Runs.CNN, 12), 1).steps());
  }

  @Test
  void moreValidationThanThereIsIsRefused() {
    assertThatThrownBy(() -> Runs.run(Runs.config(Runs.CNN, 3).withValidation(400), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("validation=400 must be in [0, 400)");
  }

  /** Somebody's own photos are all of one class: every answer would be right. */
  @Test
  void oneClassIsNothingToTellApart() {
    ImageData ten = TestImages.data();
    ImageData one = ten.with(ofOneClass(ten.train()), ofOneClass(ten.test()));
    assertThatThrownBy(() -> Runs.run(Runs.config(Runs.CNN, 1), one, 1, Runs.OPTIONS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "data=made-up has one class, nothing to tell apart: use a network that ends in a"
                + " picture, such as restorer");
    TrainConfig pictures =
        Runs.config(NetworkConfig.of("restorer").withWidth(2), 1).withLoss(LossConfig.pictures(0));
    assertThat(Runs.run(pictures, one, 1, Runs.OPTIONS).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  private static ImageSet ofOneClass(ImageSet set) {
    return new ImageSet(set.pixels(), new byte[set.size()], List.of("photo"));
  }

  @Test
  void aTrainingRunsOnce() {
    try (Training training =
        new Training(Runs.config(Runs.CNN, 2), TestImages.data(), 1, Runs.OPTIONS)) {
      training.run();
      assertThatThrownBy(training::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("run() has been called")
          .hasMessageContaining("make another Training");
    }
  }

  @Test
  void theRecordHoldsConfigurationDataAndPlatform() {
    TrainConfig config = Runs.config(Runs.CNN, 2);
    RunRecord record = Runs.run(config, 9);
    assertThat(record.seed()).isEqualTo(9);
    assertThat(record.model()).isEqualTo("cnn");
    assertThat(record.configuration()).isEqualTo(config.toJson());
    assertThat(record.data().name()).isEqualTo("made-up");
    assertThat(record.data().test()).isEqualTo(60);
    assertThat(record.platform().threads()).isEqualTo(1);
    assertThat(record.platform().library()).startsWith("PyTorch 2.");
    assertThat(record.platform().device()).isEqualTo("cpu()");
    assertThat(Arrays.asList(record.started().split("T"))).hasSize(2);
    assertThat(record.steps().get(RunRecord.RATE)).containsOnly(3e-3f);
  }
}
