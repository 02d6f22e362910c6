package deconvlab.report;

import deconvlab.plot.Numbers;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Run;
import deconvlab.record.RunRecord;
import deconvlab.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a study's numbers come from. */
final class Provenance {
  private static final Map<String, Function<RunRecord, String>> FACTS = new LinkedHashMap<>();
  private static final List<String> PLATFORM =
      List.of("code", "library", "Java", "system", "processor", "device", "threads");

  static {
    FACTS.put("data", run -> run.data().name() + " (" + run.data().note() + ")");
    FACTS.put(
        "images",
        run ->
            Text.format(
                "%,d to train, %,d to validate, %,d to test",
                run.data().train(), run.data().validation(), run.data().test()));
    FACTS.put("archive SHA-256", run -> run.data().sha256());
    FACTS.put("pixels SHA-256", run -> run.data().pixelsSha256());
    FACTS.put("labels SHA-256", run -> run.data().labelsSha256());
    FACTS.put("code", run -> run.platform().code());
    FACTS.put("library", run -> run.platform().library());
    FACTS.put("Java", run -> run.platform().java());
    FACTS.put("system", run -> run.platform().os());
    FACTS.put("processor", run -> run.platform().cpu());
    FACTS.put("device", run -> run.platform().device());
    FACTS.put("threads", run -> Integer.toString(run.platform().threads()));
  }

  private Provenance() {}

  static Stream<RunRecord> records(Evidence evidence) {
    return evidence.arms().stream()
        .flatMap(arm -> arm.runs().stream())
        .map(Run::record)
        .filter(record -> record != null);
  }

  /** Every fact; where runs differ in one, each value with the number of its runs. */
  static Map<String, String> facts(Evidence evidence) {
    Map<String, String> facts = new LinkedHashMap<>();
    FACTS.forEach(
        (name, fact) -> {
          Map<String, Long> counts = counts(evidence, fact);
          facts.put(
              name,
              counts.size() == 1
                  ? counts.keySet().iterator().next()
                  : counts.entrySet().stream()
                      .map(e -> Text.format("%s (%d runs)", e.getKey(), e.getValue()))
                      .collect(Collectors.joining("; ")));
        });
    facts.put("started", range(evidence));
    facts.put("seconds", seconds(evidence));
    return facts;
  }

  /** What may change a result, if only its last bits, and is not the same in all runs. */
  static List<String> mixed(Evidence evidence) {
    String mixed =
        PLATFORM.stream()
            .filter(name -> known(counts(evidence, FACTS.get(name))) > 1)
            .collect(Collectors.joining(", "));
    return mixed.isEmpty()
        ? List.of()
        : List.of("Its runs do not all have the same: " + mixed + ". Provenance has each.");
  }

  /** A run that failed may not know its library. */
  private static long known(Map<String, Long> counts) {
    return counts.keySet().stream().filter(value -> !value.isEmpty()).count();
  }

  private static Map<String, Long> counts(Evidence evidence, Function<RunRecord, String> fact) {
    return records(evidence)
        .collect(Collectors.groupingBy(fact, LinkedHashMap::new, Collectors.counting()));
  }

  private static String range(Evidence evidence) {
    List<String> times = records(evidence).map(RunRecord::started).sorted().toList();
    return times.isEmpty() ? "" : times.get(0) + " to " + times.get(times.size() - 1);
  }

  private static String seconds(Evidence evidence) {
    double[] all = records(evidence).mapToDouble(RunRecord::seconds).sorted().toArray();
    double sum = 0;
    for (double one : all) {
      sum += one;
    }
    return all.length == 0
        ? ""
        : Text.format(
            "%s in all, %s to %s a run",
            Numbers.brief(sum), Numbers.brief(all[0]), Numbers.brief(all[all.length - 1]));
  }
}
