package deconvlab.report;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.Evidence.Run;
import deconvlab.record.Literature;
import deconvlab.record.Outcome;
import deconvlab.record.Pair;
import deconvlab.record.RunRecord;
import deconvlab.record.StepCosts;
import deconvlab.record.StudyVerdict;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A study's numbers as tables. */
final class StudyTables {
  /** What a run that nothing stopped can come to. */
  private static final Set<String> ENDED = Set.of("completed", "collapsed", "diverged");

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

  /** The runs of which {@code outcome} says yes to how they ended. */
  static TableCells runs(Evidence evidence, Predicate<String> outcome) {
    List<String> headers = new ArrayList<>(List.of("arm", "seed", "variant", "outcome", "steps"));
    headers.addAll(evidence.measures().keySet());
    headers.add("remark");
    List<List<Object>> rows = new ArrayList<>();
    for (Arm arm : evidence.arms()) {
      for (Run run : arm.runs().stream().filter(r -> outcome.test(outcome(r))).toList()) {
        List<Object> row =
            new ArrayList<>(List.of(arm.name(), run.seed(), run.variant(), outcome(run)));
        row.add(run.record() == null ? null : run.record().steps().length());
        evidence.measures().keySet().forEach(m -> row.add(value(run, m)));
        row.add(remark(run, evidence.measures().keySet()));
        rows.add(row);
      }
    }
    return TableCells.of(headers, rows);
  }

  static String outcome(Run run) {
    return run.record() == null ? "missing" : run.record().outcome().toString();
  }

  private static Double value(Run run, String measure) {
    Double value = run.measures().get(measure);
    return value == null || value.isNaN() ? null : value;
  }

  private static String remark(Run run, Collection<String> measures) {
    Stream<String> why =
        measures.stream()
            .filter(m -> !run.why().getOrDefault(m, "").isBlank())
            .map(m -> m + ": " + run.why().get(m));
    Stream<String> message = Stream.ofNullable(run.record()).map(RunRecord::message);
    return Stream.concat(why, message)
        .filter(words -> !words.isBlank())
        .collect(Collectors.joining("; "));
  }

  /** How many runs of each arm ended how. */
  static TableCells outcomes(Evidence evidence) {
    List<String> headers = new ArrayList<>(List.of("arm", "runs"));
    List<String> ends = new ArrayList<>(Arrays.stream(Outcome.values()).map(o -> "" + o).toList());
    ends.add("missing");
    ends.removeIf(end -> evidence.arms().stream().allMatch(arm -> count(arm, end::equals) == 0));
    headers.addAll(ends);
    headers.add("share completed, exact 95 % interval");
    List<List<Object>> rows = new ArrayList<>();
    for (Arm arm : evidence.arms()) {
      List<Object> row = new ArrayList<>(List.of(arm.name(), arm.runs().size()));
      ends.forEach(end -> row.add(count(arm, end::equals)));
      row.add(Wording.share(count(arm, "completed"::equals), count(arm, ENDED::contains)));
      rows.add(row);
    }
    return TableCells.of(headers, rows);
  }

  private static long count(Arm arm, Predicate<String> outcome) {
    return arm.runs().stream().map(StudyTables::outcome).filter(outcome).count();
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
