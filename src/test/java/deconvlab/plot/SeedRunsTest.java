package deconvlab.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SeedRunsTest {
  private static final double NAN = Double.NaN;

  @Test
  void intervalOfTheMeanIsStudents() {
    // 1, 2, 6: mean 3, s² = (4 + 1 + 9)/2 = 7, t(0.975; 2) = 4.302653
    double half = 4.302653 * Math.sqrt(7 / 3.0);
    assertThat(Interval.MEAN_T95.of(new double[] {6, 1, 2}))
        .containsExactly(new double[] {3 - half, 3, 3 + half}, within(1e-5));
    assertThat(Interval.MEAN_RANGE.of(new double[] {6, 1, 2})).containsExactly(1, 3, 6);
    assertThat(Interval.MEDIAN_RANGE.of(new double[] {6, 1, 2})).containsExactly(1, 2, 6);
    assertThat(Interval.MEDIAN_RANGE.of(new double[] {6, 1, 2, 3})).containsExactly(1, 2.5, 6);
    assertThat(Interval.MEAN_T95.of(new double[] {4})).containsExactly(NAN, 4, NAN);
    assertThat(Interval.MEAN_T95.of(new double[0])).containsExactly(NAN, NAN, NAN);
    // many runs: t comes near the normal distribution's 1.96
    double[] many = new double[301];
    many[0] = 301;
    assertThat(Interval.MEAN_T95.of(many)[2]).isEqualTo(1 + 1.9679, within(1e-3));
  }

  @Test
  void aRunCountsWhereItHasAValue() {
    double[][] runs = {{1, 2, 3, 4}, {3, 4}, {5, NAN, Double.POSITIVE_INFINITY, 8}};
    SeedRuns seeds = SeedRuns.of("arm", runs).as(Interval.MEAN_RANGE);
    assertThat(seeds.counts()).containsExactly(3, 2, 1, 2);
    Curves.Line line = seeds.line(null);
    assertThat(line.y()).containsExactly(3, 3, 3, 6);
    assertThat(line.low()).containsExactly(1, 2, NAN, 4);
    assertThat(line.high()).containsExactly(5, 4, NAN, 8);
    assertThat(seeds.legend()).isEqualTo("arm (n = 1 to 3)");
    assertThat(seeds.notes(x -> "step " + (int) x))
        .containsExactly(
            "arm: n = 3, 2 from step 2 on, 1 from step 3 on, 2 from step 4 on."
                + " A run counts where it has a value.");
  }

  @Test
  void oneRunHasNoBandAndSaysSo() {
    SeedRuns one = SeedRuns.of("arm", new double[][] {{1, 2}});
    assertThat(one.legend()).isEqualTo("arm (n = 1, no band)");
    assertThat(one.line(null).low()).containsOnly(NAN);
    Curves alone = Curves.create().add(one);
    Curves line = Curves.create().add(Curves.Line.of("arm", new double[] {1, 2}));
    assertThat(Ink.count(alone.draw(), Theme.color(0)))
        .isEqualTo(Ink.count(line.draw(), Theme.color(0)));
  }

  @Test
  void smoothingComesBeforeTheBand() {
    double[][] runs = {{0, 8}, {4, 0}};
    Curves.Line line = SeedRuns.of("arm", runs).as(Interval.MEAN_RANGE).line(Smoothing.running(2));
    // the runs become 0, 4 and 4, 2
    assertThat(line.low()).containsExactly(0, 2);
    assertThat(line.y()).containsExactly(2, 3);
    assertThat(line.high()).containsExactly(4, 4);
  }

  @Test
  void everyChangeOfNIsCounted() {
    double[] hole = {1, NAN, 1, NAN, 1, NAN, 1, NAN};
    SeedRuns seeds = SeedRuns.of("arm", new double[][] {hole, {1, 1, 1, 1, 1, 1, 1, 1}});
    assertThat(seeds.notes(x -> "x " + x).get(0)).contains("then 3 more changes");
  }

  @Test
  void bandsOfDecadesReachTheFloor() {
    // mean 1, interval from below zero: on a log axis the band goes down to the axis
    double[][] runs = {{0.1, 0.1}, {0.1, 0.1}, {2.8, 2.8}};
    DrawnLine trace = DrawnLine.of(SeedRuns.of("arm", runs), LineStyle.arm(0), Scale.LOG, null);
    assertThat(trace.low()).containsOnly(Double.NEGATIVE_INFINITY);
    Ink.assertDrawn(Curves.create().logY().add(SeedRuns.of("arm", runs)).draw());
  }

  @Test
  void positionsMustReachTheLongestRun() {
    SeedRuns runs = SeedRuns.of("arm", new double[][] {{1}, {1, 2, 3}});
    assertThat(runs.x()).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> runs.at(new double[] {1, 2}))
        .hasMessage("run 1 of 'arm' has 3 values but x has 2: give a position for every point");
  }

  @Test
  void spikesAndGapsSurviveThinning() {
    double[] y = new double[50_000];
    y[31_234] = 9;
    y[12_345] = NAN;
    double[] thin = Thin.pick(y, Thin.line(y));
    assertThat(thin.length).isLessThan(6_000);
    assertThat(thin).contains(9).contains(NAN);
    assertThat(Thin.line(new double[] {1, 2, 3})).containsExactly(0, 1, 2);
  }
}
