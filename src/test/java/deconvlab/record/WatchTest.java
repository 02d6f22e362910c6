package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a record noted, and what of it a study sees. */
class WatchTest {
  private static final float NAN = Float.NaN;
  private static final List<String> ALL =
      List.of("loss", "gradient norm", "step", "slope", "dead/", "norm/");

  /** Looks at 0, 10, 20 and 30; dead units counted after epochs of 16 steps. */
  private static RunRecord run() {
    Map<String, float[]> probes = new LinkedHashMap<>();
    probes.put("step", new float[] {0, 10, 20, 30, 16, 32});
    probes.put("loss", new float[] {5, 4, 3, 2, NAN, NAN});
    probes.put("slope", new float[] {1, 2, 3, 4, NAN, NAN});
    probes.put("norm/a", new float[] {6, 7, 8, 9, NAN, NAN});
    probes.put("dead/a", new float[] {NAN, NAN, NAN, NAN, 0.5f, 0.25f});
    Map<String, float[]> steps = new LinkedHashMap<>();
    steps.put("loss", new float[] {5, 4});
    steps.put("gradient norm", new float[] {1, 2});
    RunRecord made = Records.record(Outcome.COMPLETED);
    made = made.withSeries(new Series(steps), new Series(probes));
    return Copy.with(
        Copy.with(made, "watch", new Watch(10, 8, ALL)),
        "scores",
        List.of(
            score("train", 8),
            score("validation", 8),
            score("train", 16),
            score("validation", 16),
            score("validation", 16),
            score("train", 24),
            score("validation", 24),
            score("validation", 32),
            score("test", 32)));
  }

  private static Score score(String split, int step) {
    return new Score(1, step, split, step / 10.0, 0.5, 100);
  }

  private static List<String> scores(RunRecord run) {
    return run.scores().stream().map(s -> s.split() + s.step()).toList();
  }

  @Test
  void looksAreThoseAtMultiplesAndCountsStay() {
    RunRecord thin = run().watched(new Watch(20, 8, ALL));
    assertThat(thin.watch()).isEqualTo(new Watch(20, 8, ALL));
    assertThat(thin.probes().names()).containsExactly("step", "loss", "slope", "norm/a", "dead/a");
    assertThat(thin.probes().get("step")).containsExactly(0, 20, 16, 32);
    assertThat(thin.probes().get("slope")).containsExactly(1, 3, NAN, NAN);
    assertThat(thin.probes().get("dead/a")).containsExactly(NAN, NAN, 0.5f, 0.25f);
    assertThat(thin.scores()).isEqualTo(run().scores());
    assertThat(run().watched(new Watch(10, 8, ALL))).isEqualTo(run());
  }

  @Test
  void whoseStudyDoesNotLookSeesNoLooks() {
    assertThat(run().watched(new Watch(0, 0, ALL)).probes()).isEqualTo(Series.NONE);
  }

  @Test
  void scoresAreThoseAtMultiplesAndOfWholeEpochs() {
    assertThat(scores(run().watched(new Watch(10, 16, ALL))))
        .containsExactly("train16", "validation16", "validation16", "validation32", "test32");
    assertThat(scores(run().watched(new Watch(10, 0, ALL))))
        .containsExactly("validation16", "validation32", "test32");
  }

  @Test
  void columnsAreThoseKeptAndWhatTellsRowsApart() {
    RunRecord thin = run().watched(new Watch(20, 0, List.of("gradient norm", "dead/")));
    assertThat(thin.steps().names()).containsExactly("gradient norm");
    assertThat(thin.probes().names()).containsExactly("step", "loss", "dead/a");
    // So that what is thin can be thinned.
    assertThat(thin.watched(new Watch(40, 0, List.of("dead/"))).probes().get("step"))
        .containsExactly(0, 16, 32);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 8, 20, 16, true",
    "10, 8, 10, 8, true",
    "10, 8, 0, 0, true",
    "20, 8, 10, 8, false",
    "10, 8, 15, 8, false",
    "0, 8, 10, 8, false",
    "10, 0, 10, 8, false",
    "10, 16, 10, 8, false",
    "0, 0, 0, 0, true"
  })
  void coversMultiples(int look, int score, int askedLook, int askedScore, boolean covers) {
    assertThat(new Watch(look, score, ALL).covers(new Watch(askedLook, askedScore, ALL)))
        .isEqualTo(covers);
  }

  @ParameterizedTest
  @CsvSource({
    "loss, loss, true",
    "loss, los, false",
    "norm/, norm/a, true",
    "norm/a, norm/, false",
    "norm/, norm/, true",
    "norm/, dead/, false"
  })
  void coversColumns(String kept, String asked, boolean covers) {
    assertThat(new Watch(0, 0, List.of(kept)).covers(new Watch(0, 0, List.of(asked))))
        .isEqualTo(covers);
  }

  @Test
  void twoTogetherCoverBoth() {
    Watch a = new Watch(20, 0, List.of("loss", "norm/"));
    Watch b = new Watch(30, 8, List.of("slope", "loss"));
    assertThat(a.with(b)).isEqualTo(new Watch(10, 8, List.of("loss", "norm/", "slope")));
    assertThat(a.with(b).covers(a)).isTrue();
    assertThat(a.with(b).covers(b)).isTrue();
    assertThat(Watch.NONE.with(b)).isEqualTo(b);
    assertThatThrownBy(() -> new Watch(-1, 0, ALL)).hasMessage("look=-1 must be at least 0");
    assertThatThrownBy(() -> new Watch(0, -1, ALL)).hasMessage("score=-1 must be at least 0");
  }
}
