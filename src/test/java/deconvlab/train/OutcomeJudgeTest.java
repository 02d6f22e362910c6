package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.Outcome;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The thresholds of the verdicts, from both sides. */
class OutcomeJudgeTest {
  private final OutcomeJudge judge = new OutcomeJudge(true, false);

  @Test
  void notANumberOrInfiniteDivergesAtOnce() {
    assertThat(judge.diverged(step(0, 2, 1))).isFalse();
    assertThat(judge.diverged(step(1, 2, Float.POSITIVE_INFINITY))).isTrue();
    assertThat(judge.reason())
        .isEqualTo("loss 2.0 and gradient norm Infinity at step 1: not finite");
    assertThat(new OutcomeJudge(true, false).diverged(step(0, Float.NaN, 1))).isTrue();
  }

  @Test
  void aMeanOverTwentyStepsAboveTenTimesTheFirstDiverges() {
    assertThat(judge.diverged(step(0, 1, 1))).isFalse();
    // Steps 1 to 19 at 10.4: with the first, the mean of 20 is 9.93.
    IntStream.range(1, 20).forEach(i -> assertThat(judge.diverged(step(i, 10.4f, 1))).isFalse());
    // The first leaves the window: 10.4.
    assertThat(judge.diverged(step(20, 10.4f, 1))).isTrue();
    assertThat(judge.reason()).contains("10.4", "20 steps", "10 times the first, 1.000", "step 20");
  }

  @Test
  void oneSpikeIsNoDivergence() {
    judge.diverged(step(0, 1, 1));
    IntStream.range(1, 60)
        .forEach(i -> assertThat(judge.diverged(step(i, i == 30 ? 150 : 1, 1))).isFalse());
  }

  @Test
  void guessingAtTheEndIsACollapse() {
    IntStream.range(0, 30).forEach(i -> judge.diverged(step(i, i < 10 ? 1 : 2.25f, 1)));
    assertThat(judge.atEnd()).isEqualTo(Outcome.COLLAPSED);
    judge.diverged(step(30, 2.2f, 1));
    assertThat(judge.atEnd()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aRunWithoutCrossEntropyCannotCollapse() {
    OutcomeJudge pictures = new OutcomeJudge(false, false);
    IntStream.range(0, 30).forEach(i -> pictures.diverged(step(i, 5, 1)));
    assertThat(pictures.atEnd()).isEqualTo(Outcome.COMPLETED);
  }

  private static StepResult step(int number, float loss, float norm) {
    return new StepResult(number, 0, loss, loss, 0, 0.1f, norm, StepScalars.NONE);
  }
}
