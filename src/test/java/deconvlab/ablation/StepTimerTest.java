package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.train.StepResult;
import deconvlab.train.StepScalars;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a step takes, told one at a time or in packets, as a GPU does. */
class StepTimerTest {
  private static final StepResult STEP =
      new StepResult(0, 0, 1, 1, 0, 0.1f, 1, StepScalars.NONE, new float[0]);

  private long nanos;
  // Looking at the time takes some, too.
  private final StepTimer.Clock clock = new StepTimer.Clock(() -> nanos += 100);

  private void packet(int steps, long millis) {
    nanos += steps * millis * 1_000_000;
    clock.steps(Collections.nCopies(steps, STEP));
  }

  @Test
  void packetsAreDividedByTheirSteps() {
    packet(16, 40);
    packet(14, 10);
    clock.steps(List.of());
    assertThat(clock.median()).isEqualTo(10, within(0.01));
  }

  @Test
  void theFirstThirdWarmsUp() {
    for (int step = 0; step < 30; step++) {
      packet(1, step <= 10 ? 500 : step % 2 == 0 ? 9 : 10);
    }
    assertThat(clock.median()).isEqualTo(10, within(0.01));
  }

  @Test
  void whatWasToldOnceHasNoTime() {
    packet(16, 10);
    assertThatThrownBy(clock::median)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("steps were told 1 times, a time needs 2");
  }
}
