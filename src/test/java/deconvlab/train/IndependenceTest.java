package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import deconvlab.TestImages;
import deconvlab.diagnose.SignalProbe;
import deconvlab.nn.Torch;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run depends on nothing but its configuration and seed: not on what was built or run before. */
class IndependenceTest {
  private static final int STEPS = 12;

  private static TrainConfig config(String place) {
    return Runs.config(Runs.CNN.withBatchNorm(true).withDropout(0.3, place), STEPS);
  }

  private static Training training(String place, long seed) {
    return new Training(config(place), TestImages.data(), seed, Runs.OPTIONS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "before-norm", "after-norm"})
  void runsMayBeBuiltInAnyOrder(String place) {
    RunRecord one = Runs.run(config(place), 1);
    RunRecord two = Runs.run(config(place), 2);
    try (Training first = training(place, 1);
        Training second = training(place, 2)) {
      assertThat(second.run().steps()).isEqualTo(two.steps());
      RunRecord late = first.run();
      assertThat(late.steps()).isEqualTo(one.steps());
      assertThat(late.scores()).isEqualTo(one.scores());
    }
  }

  /** At every step of one run, another run makes all of its own. */
  @Test
  void runsMayBeInterleaved() {
    Series alone = Runs.run(config("after-norm"), 1).steps();
    RunRecord[] inner = new RunRecord[1];
    TrainListener other =
        new TrainListener() {
          @Override
          public void steps(List<StepResult> results) {
            if (results.get(0).step() % 4 == 1) {
              inner[0] = Runs.run(config("after-norm"), 1);
            }
            Torch.seed(3);
            try (var manager = Torch.engine().newBaseManager()) {
              manager.randomNormal(new Shape(10));
            }
          }
        };
    assertThat(Runs.run(config("after-norm"), 1, other).steps()).isEqualTo(alone);
    assertThat(inner[0].steps()).isEqualTo(alone);
  }

  @Test
  void lookingAndScoringInBetweenChangeNothing() {
    Series alone = Runs.run(config("after-norm"), 1).steps();
    RunOptions scored = Runs.scoredEvery(3);
    try (Training training =
        new Training(config("after-norm"), TestImages.data(), 1, scored, new SignalProbe(2))) {
      assertThat(training.run().steps()).isEqualTo(alone);
    }
  }

  @Test
  void theThreadCountIsTheRunsOwn() {
    int before = Torch.threads();
    int[] during = new int[1];
    TrainListener counts =
        new TrainListener() {
          @Override
          public void steps(List<StepResult> results) {
            during[0] = Torch.threads();
          }
        };
    RunOptions two = new RunOptions(Runs.OPTIONS.device(), 2, 1, true);
    try (Training second = new Training(config("last"), TestImages.data(), 1, two);
        Training first = training("last", 1)) {
      assertThat(Torch.threads()).as("building sets nothing").isEqualTo(before);
      second.run(counts);
      assertThat(during[0]).isEqualTo(2);
      first.run(counts);
      assertThat(during[0]).isEqualTo(1);
    }
    assertThat(Torch.threads()).as("put back").isEqualTo(before);
  }
}
