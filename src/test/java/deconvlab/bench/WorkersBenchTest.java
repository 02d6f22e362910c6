package deconvlab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Enough runs for the workers, and no figure from a clock that did not run. */
class WorkersBenchTest {
  private static final int STEPS = 50;
  private static final long MILLI = 1_000_000;

  private long nanos = 1;

  /** All workers run side by side, each a step in 10 ms. */
  private double rate(int workers, int runs) throws IOException {
    WorkersBench.Clock clock = new WorkersBench.Clock(workers, runs, () -> nanos);
    for (int begun = 0; begun < runs; begun += workers) {
      int busy = Math.min(workers, runs - begun);
      for (int hand = 0; hand < busy; hand++) {
        clock.began(hand, "run", STEPS);
      }
      for (int step = 1; step <= STEPS; step++) {
        nanos += 10 * MILLI;
        for (int hand = 0; hand < busy; hand++) {
          clock.stepped(hand, step);
        }
      }
    }
    return clock.stepsPerSecond();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 2", "4, 4", "5, 5", "64, 64"})
  void everyWorkerHasFourRuns(int workers, int seeds) throws IOException {
    int runs = new WorkersBench(1, 2).plan(workers, 1).seeds().size();
    assertThat(runs).isEqualTo(seeds);
    assertThat(rate(workers, 4 * seeds)).isEqualTo(100.0 * workers, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"4, 8", "5, 8", "8, 8"})
  void aClockThatDidNotRunHasNoFigure(int workers, int runs) {
    assertThatThrownBy(() -> rate(workers, runs))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("workers=" + workers + " shared " + runs + " runs")
        .hasMessageContaining("--seeds");
  }

  @Test
  void moreSeedsThanWorkersStay() {
    assertThat(new WorkersBench(1, 7).plan(4, 1).seeds()).hasSize(7);
  }
}
