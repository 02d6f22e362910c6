package deconvlab.report;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Evidence;
import deconvlab.record.Literature;
import deconvlab.record.Pair;
import deconvlab.record.StepCosts;
import deconvlab.record.StudyVerdict;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A study's numbers as tables. */
final class StudyTables {
  private StudyTables() {}

  /** What was found of each contrast, those that are judged first. */
  static TableCells contrasts(Evidence evidence) {
    List<List<Object>> rows = new ArrayList<>();
    judgedFirst(evidence.study()).forEach(c -> rows.add(found(c, evidence.counted())));
    return TableCells.of(
        List.of(
            "contrast",
            "verdict",
            "mean\u00a0d",
            "95 % interval",
            "margin",
            "unit",
            "n",
            "p\u00a0(Holm)",
            "remark"),
        rows);
  }

  static List<ContrastVerdict> judgedFirst(StudyVerdict study) {
    List<ContrastVerdict> sorted = new ArrayList<>(study.contrasts());
    // The sort is stable: the study's own order stays.
    sorted.sort((a, b) -> Boolean.compare(b.primary(), a.primary()));
    return sorted;
  }

  private static List<Object> found(ContrastVerdict c, Set<String> counted) {
    return Arrays.asList(
        c.name(),
        Wording.verdict(c, counted),
        c.mean(),
        Wording.interval(c.ci95()),
        c.margin(),
        c.unit(),
        c.n(),
        c.p_holm(),
        c.why());
  }

  /** What the run could have found of each contrast that is judged. */
  static TableCells power(StudyVerdict study) {
    List<List<Object>> rows = new ArrayList<>();
    study.contrasts().stream()
        .filter(ContrastVerdict::primary)
        .forEach(
            c ->
                rows.add(
                    Arrays.asList(
                        c.name(),
                        c.unit(),
                        c.n(),
                        c.margin(),
                        spread(c),
                        c.detectable(),
                        c.enough(),
                        Wording.power(c))));
    return TableCells.of(
        List.of(
            "contrast",
            "unit",
            "n",
            "margin",
            "spread\u00a0s of\u00a0d",
            "smallest effect found",
            "n for an effect of\u00a00",
            "remark"),
        rows);
  }

  /** As the test counts it: not below that of two rounded numbers. */
  private static Double spread(ContrastVerdict c) {
    if (c.n() < 2) {
      return null;
    }
    double squares =
        c.pairs().stream()
            .filter(Pair::whole)
            .mapToDouble(p -> Math.pow(difference(c, p) - c.mean(), 2))
            .sum();
    return Math.max(Math.sqrt(squares / (c.n() - 1)), c.resolution() / Math.sqrt(6));
  }

  /** What others found, and whether it is what was found here. */
  static TableCells literature(Evidence evidence) {
    List<List<Object>> rows = new ArrayList<>();
    for (Literature one : evidence.literature()) {
      rows.add(
          Arrays.asList(
              Text.format("%s (%d)", one.reference(), one.year()),
              one.found(),
              one.contrast().isEmpty() ? "" : one.contrast() + ": " + one.says(),
              Wording.asked(one, evidence.study())
                  .map(c -> Wording.verdict(c, evidence.counted()))
                  .orElse(""),
              Wording.agreement(one, evidence.study(), evidence.counted())));
    }
    return TableCells.of(
        List.of("reference", "found", "says of our contrast", "our verdict", "we"), rows);
  }

  /** Every statistic of each contrast. */
  static TableCells statistics(StudyVerdict study) {
    List<List<Object>> rows = new ArrayList<>();
    for (ContrastVerdict c : judgedFirst(study)) {
      rows.add(
          Arrays.asList(
              c.name(),
              Wording.measure(c.measure(), c.unit()),
              c.arm(),
              c.against(),
              c.direction().toString(),
              c.resolution(),
              Wording.interval(c.bootstrap95()),
              c.p(),
              c.p_flip(),
              c.dz(),
              c.p_better(),
              c.iqm(),
              c.detectable()));
    }
    return TableCells.of(
        List.of(
            "contrast",
            "measure",
            "arm",
            "against",
            "direction",
            "resolution",
            "bootstrap 95 %",
            "p (margin)",
            "p (sign flip, 0)",
            "d over its deviation",
            "probability of improvement",
            "interquartile mean of d",
            "found at 80 % power"),
        rows);
  }

  /** Every planned seed of every contrast. */
  static TableCells pairs(StudyVerdict study) {
    List<List<Object>> rows = new ArrayList<>();
    for (ContrastVerdict c : judgedFirst(study)) {
      for (Pair p : c.pairs()) {
        Double d = p.whole() ? difference(c, p) : null;
        rows.add(Arrays.asList(c.name(), p.seed(), p.arm(), p.against(), d, p.why()));
      }
    }
    return TableCells.of(List.of("contrast", "seed", "arm", "against", "d", "remark"), rows);
  }

  /** d of a pair; NaN where it is not whole. */
  static double difference(ContrastVerdict c, Pair p) {
    return p.whole() ? c.direction().sign() * (p.arm() - p.against()) : Double.NaN;
  }

  /** What a step of each arm costs, beside the first arm's. */
  static TableCells costs(StepCosts costs) {
    List<List<Object>> rows = new ArrayList<>();
    for (StepCosts.Arm arm : costs.arms()) {
      double[] times = arm.times(costs.arms().get(0));
      rows.add(
          List.of(
              arm.name(),
              arm.parameters(),
              arm.multiplyAdds(),
              arm.milliseconds().stream().mapToDouble(t -> t).min().orElse(Double.NaN),
              times[1],
              Text.format("%.3f to %.3f", times[0], times[2])));
    }
    return TableCells.of(
        List.of(
            "arm",
            "parameters",
            "multiply-adds an image",
            "ms a step, best turn",
            "times the first arm, middle turn",
            "least to greatest turn"),
        rows);
  }

  /** What was tried to choose a value for each arm. */
  static TableCells tuning(Evidence evidence) {
    List<List<Object>> rows = new ArrayList<>();
    for (Evidence.Tuned t : evidence.tuning()) {
      String taken = !t.chosen() ? "" : t.atEdge() ? "chosen, at the grid's edge" : "chosen";
      rows.add(List.of(t.arm(), t.value(), t.score(), taken));
    }
    return TableCells.of(List.of("arm", "tried", "score", ""), rows);
  }
}
