package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.plot.Curves;
import deconvlab.plot.LayerCurves;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.train.StepResult;
import deconvlab.train.StepScalars;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LivePanelTest {
  private static final float GAP = Float.NaN;

  private static StepResult step(int number, float... norms) {
    float[] ratios = new float[norms.length];
    StepScalars scalars = new StepScalars(1, 0, norms, norms, norms, norms, ratios, ratios);
    return new StepResult(number, 0, 2.5f - number, 2, 0, 0.001f, 1, scalars);
  }

  private static Series series(Object... namesAndColumns) {
    Map<String, float[]> columns = new LinkedHashMap<>();
    for (int i = 0; i < namesAndColumns.length; i += 2) {
      columns.put((String) namesAndColumns[i], (float[]) namesAndColumns[i + 1]);
    }
    return new Series(columns);
  }

  @Test
  void showsTheRunSoFarAndKeepsItsLastState() {
    AtomicInteger drawn = new AtomicInteger();
    String printed =
        Printed.by(
            () -> {
              LivePanel panel =
                  LivePanel.of(
                      run -> {
                        drawn.incrementAndGet();
                        RunSoFar.ByLayer norms = run.layers(RunRecord.LAYER_NORM);
                        return LayerCurves.over(norms.layers(), norms.steps(), norms.values())
                            .title("%d of %d steps".formatted(run.done(), run.total()));
                      });
              panel.started(List.of("conv1", "head"), 300);
              for (int i = 0; i < 200; i++) {
                panel.steps(List.of(step(i, 0.5f, 0.25f * i)));
              }
              panel.ended(null);
            });

    // Two a second at most, and the last one.
    assertThat(drawn.get()).isBetween(2, 60);
    assertThat(printed)
        .startsWith("1 of 300 steps. 2 layers over 1 moments: conv1 from 0.5 to 0.5")
        .contains("200 of 300 steps")
        .contains("head from 0 to 49.8");
  }

  @Test
  void aPanelServesOneRunAfterTheOther() {
    String printed =
        Printed.by(
            () -> {
              LivePanel panel =
                  LivePanel.of(run -> Curves.create().title("done: " + run.done() + ";"));
              for (int run = 0; run < 2; run++) {
                panel.started(List.of("head"), 1);
                panel.steps(List.of(step(0, 1)));
                panel.ended(null);
              }
            });
    assertThat(printed).contains("done: 1;").doesNotContain("done: 2;");
  }

  @Test
  void anErrorOfTheFigureIsToldOnceAndTheRunGoesOn() {
    AtomicInteger asked = new AtomicInteger();
    LivePanel panel =
        LivePanel.of(
            run -> {
              asked.incrementAndGet();
              throw new IllegalStateException("no such picture");
            });
    String told =
        Printed.asErrorBy(
            () -> {
              panel.started(List.of("head"), 2);
              panel.steps(List.of(step(0, 1)));
              panel.steps(List.of(step(1, 1)));
              panel.ended(null);
            });
    assertThat(told).containsOnlyOnce("no such picture").contains("what it watches goes on");
    assertThat(asked).hasValue(1);
  }

  @Test
  void aPanelWhoseRunDidNotEndWatchesAnotherNetwork() {
    LivePanel panel =
        LivePanel.of(
            run -> Curves.create().title(run.layers(RunRecord.LAYER_NORM).layers().toString()));
    panel.ended(null); // nothing was begun
    String printed =
        Printed.by(
            () -> {
              panel.started(List.of("conv1", "head"), 2);
              panel.steps(List.of(step(0, 1, 2)));
              panel.started(List.of("only"), 2);
              panel.steps(List.of(step(0, 1)));
              panel.ended(null);
            });
    assertThat(printed).contains("[conv1, head]").contains("[only]");
  }

  @Test
  void unknownColumnsListTheNames() {
    RunSoFar run = new RunSoFar(9, false, series("loss", new float[] {1, 2}), Series.NONE);
    assertThat(run.step("loss")).containsExactly(1, 2);
    assertThat(run.numbers()).containsExactly(0, 1);
    assertThatThrownBy(() -> run.step("los")).hasMessageContaining("no column 'los'");
    assertThatThrownBy(() -> run.layers("update ratio/"))
        .hasMessage("no column begins with 'update ratio/': there are [loss]");
  }

  @Test
  void whatIsNotMeasuredYetIsEmpty() {
    RunSoFar run = new RunSoFar(9, false, Series.NONE, Series.NONE);
    assertThat(run.step("loss")).isEmpty();
    assertThat(run.layers("gain/").layers()).isEmpty();
    assertThat(run.probed("gain/").values()).isEmpty();
  }

  @Test
  void rowsOfOtherMeasurementsAreLeftOut() {
    Series probes =
        series(
            "step", new float[] {0, 16, 10},
            "gain/a", new float[] {GAP, 0.5f, GAP},
            "gain/b", new float[] {1, 2, GAP},
            "gain/never", new float[] {GAP, GAP, GAP},
            "dead/a", new float[] {GAP, GAP, 0.25f});
    RunSoFar run = new RunSoFar(20, true, Series.NONE, probes);
    RunSoFar.ByLayer gains = run.probed("gain/");
    assertThat(gains.layers()).containsExactly("a", "b");
    assertThat(gains.steps()).containsExactly(0, 16);
    assertThat(gains.of("b")).containsExactly(1, 2);
    assertThat(gains.of("a")).containsExactly(Double.NaN, 0.5);
    assertThat(run.probed("dead/").steps()).containsExactly(10);
    assertThatThrownBy(() -> run.probed("gian/"))
        .hasMessageContaining("no column begins with 'gian/': there are [step, gain/a,");
    RunSoFar live = new RunSoFar(20, false, Series.NONE, probes);
    assertThat(live.probed("not yet/").steps()).isEmpty();
    assertThatThrownBy(() -> gains.of("c")).hasMessage("no layer 'c': there are [a, b]");
  }
}
