package deconvlab.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Direction;
import deconvlab.record.Pair;
import deconvlab.record.Verdict;
import deconvlab.train.Patch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final Judge JUDGE = new Judge(0.05);

  /** Against 0; seeds in falling order; NaN for an arm without a number. */
  private static ContrastPairs contrast(
      String name, boolean primary, Direction direction, double margin, double... arm) {
    List<Pair> pairs = new ArrayList<>();
    for (int seed = arm.length - 1; seed >= 0; seed--) {
      boolean lost = Double.isNaN(arm[seed]);
      pairs.add(new Pair(seed, lost ? null : arm[seed], 0.0, lost ? "diverged" : ""));
    }
    Contrast contrast =
        Contrast.of("gradient-slope", Map.of("norm", "on"), direction, Map.of("norm", "off"))
            .named(name)
            .withMargin(margin);
    return pairs(primary ? contrast : contrast.shown(), 0, pairs);
  }

  private static ContrastPairs pairs(Contrast contrast, double resolution, List<Pair> pairs) {
    Measure measure = Measures.named("gradient-slope", contrast.with());
    List<Arm> arms =
        Stream.of("on", "off").map(name -> new Arm(name, Map.of(), Patch.config(), null)).toList();
    return new ContrastPairs(new ContrastArms(contrast, measure, arms), resolution, pairs);
  }

  private static ContrastVerdict alone(ContrastPairs contrast) {
    return JUDGE.judge(List.of(List.of(contrast))).get(0).get(0);
  }

  private static final double[] EIGHT = {0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6};
  private static final double[] MINUS = {-0.4, -0.6, -0.4, -0.6, -0.4, -0.6, -0.4, -0.6};

  @Test
  void everyVerdictStandsInItsContrastsPlace() {
    ContrastPairs up = contrast("up", true, Direction.GREATER, 0.2, EIGHT);
    ContrastPairs shown = contrast("shown", false, Direction.GREATER, 0.2, EIGHT);
    ContrastPairs down = contrast("down", true, Direction.LESS, 0.8, MINUS);
    List<List<ContrastPairs>> studies =
        List.of(List.of(shown, up), List.of(), List.of(down, shown));
    assertThat(Judge.family(studies)).isEqualTo(2);
    List<List<ContrastVerdict>> judged = JUDGE.judge(studies);
    assertThat(judged).extracting(List::size).containsExactly(2, 0, 2);
    assertThat(judged.get(0)).extracting(ContrastVerdict::name).containsExactly("shown", "up");
    assertThat(judged.get(0))
        .extracting(ContrastVerdict::verdict)
        .containsExactly(null, Verdict.SUPPORTED);
    assertThat(judged.get(2))
        .extracting(ContrastVerdict::verdict)
        .containsExactly(Verdict.REFUTED, null);
    ContrastVerdict one = judged.get(0).get(1);
    // t = 0.3·√8/s with s = 0.1·√(8/7): 3·√7
    assertThat(one.p()).isEqualTo(new Paired(EIGHT).p(0.2, 0));
    assertThat(one.p_holm()).isEqualTo(judged.get(2).get(0).p_holm(), within(1e-15));
    ContrastVerdict beside = judged.get(0).get(0);
    assertThat(beside.p()).isEqualTo(one.p());
    assertThat(beside.p_holm()).isNull();
    assertThat(beside.detectable()).isEqualTo(new Paired(EIGHT).detectable(0.025, 0));
  }

  @Test
  void differencesAreCountedInTheClaimsDirection() {
    ContrastVerdict greater = alone(contrast("a", true, Direction.GREATER, 0.2, EIGHT));
    ContrastVerdict less = alone(contrast("a", true, Direction.LESS, 0.2, MINUS));
    assertThat(less.mean()).isEqualTo(0.5, within(1e-15)).isEqualTo(greater.mean());
    assertThat(less.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(less.p_better()).isEqualTo(1);
    assertThat(less.ci95()).isEqualTo(greater.ci95());
    assertThat(less.bootstrap95()).isEqualTo(greater.bootstrap95());
    assertThat(less.p_flip()).isEqualTo(Math.scalb(2.0, -8));
    assertThat(less.iqm()).isEqualTo(0.5);
    assertThat(alone(contrast("a", true, Direction.LESS, 0.2, EIGHT)).verdict())
        .isEqualTo(Verdict.REFUTED);
    assertThat(less.pairs()).extracting(Pair::seed).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
  }

  @Test
  void aShiftOrAScaleOfAllNumbersTurnsNoVerdict() {
    double[] scaled = EIGHT.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = 1000 * scaled[i] + 7000;
    }
    ContrastVerdict one = alone(contrast("a", true, Direction.GREATER, 0.42, EIGHT));
    ContrastVerdict other = alone(contrast("a", true, Direction.GREATER, 7420, scaled));
    assertThat(other.p()).isEqualTo(one.p(), within(1e-10));
    assertThat(other.verdict()).isEqualTo(one.verdict());
  }

  @Test
  void ofNothingNothingIsSaid() {
    double[] lost = Collections.nCopies(10, Double.NaN).stream().mapToDouble(v -> v).toArray();
    ContrastVerdict none = alone(contrast("a", true, Direction.GREATER, 0.2, lost));
    assertThat(none.n()).isZero();
    assertThat(none.pairs()).hasSize(10).extracting(Pair::why).containsOnly("diverged");
    assertThat(none.p()).isEqualTo(1);
    assertThat(none.p_holm()).isEqualTo(1);
    assertThat(none.verdict()).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(none.why()).isEqualTo("fewer than 8 pairs, 10 of 10 pairs have no value (diverged)");
    assertThat(none)
        .extracting("mean", "ci95", "bootstrap95", "p_flip", "dz", "p_better", "iqm", "detectable")
        .containsOnlyNulls();
    ContrastVerdict one = alone(contrast("a", true, Direction.GREATER, 0.2, 0.7));
    assertThat(one.mean()).isEqualTo(0.7);
    assertThat(one).extracting("ci95", "bootstrap95", "dz", "detectable").containsOnlyNulls();
    assertThat(one.p()).isEqualTo(1);
    assertThat(JUDGE.judge(List.of())).isEmpty();
  }

  @Test
  void refusesWhatIsNoNumberByName() {
    assertThatThrownBy(
            () -> alone(contrast("a − b", true, Direction.LESS, 0, 1, Double.NEGATIVE_INFINITY)))
        .hasMessage(
            "a − b: seed 1, arm=-Infinity must be finite, at most 5.0E99; what has no value is null, with a reason");
    assertThatThrownBy(() -> alone(contrast("a − b", true, Direction.LESS, 1e100, 1, 2)))
        .hasMessageStartingWith("a − b: margin=1.0E100 must be finite, at most");
    Contrast rule = contrast("a − b", false, Direction.LESS, 0).of().contrast();
    ContrastPairs twice =
        pairs(rule, 0, List.of(new Pair(3, 1.0, 2.0, ""), new Pair(3, 2.0, 1.0, "")));
    assertThatThrownBy(() -> alone(twice)).hasMessage("a − b: seed 3 has two pairs, must have one");
    ContrastPairs steps = pairs(rule, -1, List.of());
    assertThatThrownBy(() -> alone(steps)).hasMessage("a − b: resolution=-1.0 must be 0 or above");
    assertThatThrownBy(() -> new Judge(1))
        .hasMessage("level=1.0 must be in (0, 1), for instance 0.05");
  }

  @Test
  void saysAVerdictWithItsNumber() {
    ContrastVerdict up = alone(contrast("on − off", true, Direction.GREATER, 0.2, EIGHT));
    // t(0.975; 7) = 2.3646, s/√8 = 0.1/√7: half 0.0894
    assertThat(Sentences.of(up, Set.of()))
        .isEqualTo(
            "supported: on − off, gradient slope, step 0: greater by 0.500 [0.411, 0.589] decades a"
                + " layer, beyond the margin of 0.2 (n = 8, Holm p < 0.0001)");
    ContrastVerdict down = alone(contrast("on − off", true, Direction.LESS, 0.05, EIGHT));
    assertThat(Sentences.of(down, Set.of()))
        .startsWith(
            "refuted: on − off, gradient slope, step 0: greater by 0.500 [0.411, 0.589] decades")
        .contains("short of the margin of 0.05 (");
    ContrastVerdict open = alone(contrast("on − off", true, Direction.GREATER, 0.45, EIGHT));
    // (2.3646 + 0.8960)·0.1/√7 = 0.1232
    assertThat(Sentences.of(open, Set.of()))
        .startsWith("not resolved: ")
        .endsWith(
            "layer, margin 0.45 (n = 8, Holm p = 0.23, smallest effect found at 80 % power: 0.123 from the margin)");
    // s = 2·√(2/7): (2.3646 + 0.8960)·s/√8 = 1.2323 from a margin of 1
    ContrastVerdict wide =
        alone(contrast("on − off", true, Direction.GREATER, 1, 0, 2, 0, 2, 0, 2, 0, 2));
    assertThat(wide.enough()).isEqualTo(12);
    assertThat(Sentences.of(wide, Set.of()))
        .endsWith("power: 1.23 from the margin; that of 0 would take n = 12)");
    ContrastVerdict shown = alone(contrast("on − off", false, Direction.GREATER, 0.2, 0.25, 0.25));
    assertThat(Sentences.of(shown, Set.of()))
        .isEqualTo(
            "not judged: on − off, gradient slope, step 0: greater by 0.25 decades a layer (n = 2, exact)");
    assertThat(Sentences.of(List.of(shown), Set.of(shown.measure())))
        .isEqualTo(
            "by count, supported: on − off, gradient slope, step 0: greater by 0.25 decades a layer,"
                + " beyond the margin of 0.2 (n = 2, exact)");
    ContrastVerdict small = alone(contrast("on − off", false, Direction.GREATER, 0.3, 0.25, 0.25));
    assertThat(small.verdict()).isNull();
    assertThat(small.byCount(Set.of(small.measure()))).isEqualTo(Verdict.REFUTED);
    assertThat(up.byCount(Set.of(up.measure()))).isNull();
    ContrastVerdict spread = alone(contrast("on − off", false, Direction.LESS, 0, 1, 2));
    assertThat(spread.byCount(Set.of(spread.measure()))).isNull();
    ContrastVerdict equal = alone(contrast("on − off", false, Direction.LESS, -0.25, 0.25, 0.25));
    assertThat(equal.byCount(Set.of(equal.measure()))).isEqualTo(Verdict.NOT_RESOLVED);
    assertThat(Sentences.of(List.of(shown, up, down), Set.of()))
        .isEqualTo(Sentences.of(up, Set.of()) + "; " + Sentences.of(down, Set.of()));
    assertThat(Sentences.of(List.of(shown), Set.of())).isEqualTo(Sentences.of(shown, Set.of()));
    ContrastVerdict none = alone(contrast("on − off", true, Direction.LESS, 0, Double.NaN));
    assertThat(Sentences.of(none, Set.of()))
        .isEqualTo(
            "not resolved: on − off, gradient slope, step 0: fewer than 8 pairs, 1 of 1 pairs have no"
                + " value (diverged)");
    ContrastVerdict harmless =
        alone(contrast("L2 − none", false, Direction.GREATER, -1, -3e-15, -3e-15));
    assertThat(Sentences.of(harmless, Set.of()))
        .contains(": less by 3.0e−15 decades a layer (n = 2, exact)");
    ContrastVerdict named =
        alone(contrast("on − off, gradient slope, step 0", true, Direction.GREATER, 0.2, EIGHT));
    assertThat(Sentences.of(named, Set.of())).isEqualTo(Sentences.of(up, Set.of()));
    ContrastVerdict few = alone(contrast("on − off", true, Direction.LESS, 0, -1, -2));
    assertThat(Sentences.of(few, Set.of())).endsWith(" from the margin): fewer than 8 pairs");
  }
}
