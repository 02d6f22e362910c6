package deconvlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Copy;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdict;
import deconvlab.record.Verdicts;
import deconvlab.report.Agreement.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final ContrastVerdict BASE =
      ReportSamples.found("tanh", "a", "b", true, List.of());

  private static ContrastVerdict found(String name, Verdict verdict, double low, double high) {
    ContrastVerdict c = Copy.with(Copy.with(BASE, "name", name), "verdict", verdict);
    c = Copy.with(c, "primary", verdict != null);
    return Copy.with(Copy.with(c, "mean", (low + high) / 2), "ci95", List.of(low, high));
  }

  private static Verdicts laboratory(ContrastVerdict... contrasts) {
    StudyVerdict study = new StudyVerdict("C12", "?", "quick", "data", "so", List.of(contrasts));
    return new Verdicts(Verdicts.FORMAT, 0.05, contrasts.length, List.of(study));
  }

  private static Kind kind(ContrastVerdict a, ContrastVerdict b) {
    return Agreement.of(laboratory(a), laboratory(b)).rows().get(0).kind();
  }

  @Test
  void whatIsJudgedAgreesByItsVerdict() {
    ContrastVerdict yes = found("t", Verdict.SUPPORTED, 1, 2);
    ContrastVerdict no = found("t", Verdict.REFUTED, -1, 0);
    ContrastVerdict open = found("t", Verdict.NOT_RESOLVED, 0, 2);
    assertThat(kind(yes, found("t", Verdict.SUPPORTED, 5, 6))).isEqualTo(Kind.AGREE);
    assertThat(kind(yes, no)).isEqualTo(Kind.CONTRADICT);
    assertThat(kind(open, yes)).isEqualTo(Kind.ONE_RESOLVES);
    assertThat(kind(yes, Copy.with(yes, "margin", 0.1))).isEqualTo(Kind.OTHER_RULE);
  }

  @Test
  void whatIsShownAgreesByItsInterval() {
    ContrastVerdict low = found("t", null, 1, 2);
    assertThat(kind(low, found("t", null, 2, 3))).isEqualTo(Kind.AGREE);
    assertThat(kind(low, found("t", null, 2.1, 3))).isEqualTo(Kind.CONTRADICT);
    assertThat(kind(low, Copy.with(low, "ci95", null))).isEqualTo(Kind.OPEN);
  }

  @Test
  void aNameThatStandsTwiceIsTwoContrastsByTheirMeasures() {
    ContrastVerdict yes = Copy.with(found("t", Verdict.SUPPORTED, 1, 2), "measure", "loss");
    ContrastVerdict no = Copy.with(yes, "verdict", Verdict.REFUTED);
    ContrastVerdict other = Copy.with(found("t", Verdict.SUPPORTED, 1, 2), "measure", "accuracy");
    Agreement both = Agreement.of(laboratory(yes, other), laboratory(no, other));
    assertThat(both.rows())
        .extracting(Agreement.Row::kind)
        .containsExactly(Kind.CONTRADICT, Kind.AGREE);
    assertThat(both.agrees()).isFalse();
    assertThat(both.table().text()).contains("C12 | t, loss | ", "C12 | t, accuracy | ");
    Agreement some = Agreement.of(laboratory(yes), laboratory(other, no));
    assertThat(some.rows())
        .extracting(Agreement.Row::kind)
        .containsExactly(Kind.CONTRADICT, Kind.ONLY_B);
    // Of one name here and there, another measure is another rule.
    assertThat(kind(yes, other)).isEqualTo(Kind.OTHER_RULE);
  }

  @Test
  void theTableHoldsBothAndTheSumCounts() {
    ContrastVerdict yes = found("t", Verdict.SUPPORTED, 1, 2);
    Agreement some =
        Agreement.of(
            laboratory(yes, found("only", Verdict.REFUTED, 0, 1)),
            laboratory(found("t", Verdict.SUPPORTED, 1.5, 3), found("other", null, 0, 1)));
    assertThat(some.table().text())
        .contains(
            "C12 | t | 1.5 | [1,\u00a02] | supported | 2.25 | [1.5,\u00a03] | supported | overlap"
                + " | agree")
        .contains("C12 | only | 0.5 | [0,\u00a01] | refuted |  |  |  |  | only in A")
        .contains("| only in B");
    assertThat(some.summary()).isEqualTo("1 of 2 judged contrasts have one verdict, 0 contradict");
    assertThat(some.agrees()).isFalse();
    assertThat(Agreement.of(laboratory(yes), laboratory(yes)).agrees()).isTrue();
  }
}
