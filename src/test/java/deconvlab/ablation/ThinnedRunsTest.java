package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.record.Watch;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that noted much, seen as one that noted little, is the run that did note little. */
class ThinnedRunsTest {
  private static final Watch MUCH = new Noting(10, 4, null).watch();

  private static RunRecord run(TrainConfig config, Watch watch) {
    return Repeat.run(config, TestImages.data(), 3, Device.cpu(), 1, watch);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 20, 8, COMPLETED", "0.05, 0, 0, COMPLETED", "1e9, 20, 8, DIVERGED"})
  void thinnedIsNative(double rate, int look, int score, Outcome outcome) {
    // Epochs of 9 steps, the last one cut short: none ends at a look of either.
    TrainConfig config =
        Patch.config(
            Patch.parse(
                "network.model=s4",
                "network.width=4",
                "optimizer.name=sgd",
                "optimizer.learningRate=" + rate,
                "validation=40",
                "batch=40",
                "epochs=5",
                "maxSteps=42"));
    Watch little = new Noting(look, score, null).watch();
    RunRecord much = run(config, MUCH);
    assertThat(much.outcome()).isEqualTo(outcome);
    RunRecord thin = much.watched(little);
    RunRecord made = run(config, little);
    assertThat(thin.watch()).isEqualTo(made.watch());
    assertThat(thin.steps()).isEqualTo(made.steps());
    assertThat(thin.scores()).isEqualTo(made.scores());
    assertThat(thin.probes()).isEqualTo(made.probes());
    assertThat(Repeat.differences(thin, made)).isEmpty();
    if (outcome == Outcome.COMPLETED && look > 0) {
      assertThat(made.probes().get(RunRecord.PROBE_STEP))
          .containsExactly(0, 20, 40, 9, 18, 27, 36, 42);
      assertThat(much.probes().length()).isEqualTo(5 + 5);
    }
  }
}
