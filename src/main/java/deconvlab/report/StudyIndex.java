package deconvlab.report;

import deconvlab.plot.Numbers;
import deconvlab.record.ContrastVerdict;
import deconvlab.record.Evidence;
import deconvlab.record.StudyVerdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The contrasts of all studies, a row each; the studies are the sections after this one. */
final class StudyIndex {
  private StudyIndex() {}

  /** What has a verdict; a study that has none, in a row that says so. */
  static void judged(Page page, List<Evidence> evidence) {
    tell(page, evidence, StudySection::judged, true);
  }

  /** All else. */
  static void shown(Page page, List<Evidence> evidence) {
    tell(page, evidence, StudyIndex::others, false);
  }

  private static List<ContrastVerdict> others(Evidence evidence) {
    List<ContrastVerdict> others = new ArrayList<>(evidence.study().contrasts());
    others.removeAll(StudySection.judged(evidence));
    return others;
  }

  private static void tell(
      Page page,
      List<Evidence> evidence,
      Function<Evidence, List<ContrastVerdict>> which,
      boolean every) {
    List<List<Object>> rows = new ArrayList<>();
    List<Integer> sections = new ArrayList<>();
    for (int i = 0; i < evidence.size(); i++) {
      StudyVerdict study = evidence.get(i).study();
      int before = rows.size();
      for (ContrastVerdict c : which.apply(evidence.get(i))) {
        rows.add(row(evidence.get(i), c, rows.size() == before));
      }
      if (every && rows.size() == before) {
        rows.add(
            Arrays.asList(
                study.id(), study.question(), "shown, not judged", "", null, null, null, ""));
      }
      while (sections.size() < rows.size()) {
        sections.add(i + 2);
      }
    }
    List<String> headers =
        List.of(
            "study",
            "question",
            "verdict",
            "mean\u00a0d, 95\u00a0%\u00a0interval",
            "margin",
            "found at 80\u00a0%",
            "n",
            "literature");
    // The last column is left out where nobody is cited.
    int columns =
        headers.size() - (evidence.stream().allMatch(e -> e.literature().isEmpty()) ? 1 : 0);
    List<List<Object>> seen = rows.stream().map(row -> row.subList(0, columns)).toList();
    page.index(TableCells.of(headers.subList(0, columns), seen), sections);
  }

  /** The question stands once. */
  private static List<Object> row(Evidence evidence, ContrastVerdict c, boolean first) {
    StudyVerdict study = evidence.study();
    Set<String> counted = evidence.counted();
    String literature =
        evidence.literature().stream()
            .filter(one -> one.contrast().equals(c.name()))
            .map(one -> Wording.agreement(one, study, counted))
            .collect(Collectors.joining(", "));
    return Arrays.asList(
        study.id(),
        first ? study.question() : "",
        Wording.verdict(c, counted) + ": " + c.name(),
        c.mean() == null ? "" : number(c),
        c.margin(),
        c.detectable(),
        c.n(),
        literature);
  }

  private static String number(ContrastVerdict c) {
    String mean = Numbers.brief(c.mean());
    return String.join(" ", mean, Wording.interval(c.ci95()), c.unit())
        .replaceAll(" +", " ")
        .strip();
  }
}
