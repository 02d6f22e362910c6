package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import deconvlab.TestImages;
import deconvlab.record.Outcome;
import deconvlab.record.RunFiles;
import deconvlab.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
