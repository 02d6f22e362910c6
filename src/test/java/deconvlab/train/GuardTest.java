package deconvlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.TestImages;
import deconvlab.diagnose.SignalProbe;
import deconvlab.model.Network;
import deconvlab.record.Finding;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.record.Score;
import deconvlab.record.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever listeners and probes throw, the run goes on bit by bit and its record is kept. */
class GuardTest {
  private static final TrainConfig CONFIG = Runs.config(Runs.CNN, 12);
  private static final RunRecord CALM = Runs.run(CONFIG, 1);

  private final List<LogRecord> told = new ArrayList<>();
  private final Logger log = Logger.getLogger(Guard.class.getName());
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          told.add(line);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    log.addHandler(handler);
    log.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    log.removeHandler(handler);
    log.setUseParentHandlers(true);
  }

  /** Throws in one method, in each call of it, and counts the calls of all. */
  private static final class Faulty implements Probe {
    private final String where;
    private final List<String> calls = new ArrayList<>();

    Faulty(String where) {
      this.where = where;
    }

    private void at(String method) {
      calls.add(method);
      if (method.equals(where)) {
        throw calls.size() % 2 == 0
            ? new OutOfMemoryError("no picture")
            : new NoClassDefFoundError("no fonts");
      }
    }

    @Override
    public void started(List<String> layers, int steps) {
      at("started");
    }

    @Override
    public void steps(List<StepResult> results) {
      at("steps");
    }

    @Override
    public void scored(Score score) {
      at("scored");
    }

    @Override
    public void ended(RunRecord record) {
      at("ended");
    }

    @Override
    public void begins(Network network) {
      at("begins");
    }

    @Override
    public boolean wants(int step) {
      at("wants");
      return step % 4 == 0;
    }

    @Override
    public void look(Look look) {
      at("look");
    }

    @Override
    public void epochEnded(int step, SplitView split) {
      at("epochEnded");
      split.each(trace -> at("each"));
    }

    @Override
    public Series probes() {
      at("probes");
      return Series.NONE;
    }

    @Override
    public List<Finding> findings(RunRecord run) {
      at("findings");
      return List.of();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"started", "steps", "scored", "ended"})
  void aListenerThatThrows(String where) {
    Faulty faulty = new Faulty(where);
    Faulty calm = new Faulty("nowhere");
    RunRecord record = Runs.run(CONFIG, 1, faulty, calm);
    assertKept(record, faulty, where);
    assertThat(calm.calls).as("the others are told").contains("steps", "scored", "ended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wants",
        "look",
        "epochEnded",
        "each",
        "probes",
        "findings",
        "started",
        "steps",
        "scored",
        "ended"
      })
  void aProbeThatThrows(String where) {
    Faulty faulty = new Faulty(where);
    try (Training training = new Training(CONFIG, TestImages.data(), 1, Runs.OPTIONS, faulty)) {
      assertKept(training.run(), faulty, where);
    }
  }

  @Test
  void aProbeMayRefuseBeforeTheRunBegins() {
    SignalProbe used = new SignalProbe(4);
    try (Training first = new Training(CONFIG, TestImages.data(), 1, Runs.OPTIONS, used);
        Training second = new Training(CONFIG, TestImages.data(), 1, Runs.OPTIONS, used)) {
      first.run();
      assertThatThrownBy(second::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this probe has watched a run: make another one");
    }
    assertThat(told).isEmpty();
  }

  private void assertKept(RunRecord record, Faulty faulty, String where) {
    assertThat(record.steps()).isEqualTo(CALM.steps());
    assertThat(record.scores()).isEqualTo(CALM.scores());
    assertThat(record.outcome()).isEqualTo(CALM.outcome()).isNotEqualTo(Outcome.FAILED);
    assertThat(faulty.calls).filteredOn(where::equals).as("told no more").hasSize(1);
    assertThat(told).as("said once").hasSize(1);
    assertThat(told.get(0).getMessage())
        .contains(Faulty.class.getName())
        .contains(where.equals("each") ? "epochEnded" : where)
        .contains("the run goes on");
  }
}
