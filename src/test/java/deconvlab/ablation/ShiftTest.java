package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import deconvlab.TestImages;
import deconvlab.data.ImageData;
import deconvlab.record.Images;
import deconvlab.record.Outcome;
import deconvlab.record.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hands share an agenda, and end together. */
class ShiftTest {
  private static final ImageData DATA = TestImages.data();

  @TempDir private Path folder;

  private Agenda agenda() {
    Plan plan = Plan.of(RunnerTest.study().seeds(1), "quick");
    Images images = new Images(DATA.pixelsSha256(), DATA.labelsSha256(), DATA.note());
    Map<String, Images> named = Map.of("made-up", images);
    PlanRuns runs = new PlanRuns(plan, Store.at(folder), named, key -> false);
    return new Agenda(Map.of(plan, runs), plan.cells());
  }

  /** Works until it is closed. */
  private static final class Patient implements Hand {
    final CountDownLatch began = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    volatile boolean told;

    @Override
    public Made make(Job job, IntConsumer steps) throws InterruptedException {
      began.countDown();
      told = closed.await(20, TimeUnit.SECONDS);
      return new Made(Outcome.INTERRUPTED, 0, 0, "");
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  /** Makes runs by what is given. */
  private interface Making extends Hand {
    @Override
    default void close() {}
  }

  @Test
  void anErrorOfOneStopsTheOthersAtOnce() {
    Patient patient = new Patient();
    Making failing =
        (job, steps) -> {
          patient.began.await();
          throw new IOException("no space left");
        };
    Shift shift = new Shift(agenda(), StudyListener.NONE);
    assertThatThrownBy(() -> shift.by(List.of(patient, failing)))
        .isInstanceOf(IOException.class)
        .hasMessage("no space left");
    assertThat(patient.told).isTrue();
  }

  @Test
  void aRunThatAnotherProcessIsAtIsLeft() throws IOException {
    List<String> heard = new ArrayList<>();
    StudyListener listener =
        new StudyListener() {
          @Override
          public void left(int hand) {
            heard.add("left");
          }

          @Override
          public void ended(int hand, String run, Outcome o, int steps, double s, String why) {
            heard.add(run);
          }
        };
    RunMaker maker = new RunMaker(Store.at(folder), Device.cpu(), name -> DATA);
    Making second =
        (job, steps) -> {
          // Another process makes the first one meanwhile.
          Made made = maker.make(job);
          return heard.isEmpty() ? Made.TAKEN : made;
        };
    Agenda agenda = agenda();
    assertThat(new Shift(agenda, listener).by(second)).isFalse();
    assertThat(heard).containsExactly("left", "rates: high, seed 0");
    assertThat(agenda.tally()).isEqualTo(new Tally(2, 0, 0));
  }
}
