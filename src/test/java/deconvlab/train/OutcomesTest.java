package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.record.Copy;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way a run can end leaves a record that can be written and read back. */
class OutcomesTest {
  @TempDir private Path folder;

  @Test
  void divergence() throws IOException {
    TrainConfig config = Runs.config(Runs.CNN, 60).withOptimizer(OptimizerConfig.of("sgd", 1e6));
    RunRecord record = Runs.run(config, 1);
    assertThat(record.outcome()).isEqualTo(Outcome.DIVERGED);
    int last = record.steps().length() - 1;
    assertThat(last).isBetween(1, 58);
    assertThat(record.message()).contains("at step " + last).contains("not finite");
    float loss = record.steps().get(RunRecord.LOSS)[last];
    float norm = record.steps().get(RunRecord.NORM)[last];
    assertThat(Float.isFinite(loss) && Float.isFinite(norm)).isFalse();
    assertThat(record.lastScore("test")).as("a diverged run is not tested").isEmpty();
    assertKept(record);
    RunOptions rarely = new RunOptions(Runs.OPTIONS.device(), 1, 50, true);
    RunRecord late = Runs.run(config, TestImages.data(), 1, rarely);
    assertThat(late.steps()).isEqualTo(record.steps());
    assertThat(late.outcome()).isEqualTo(Outcome.DIVERGED);
  }

  @Test
  void collapse() throws IOException {
    // A sigmoid network with weights of 0.01 guesses, and at this rate it goes on guessing.
    TrainConfig config =
        Runs.config(Runs.CNN.withActivation("sigmoid").withInit("normal"), 25)
            .withOptimizer(OptimizerConfig.of("sgd", 1e-6));
    RunRecord record = Runs.run(config, 1);
    assertThat(record.outcome()).isEqualTo(Outcome.COLLAPSED);
    assertThat(record.lastScore("test")).isPresent();
    assertKept(record);
  }

  @Test
  void interruptFromAnotherThread() throws IOException {
    Thread worker = Thread.currentThread();
    TrainListener stop =
        new TrainListener() {
          @Override
          public void steps(List<StepResult> results) {
            if (results.stream().anyMatch(r -> r.step() == 5)) {
              interruptFromElsewhere(worker);
            }
          }
        };
    RunRecord record = Runs.run(Runs.config(Runs.CNN, 60), 1, stop);
    assertThat(Thread.interrupted()).as("status cleared").isFalse();
    assertThat(record.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(record.steps().length()).isEqualTo(6);
    assertThat(record.lastScore("test")).isEmpty();
    assertKept(record);
  }

  @Test
  void interruptBetweenTwoCopiesKeepsTheStepsThatWait() {
    RunOptions rarely = new RunOptions(Runs.OPTIONS.device(), 1, 50, true);
    try (Training training =
        new Training(Runs.config(Runs.CNN, 60), TestImages.data(), 1, rarely)) {
      Thread.currentThread().interrupt();
      RunRecord record = training.run();
      assertThat(record.outcome()).isEqualTo(Outcome.INTERRUPTED);
      assertThat(record.steps().length()).isEqualTo(1);
    }
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aDivergenceFoundOnInterruptIsADivergence() {
    RunOptions rarely = new RunOptions(Runs.OPTIONS.device(), 1, 50, true);
    try (Training training =
        new Training(Runs.config(Runs.CNN, 60), TestImages.data(), 1, rarely)) {
      training.network().trainable().get("dense2.bias").getArray().muli(Float.NaN);
      Thread.currentThread().interrupt();
      RunRecord record = training.run();
      assertThat(record.outcome()).isEqualTo(Outcome.DIVERGED);
      assertThat(record.message()).contains("NaN").contains("at step 0");
    }
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void failure() throws IOException {
    TrainingException error;
    try (Training training =
        new Training(Runs.config(Runs.CNN, 60), TestImages.data(), 1, Runs.OPTIONS)) {
      TrainListener breaks =
          new TrainListener() {
            @Override
            public void steps(List<StepResult> results) {
              if (results.get(results.size() - 1).step() == 3) {
                training.network().trainable().get("dense2.bias").getArray().close();
              }
            }
          };
      error = catchThrowableOfType(TrainingException.class, () -> training.run(breaks));
    }
    assertThat(error.getCause()).isInstanceOf(IllegalStateException.class);
    RunRecord record = error.record();
    assertThat(record.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(record.message()).isEqualTo(error.getCause().toString());
    assertThat(record.steps().length()).isEqualTo(4);
    assertKept(record);
  }

  /** Its one loss is a number, its update is not to be lived with. */
  @Test
  void aScoreThatIsNoNumberIsADivergence() throws IOException {
    TrainConfig steep = Runs.config(Runs.CNN, 1).withOptimizer(OptimizerConfig.of("sgd", 1e30));
    assertDiverged(steep, Runs.OPTIONS, "loss NaN on the validation images after 1 steps");
    assertDiverged(
        steep.withValidation(0), Runs.OPTIONS, "loss NaN on the test images after 1 steps");
    assertDiverged(
        steep.withMaxSteps(5), Runs.scoredEvery(1), "loss NaN on the train images after 1 steps");
  }

  @Test
  void parametersThatAreNoNumbersAfterTheLastUpdateAreADivergence() throws IOException {
    TrainConfig steep = Runs.config(Runs.CNN, 1).withOptimizer(OptimizerConfig.of("sgd", 3e38));
    RunOptions rarely = new RunOptions(Runs.OPTIONS.device(), 1, 50, false);
    assertDiverged(
        Copy.with(steep.withValidation(0), "network", Runs.CNN.withInitScale(100)),
        rarely,
        "the update of step 0 left parameters that are not finite");
  }

  /** A score can meet the broken numbers before the step that made them has been copied. */
  @Test
  void scoresBetweenTwoCopiesLeaveTheRecordOfStepsShownAtOnce() throws IOException {
    OptimizerConfig leaps = OptimizerConfig.of("sgd", 1e20);
    TrainConfig steep = Runs.config(Runs.CNN, 60).withBatch(20).withOptimizer(leaps);
    assertSameAsShownAtOnce(steep, 10, "not finite");
  }

  @Test
  void aFiniteExplosionBetweenTwoCopiesTakesTheScoresAfterItAway() throws IOException {
    OptimizerConfig wild = OptimizerConfig.of("adam", 1);
    TrainConfig steep = Runs.config(Runs.CNN, 60).withBatch(10).withOptimizer(wild);
    assertSameAsShownAtOnce(steep, 1, "passed 10 times the first");
  }

  private void assertSameAsShownAtOnce(TrainConfig config, int scoreEvery, String reason)
      throws IOException {
    RunRecord atOnce = Runs.run(config, TestImages.data(), 1, Runs.scoredEvery(scoreEvery));
    assertThat(atOnce.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(atOnce.message()).contains(reason);
    RunOptions rarely = new RunOptions(Runs.OPTIONS.device(), 1, 16, true, scoreEvery);
    RunRecord late = Runs.run(config, TestImages.data(), 1, rarely);
    assertKept(late);
    assertThat(late.steps()).isEqualTo(atOnce.steps());
    assertThat(late.scores()).isEqualTo(atOnce.scores());
    assertThat(late.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(late.message()).isEqualTo(atOnce.message());
  }

  /** What was scored after steps that an error kept on the device is no part of the record. */
  @Test
  void anErrorWhileStepsWaitLeavesARecordThatCanBeReadBack() throws IOException {
    RunOptions rarely = new RunOptions(Runs.OPTIONS.device(), 1, 50, true, 3);
    TrainingException error;
    try (Training training =
        new Training(Runs.config(Runs.CNN, 60), TestImages.data(), 1, rarely)) {
      TrainListener breaks =
          new TrainListener() {
            @Override
            public void scored(Score score) {
              training.network().trainable().get("dense2.bias").getArray().close();
            }
          };
      error = catchThrowableOfType(TrainingException.class, () -> training.run(breaks));
    }
    assertThat(error.record().outcome()).isEqualTo(Outcome.FAILED);
    assertThat(error.record().steps().length()).isZero();
    assertKept(error.record());
  }

  private void assertDiverged(TrainConfig config, RunOptions options, String reason)
      throws IOException {
    RunRecord record = Runs.run(config, TestImages.data(), 1, options);
    assertThat(record.steps().get(RunRecord.LOSS)).hasSize(1);
    assertThat(record.steps().get(RunRecord.LOSS)[0]).isFinite();
    assertThat(record.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(record.message()).startsWith(reason);
    assertKept(record);
  }

  @Test
  void anInterruptWhenNothingIsLeftToDoHurtsNothing() {
    ImageData whole = TestImages.data();
    // So few are scored in one batch.
    ImageData data = whole.with(whole.train(), whole.test().pick(IntStream.range(0, 40).toArray()));
    TrainConfig config = Runs.config(Runs.CNN, 9);
    RunRecord calm = Runs.run(config, data, 1, Runs.OPTIONS);
    RunRecord record = Runs.run(config, data, 1, Runs.OPTIONS, interruptAt("validation"));
    assertThat(Thread.interrupted()).as("left for whoever asks next").isTrue();
    assertThat(record.outcome()).isEqualTo(calm.outcome());
    assertThat(record.scores()).isEqualTo(calm.scores());
  }

  @Test
  void anInterruptBeforeTheTestIsDoneSaysWhatIsMissing() throws IOException {
    ImageData small = TestImages.data();
    int[] twice = IntStream.range(0, 800).map(i -> i % 400).toArray();
    ImageData data = small.with(small.train(), small.train().pick(twice));
    TrainConfig config = Runs.config(Runs.CNN, 9);
    RunRecord record = Runs.run(config, data, 1, Runs.OPTIONS, interruptAt("validation"));
    assertThat(Thread.interrupted()).as("status cleared").isFalse();
    assertThat(record.outcome()).isEqualTo(Outcome.INTERRUPTED);
    assertThat(record.message()).isEqualTo("all 9 steps are done, not all scores");
    assertThat(record.lastScore("test")).isEmpty();
    assertKept(record);
  }

  private static TrainListener interruptAt(String split) {
    Thread worker = Thread.currentThread();
    return new TrainListener() {
      @Override
      public void scored(Score score) {
        if (score.split().equals(split)) {
          interruptFromElsewhere(worker);
        }
      }
    };
  }

  private void assertKept(RunRecord record) throws IOException {
    assertThat(RunFiles.read(RunFiles.write(record, folder))).isEqualTo(record);
  }

  private static void interruptFromElsewhere(Thread worker) {
    Thread other = new Thread(worker::interrupt);
    other.start();
    // Not join: it would take the interrupt.
    while (!worker.isInterrupted()) {
      Thread.onSpinWait();
    }
  }
}
