package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.Curves;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveTest {
  @AfterEach
  void slowAgain() {
    System.clearProperty("deconvlab.fast");
  }

  @Test
  void throttleLetsOneThroughInEachInterval() {
    AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    Throttle throttle = new Throttle(clock::get, 10);
    assertThat(throttle.passes()).isTrue();
    clock.addAndGet(9);
    assertThat(throttle.passes()).isFalse();
    clock.addAndGet(1);
    assertThat(throttle.passes()).isTrue();
    assertThat(throttle.passes()).isFalse();
  }

  @Test
  void slowDrawingHappensLessOften() {
    AtomicLong clock = new AtomicLong(100);
    Throttle throttle = new Throttle(clock::get, 10);
    assertThat(throttle.passes()).isTrue();
    clock.addAndGet(7); // drawing took 7: nothing for 70 from its beginning
    throttle.done();
    clock.addAndGet(62);
    assertThat(throttle.passes()).isFalse();
    clock.addAndGet(1);
    assertThat(throttle.passes()).isTrue();
    clock.addAndGet(0); // drawing took nothing: the interval counts again
    throttle.done();
    clock.addAndGet(10);
    assertThat(throttle.passes()).isTrue();
  }

  @Test
  void progressPrintsItsFirstAndLastStateOnly() {
    String printed =
        Printed.by(
            () -> {
              try (Progress bar = Progress.of("training", 1000)) {
                for (int step = 0; step < 1000; step++) {
                  bar.step("loss 2.3");
                }
              }
            });
    assertThat(printed.lines()).hasSize(2);
    assertThat(printed.lines().findFirst().orElseThrow()).startsWith("training: 0 of 1000 (0 %)");
    assertThat(printed).contains("training: 1000 of 1000 (100 %)").contains("loss 2.3");
  }

  @Test
  void aStoppedBarSaysSo() {
    String printed =
        Printed.by(
            () -> {
              try (Progress bar = Progress.of("training", 10)) {
                bar.to(4, "");
              }
            });
    assertThat(printed).contains("training: 4 of 10 (40 %), stopped");
    Progress closed = Progress.of("training", 2);
    closed.close();
    assertThatThrownBy(() -> closed.step("")).hasMessageContaining("make a new Progress");
    assertThatThrownBy(() -> Progress.of("training", -1)).hasMessageContaining("total=-1");
  }

  @Test
  void livePicturesDrawOnlyWhatIsShownAndKeepTheLast() {
    AtomicInteger drawn = new AtomicInteger();
    String printed =
        Printed.by(
            () -> {
              try (LivePicture live = new LivePicture()) {
                for (int i = 0; i < 100; i++) {
                  String title = "picture " + i;
                  live.update(
                      () -> {
                        drawn.incrementAndGet();
                        return Curves.create().title(title);
                      });
                }
              }
            });
    assertThat(drawn.get()).isLessThan(50);
    assertThat(printed).startsWith("picture 0.").endsWith("picture 99." + System.lineSeparator());
    LivePicture closed = new LivePicture();
    closed.close();
    assertThatThrownBy(() -> closed.update(Curves::create)).hasMessageContaining("closed");
  }

  @Test
  void anErrorOfTheFigureIsToldOnceAndWhatRunsGoesOn() {
    AtomicInteger asked = new AtomicInteger();
    String told =
        Printed.asErrorBy(
            () -> {
              try (LivePicture live = new LivePicture()) {
                for (int i = 0; i < 2; i++) {
                  live.update(
                      () -> {
                        asked.incrementAndGet();
                        throw new IllegalStateException("no such picture");
                      });
                }
              }
            });
    assertThat(told).containsOnlyOnce("no such picture").contains("what it watches goes on");
    assertThat(asked).hasValue(1);
  }

  @Test
  void fastIsSwitchedByTheProperty() {
    System.setProperty("deconvlab.fast", "1");
    assertThat(Lab.fast()).isTrue();
    assertThat(Lab.fast(1, 10)).isEqualTo(1);
    System.setProperty("deconvlab.fast", "0");
    assertThat(Lab.fast()).isEqualTo("1".equals(System.getenv("DECONVLAB_FAST")));
  }
}
