package deconvlab.ablation;

import static deconvlab.record.Verdict.NOT_RESOLVED;
import static deconvlab.record.Verdict.REFUTED;
import static deconvlab.record.Verdict.SUPPORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import deconvlab.ablation.Decision.Contested;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
  /** Mean 0.5, s = 0.1·√(8/7). */
  private static final double[] EIGHT = {0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4, 0.6};

  private static final double[] ONE_LOW = {0.2, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6};

  private static final double[] EQUAL = {0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3};

  private static Contested of(double[] d, double margin, double resolution, String... lost) {
    return new Contested(d, List.of(lost), margin, resolution);
  }

  private static Decision alone(double[] d, double margin, double resolution, String... lost) {
    return Decision.family(0.05, List.of(of(d, margin, resolution, lost))).get(0);
  }

  @Test
  void adjustsAsHolm() {
    assertThat(Decision.adjusted(0.01, 0.04, 0.03))
        .containsExactly(new double[] {0.03, 0.06, 0.06}, within(1e-15));
    // statsmodels 0.15.0, environment/peers/paired_reference.py
    assertThat(Decision.adjusted(0.01, 0.04, 0.03, 0.2, 0.0004, 0.011, 1))
        .containsExactly(new double[] {0.06, 0.12, 0.12, 0.4, 0.0028, 0.06, 1}, within(1e-15));
    assertThat(Decision.adjusted(0.02, Double.NaN, 0.03))
        .containsExactly(new double[] {0.04, Double.NaN, 0.04}, within(1e-15));
    assertThat(Decision.adjusted()).isEmpty();
  }

  @Test
  void beyondTheMarginIsSupportedShortOfItRefuted() {
    assertThat(alone(EIGHT, 0.2, 0).verdict()).isEqualTo(SUPPORTED);
    assertThat(alone(EIGHT, 0.45, 0).verdict()).isEqualTo(NOT_RESOLVED);
    assertThat(alone(EIGHT, 0.8, 0).verdict()).isEqualTo(REFUTED);
    // t = (0.5 − 0.45)·√8 / (0.1·√(8/7)) = √7/2, p = 0.22745 (SciPy: 2*t.sf(7**.5/2, 7))
    Decision near = alone(EIGHT, 0.45, 0);
    assertThat(near.p()).isEqualTo(0.22745, within(1e-5));
    assertThat(near.holm()).isEqualTo(near.p());
    assertThat(near.exact()).isFalse();
    assertThat(near.why()).isEmpty();
  }

  @Test
  void theFamilySharesOneLevel() {
    List<Contested> twenty = Collections.nCopies(20, of(EIGHT, 0.4, 0));
    Decision one = alone(EIGHT, 0.4, 0);
    assertThat(one.verdict()).isEqualTo(SUPPORTED);
    Decision among = Decision.family(0.05, twenty).get(7);
    assertThat(among.p()).isEqualTo(one.p());
    assertThat(among.holm()).isEqualTo(20 * one.p());
    assertThat(among.verdict()).isEqualTo(NOT_RESOLVED);
  }

  @Test
  void numbersInStepsNeverCountAsSpreadByLess() {
    // s = 0 counts as r/√6: t = (0.3 − 0.2)·√8·√6/0.6 = 1.1547, p = 0.28611 (SciPy:
    // 2*t.sf(48**.5/6, 7))
    Decision equal = alone(EQUAL, 0.2, 0.6);
    assertThat(equal.p()).isEqualTo(0.28611, within(1e-5));
    assertThat(equal.exact()).isFalse();
    assertThat(equal.verdict()).isEqualTo(NOT_RESOLVED);
    assertThat(alone(EQUAL, 0.2, 0.1).verdict()).isEqualTo(SUPPORTED);
    assertThat(alone(EQUAL, 0.3, 0.1).p()).isEqualTo(1);
    assertThat(alone(EIGHT, 0.2, 1e-3).p()).isEqualTo(alone(EIGHT, 0.2, 0).p());
  }

  @Test
  void exactNumbersAreComparedOutsideHolm() {
    List<Decision> family =
        Decision.family(
            0.05,
            List.of(of(EQUAL, 0.2, 0), of(EIGHT, 0.4, 0), of(EQUAL, 0.4, 0), of(EQUAL, 0.3, 0)));
    assertThat(family)
        .extracting(Decision::verdict)
        .containsExactly(SUPPORTED, SUPPORTED, REFUTED, NOT_RESOLVED);
    assertThat(family).extracting(Decision::exact).containsExactly(true, false, true, true);
    assertThat(family)
        .extracting(Decision::holm)
        .containsExactly(0.0, alone(EIGHT, 0.4, 0).p(), 0.0, 1.0);
    // a spread or a distance of rounding is none
    double[] nearly = EQUAL.clone();
    nearly[0] += 5e-13;
    assertThat(alone(nearly, 0.3, 0)).isEqualTo(alone(EQUAL, 0.3, 0));
    nearly[0] += 1e-10;
    assertThat(alone(nearly, 0.3, 0).exact()).isFalse();
  }

  @Test
  void fewPairsResolveNothingAndStayInTheFamily() {
    double[] seven = {0.4, 0.6, 0.4, 0.6, 0.4, 0.6, 0.4};
    List<Decision> family =
        Decision.family(
            0.05,
            List.of(
                of(seven, 0, 0),
                of(new double[] {1, 2}, 0, 0),
                of(new double[] {1}, 0, 0),
                of(new double[0], 0, 0, "diverged"),
                of(new double[] {1, 1}, 0, 0)));
    assertThat(family).extracting(Decision::verdict).containsOnly(NOT_RESOLVED);
    assertThat(family.get(0).holm()).isEqualTo(4 * family.get(0).p()).isLessThan(0.05);
    // t = 1.5·√2/√0.5 = 3 with one degree of freedom: 1 − (2/π)·atan 3
    assertThat(family.get(1).p()).isEqualTo(1 - 2 / Math.PI * Math.atan(3), within(1e-12));
    assertThat(family.subList(2, 4)).extracting(Decision::p).containsOnly(1.0);
    assertThat(family.subList(2, 4)).extracting(Decision::holm).containsOnly(1.0);
    assertThat(family.get(4).exact()).isTrue();
    assertThat(family.get(2).why()).isEqualTo("fewer than 8 pairs");
    assertThat(family.get(3).why())
        .isEqualTo("fewer than 8 pairs, 1 of 1 pairs have no value (diverged)");
  }

  @Test
  void aVerdictMustStandWhateverTheMissingPairsWouldSay() {
    Decision stands = alone(EIGHT, 0.2, 0, "diverged", "diverged");
    assertThat(stands.verdict()).isEqualTo(SUPPORTED);
    assertThat(stands.p()).isEqualTo(alone(EIGHT, 0.2, 0).p());
    assertThat(stands.why()).isEqualTo("2 of 10 pairs have no value (diverged)");
    // SciPy's ttest_1samp: p = 0.0114, with one more 0.2 p = 0.0563
    Decision turns = alone(ONE_LOW, 0.38, 0, "not run");
    assertThat(turns.verdict()).isEqualTo(NOT_RESOLVED);
    assertThat(turns.p()).isEqualTo(0.01144, within(1e-5));
    assertThat(turns.why())
        .isEqualTo(
            "1 of 9 pairs have no value (not run), supported without them, not resolved if they"
                + " are as the worst seen");
    double[] oneHigh = Arrays.stream(ONE_LOW).map(v -> -v).toArray();
    assertThat(alone(oneHigh, -0.38, 0, "not run").why())
        .endsWith("refuted without them, not resolved if they are as the best seen");
    assertThat(alone(EQUAL, 0.2, 0, "a", "", "b", "a").verdict()).isEqualTo(SUPPORTED);
    assertThat(alone(EQUAL, 0.2, 0, "a", "", "b", "a").why())
        .isEqualTo("4 of 12 pairs have no value (a, b)");
    assertThat(alone(EQUAL, 0.2, 0, "").why()).isEqualTo("1 of 9 pairs have no value");
  }

  @Test
  void holmIsAppliedAnewToTheFilledContrastAlone() {
    // p = 0.0067, filled with one more 0.2 p = 0.0331: it stands alone, not as the smaller of two
    Contested lost = of(ONE_LOW, 0.36, 0, "not run");
    assertThat(Decision.family(0.05, List.of(lost)).get(0).verdict()).isEqualTo(SUPPORTED);
    List<Decision> two = Decision.family(0.05, List.of(lost, of(EIGHT, 0.5, 0)));
    assertThat(two.get(0).holm()).isEqualTo(2 * two.get(0).p()).isEqualTo(0.01342, within(1e-5));
    assertThat(two.get(0).verdict()).isEqualTo(NOT_RESOLVED);
    // beside a clearer one it is adjusted by 1, as the last
    List<Decision> clear = Decision.family(0.05, List.of(lost, of(EIGHT, -1, 0)));
    assertThat(clear).extracting(Decision::verdict).containsOnly(SUPPORTED);
  }

  @Test
  void whatIsShownHasNoVerdict() {
    Decision shown = Decision.shown(of(EIGHT, 0.2, 0, "diverged"));
    assertThat(shown.p()).isEqualTo(alone(EIGHT, 0.2, 0).p());
    assertThat(shown.holm()).isNaN();
    assertThat(shown.verdict()).isNull();
    assertThat(shown.why()).isEqualTo("1 of 9 pairs have no value (diverged)");
  }
}
