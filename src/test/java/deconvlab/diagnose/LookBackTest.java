package deconvlab.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.model.NetworkConfig;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.train.OptimizerConfig;
import deconvlab.train.RunOptions;
import deconvlab.train.TrainConfig;
import deconvlab.train.Training;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A step that breaks is seen as it broke, although nothing is read before steps are flushed. */
class LookBackTest {
  private static TrainConfig config(double dropout) {
    NetworkConfig network =
        NetworkConfig.of("cnn").withWidth(4).withBatchNorm(true).withDropout(dropout, "after-norm");
    // The first update makes weights of 1e30 and more: the second step's loss is none.
    return TrainConfig.of(network, "made-up")
        .withOptimizer(OptimizerConfig.of("sgd", 1e37))
        .withValidation(40)
        .withBatch(40)
        .withEpochs(2);
  }

  private static RunRecord run(double dropout, int look, int logEvery) {
    RunOptions options = new RunOptions(Device.cpu(), 1, logEvery, true);
    SignalProbe probe = new SignalProbe(look);
    try (Training training = new Training(config(dropout), TestImages.data(), 1, options, probe)) {
      return training.run();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 4", "0, 1000", "0.3, 1", "0.3, 4"})
  void theLookIsTheOneThatALookAtEveryStepWouldHaveTaken(double dropout, int logEvery) {
    RunRecord every = run(dropout, 1, 1);
    RunRecord late = run(dropout, 1000, logEvery);
    assertThat(late.outcome()).isEqualTo(Outcome.DIVERGED);
    assertThat(late.steps()).isEqualTo(every.steps());
    int broken = late.steps().length() - 1;
    assertThat(late.probes().get(RunRecord.PROBE_STEP)).containsExactly(0, broken);
    for (String name : late.probes().names()) {
      float[] all = every.probes().get(name);
      assertThat(late.probes().get(name)).as(name).containsExactly(all[0], all[broken]);
    }
    assertThat(late.findings()).isEqualTo(every.findings());
  }

  @Test
  void aStepThatWasLookedAtIsNotLookedAtTwice() {
    RunRecord every = run(0, 1, 3);
    assertThat(every.probes().get(RunRecord.PROBE_STEP)).doesNotHaveDuplicates();
  }
}
