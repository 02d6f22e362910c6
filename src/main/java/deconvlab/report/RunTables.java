package deconvlab.report;

import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.Evidence.Run;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A study's runs as tables. */
final class RunTables {
  /** What a run that nothing stopped can come to. */
  private static final Set<String> ENDED = Set.of("completed", "collapsed", "diverged");

  private RunTables() {}

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
    return arm.runs().stream().map(RunTables::outcome).filter(outcome).count();
  }
}
