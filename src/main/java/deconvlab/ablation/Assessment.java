package deconvlab.ablation;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Evidence;
import deconvlab.record.Images;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdicts;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Studies of a store, judged as one family, with all that a report shows of them.
 *
 * @param verdicts the judgement
 * @param evidence one for each study, in the same order
 */
public record Assessment(Verdicts verdicts, List<Evidence> evidence) {
  private static final double LEVEL = 0.05;

  /** Judges the studies together. */
  public static Assessment of(List<Results> studies) {
    List<List<ContrastPairs>> contrasts = studies.stream().map(Results::contrasts).toList();
    List<List<ContrastVerdict>> judged = new Judge(LEVEL).judge(contrasts);
    List<StudyVerdict> verdicts = new ArrayList<>();
    List<Evidence> evidence = new ArrayList<>();
    for (int i = 0; i < studies.size(); i++) {
      Results results = studies.get(i);
      StudyVerdict verdict =
          new StudyVerdict(
              results.study().id(),
              results.study().question(),
              results.plan().profile(),
              data(results),
              Sentences.of(judged.get(i), counted(results)),
              judged.get(i));
      verdicts.add(verdict);
      evidence.add(evidence(results, verdict));
    }
    return new Assessment(
        new Verdicts(Verdicts.FORMAT, LEVEL, Judge.family(contrasts), verdicts), evidence);
  }

  private static String data(Results results) {
    return results.stored().images().values().stream()
        .map(Images::note)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  private static Set<String> counted(Results results) {
    return results.plan().comparisons().stream()
        .map(ContrastArms::measure)
        .filter(measure -> measure.most() == 0)
        .map(Measure::title)
        .collect(Collectors.toSet());
  }

  private static Evidence evidence(Results results, StudyVerdict verdict) {
    Map<String, String> measures = new LinkedHashMap<>();
    results.plan().measures().forEach(m -> measures.put(m.title(), m.unit()));
    List<Evidence.Arm> arms = new ArrayList<>();
    for (Arm arm : results.plan().arms()) {
      List<Evidence.Run> runs = new ArrayList<>();
      results.plan().seeds().forEach(seed -> runs.addAll(runs(results, arm, seed)));
      arms.add(new Evidence.Arm(arm.name(), arm.levels(), runs));
    }
    List<Evidence.Tuned> tuning =
        results.tunings().stream().flatMap(tuned -> tuned.table().stream()).toList();
    return new Evidence(
        verdict,
        arms,
        measures,
        tuning,
        results.costs().orElse(null),
        remarks(results, arms),
        counted(results),
        results.study().proved(),
        results.study().literature(),
        command(results.plan()));
  }

  /** The runs of one arm and seed; what a search found stands at the last run it looked at. */
  private static List<Evidence.Run> runs(Results results, Arm arm, long seed) {
    PlanRuns all = results.planRuns();
    Optional<TrainConfig> config = all.config(arm);
    if (config.isEmpty()) {
      return List.of(new Evidence.Run(seed, "", "", null, Map.of(), Map.of()));
    }
    Map<TrainConfig, Map<String, Value>> looked = new LinkedHashMap<>();
    Set<TrainConfig> trained = new HashSet<>();
    for (Measure measure : results.plan().measures(arm)) {
      List<TrainConfig> its = measure.looked(config.get(), all.of(seed));
      trained.addAll(its);
      its.forEach(run -> looked.computeIfAbsent(run, c -> new LinkedHashMap<>()));
      TrainConfig at = its.isEmpty() ? config.get() : its.get(its.size() - 1);
      looked
          .computeIfAbsent(at, c -> new LinkedHashMap<>())
          .put(measure.title(), results.value(measure, arm, seed));
    }
    List<Evidence.Run> runs = new ArrayList<>();
    looked.forEach(
        (run, values) ->
            runs.add(
                new Evidence.Run(
                    seed,
                    String.join(", ", Patch.differences(config.get(), run)),
                    trained.contains(run) ? all.key(run, seed).hash() : "",
                    all.find(run, seed).orElse(null),
                    each(values, Value::number),
                    each(values, Value::why))));
    return runs;
  }

  private static <T> Map<String, T> each(Map<String, Value> values, Function<Value, T> what) {
    Map<String, T> each = new LinkedHashMap<>();
    values.forEach((name, value) -> each.put(name, what.apply(value)));
    return each;
  }

  private static List<String> remarks(Results results, List<Evidence.Arm> arms) {
    List<String> remarks = new ArrayList<>();
    if (!results.study().limits().isEmpty()) {
      remarks.add(results.study().limits());
    }
    int all = 0;
    int missing = 0;
    for (Evidence.Arm arm : arms) {
      for (Evidence.Run run : arm.runs()) {
        // What is counted without training has no key.
        all += run.key().isEmpty() ? 0 : 1;
        missing += run.record() == null && !run.key().isEmpty() ? 1 : 0;
      }
    }
    if (missing > 0) {
      remarks.add(Text.format("%d of %d runs are missing.", missing, all));
    }
    for (Tuning tuning : results.tunings()) {
      tuning.table().stream()
          .filter(t -> t.chosen() && t.atEdge())
          .forEach(
              t ->
                  remarks.add(
                      Text.format(
                          "The value that '%s' chose, %s, is at the edge of its grid: a better one"
                              + " may lie beyond.",
                          t.arm(), t.value())));
    }
    return remarks;
  }

  private static String command(Plan plan) {
    String id = plan.study().id();
    List<String> blocks = SeedList.blocks(plan.seeds());
    List<Long> own = Plan.of(plan.study(), plan.profile(), null, plan.set()).seeds();
    if (blocks.size() > 1 && own.equals(plan.seeds())) {
      blocks = List.of("");
    }
    StringBuilder command = new StringBuilder();
    for (String block : blocks) {
      command.append("environment/lab ablate ").append(id);
      command.append(" --profile ").append(plan.profile());
      command.append(block.isEmpty() ? "" : " --seeds " + block);
      Patch.settings(plan.set()).forEach(set -> command.append(" --set ").append(quoted(set)));
      command.append(" && ");
    }
    return command + "environment/lab report " + id;
  }

  /** In a shell's quotes where there is more in it than names, numbers and paths have. */
  private static String quoted(String word) {
    return word.matches("[\\w./=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
