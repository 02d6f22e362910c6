package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.Score;
import deconvlab.train.StepResult;
import deconvlab.train.StepScalars;
import deconvlab.train.TrainListener;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveTrainingTest {
  private static StepResult step(int number, float loss) {
    return new StepResult(number, 0, loss, loss, 0, 0.001f, 1, StepScalars.NONE);
  }

  private static void run(LiveTraining live, String name, float... losses) {
    run(live.arm(name), losses);
  }

  private static void run(TrainListener arm, float... losses) {
    arm.started(List.of("conv1"), losses.length + 2);
    for (int i = 0; i < losses.length; i++) {
      arm.steps(List.of(step(i, losses[i])));
    }
    arm.scored(new Score(1, losses.length, "validation", 2.25, 0.125, 8));
    arm.ended(null);
  }

  @Test
  void anArmThatRunsIsSeenAgainstThoseThatRan() {
    LiveTraining live = new LiveTraining("a network on some data");

    run(live, "ReLU", 2.5f, 1.5f);
    run(live, "sigmoid", 3.5f, 3.25f, 3);

    assertThat(live.picture().alt())
        .contains("a network on some data")
        .contains("ReLU: from 2.5 to 1.5 over 2 points")
        .contains("sigmoid: from 3.5 to 3 over 3 points");
  }

  @Test
  void oneListenerWatchesOneRunAfterTheOther() {
    LiveTraining live = new LiveTraining("");
    TrainListener arm = live.arm("ReLU");
    arm.ended(null); // nothing was begun
    run(arm, 2.5f, 1.5f);
    run(arm, 4.5f, 3.5f, 2.5f);
    assertThat(live.picture().alt()).contains("ReLU: from 4.5 to 2.5 over 3 points");
    // Broken off: nobody said that it ended.
    arm.started(List.of("conv1"), 9);
    arm.steps(List.of(step(0, 9)));
    run(arm, 8.5f, 7.5f);
    assertThat(live.picture().alt()).contains("ReLU: from 8.5 to 7.5 over 2 points");
  }

  @Test
  void moreStepsThanAnnouncedAreShown() {
    LiveTraining live = new LiveTraining("");
    TrainListener arm = live.arm("ReLU");
    arm.started(List.of("conv1"), 1);
    arm.steps(List.of(step(0, 3), step(1, 2), step(2, 1)));
    arm.ended(null);
    assertThat(live.picture().alt()).contains("from 3 to 1 over 3 points");
  }

  @Test
  void anArmThatRunsAgainTakesItsOwnPlace() {
    LiveTraining live = new LiveTraining("");

    run(live, "ReLU", 2.5f, 1.5f);
    run(live, "sigmoid", 3.5f, 3);
    run(live, "ReLU", 4.5f);

    assertThat(live.picture().alt())
        .startsWith("ReLU: from 4.5 to 4.5 over 1 point")
        .doesNotContain("from 2.5");
  }
}
