package deconvlab.report;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.DataUsed;
import deconvlab.record.Direction;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.Evidence.Run;
import deconvlab.record.Evidence.Tuned;
import deconvlab.record.Json;
import deconvlab.record.Literature;
import deconvlab.record.Outcome;
import deconvlab.record.Pair;
import deconvlab.record.Platform;
import deconvlab.record.Proof;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdict;
import deconvlab.record.Verdicts;
import deconvlab.record.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Studies whose numbers are invented, to be reported. Written as pages to be looked at:
 *
 * <pre>java -cp … deconvlab.report.ReportSamples FOLDER</pre>
 */
final class ReportSamples {
  static final String SLOPE = "abs(gradient slope), steps 0-200";
  private static final String NAMED = "batch norm, library init";
  static final String HOSTILE =
      "<script>alert(1)</script> \"q\" | a,b\n'\u0000\u001b[31m \u202e第二 " + "long ".repeat(40);

  private ReportSamples() {}

  /** Writes a page of one study, of 20, and of hostile ones. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    write(List.of(study("C06", 10)), folder.resolve("one"));
    List<Evidence> many =
        IntStream.rangeClosed(1, 20).mapToObj(i -> study((i < 10 ? "C0" : "C") + i, 8)).toList();
    write(many, folder.resolve("many"));
    write(List.of(hostile(), missing(), study("single", 1)), folder.resolve("hostile"));
  }

  static Path write(List<Evidence> evidence, Path folder) throws IOException {
    return StudyReport.write(verdicts(evidence), evidence, folder);
  }

  static Verdicts verdicts(List<Evidence> evidence) {
    List<StudyVerdict> studies = evidence.stream().map(Evidence::study).toList();
    int family =
        (int)
            studies.stream()
                .flatMap(s -> s.contrasts().stream())
                .filter(ContrastVerdict::primary)
                .count();
    return new Verdicts(Verdicts.FORMAT, 0.05, family, studies);
  }

  /**
   * Batch norm off and on under two initialisations, with an interaction; one seed in ten fails.
   */
  static Evidence study(String id, int seeds) {
    List<Arm> arms = new ArrayList<>();
    String[] norms = {"off", "on"};
    String[] inits = {"library", "right"};
    for (int i = 0; i < 4; i++) {
      String name = "batch norm " + norms[i % 2] + ", " + inits[i / 2] + " init";
      List<Run> runs = new ArrayList<>();
      for (int seed = 0; seed < seeds; seed++) {
        runs.add(run(i, seed));
      }
      arms.add(new Arm(name, Map.of("norm", norms[i % 2], "init", inits[i / 2]), runs));
    }
    List<ContrastVerdict> contrasts =
        List.of(
            contrast(arms, 1, 0, NAMED, true),
            contrast(arms, 3, 2, "batch norm, right init", true),
            interaction(arms),
            contrast(arms, 2, 0, "right init without batch norm", false));
    StudyVerdict verdict =
        new StudyVerdict(
            id,
            "Does batch normalisation keep gradients level, with the library's initial weights and"
                + " with the right ones?",
            "quick",
            "CIFAR-10, JPEG-75 copy, embedded subset",
            "with the library's init supported: the slope falls by 0.41 [0.38, 0.44] decades a"
                + " layer; with the right init not resolved.",
            contrasts);
    return new Evidence(
        verdict,
        arms,
        Map.of(SLOPE, "decades a layer"),
        List.of(
            new Tuned(arms.get(0).name(), 0.001, 0.3, false, true),
            new Tuned(arms.get(0).name(), 0.01, 0.35, true, false)),
        null,
        List.of("Batch norm's statistics are those of the batch."),
        Set.of(),
        List.of(new Proof("dy/dx is the kernel.", "y is linear in x.", "OperatorProperties")),
        List.of(
            new Literature("Somebody, Somewhere", 2015, "It helps.", NAMED, Verdict.SUPPORTED),
            new Literature("Another, Elsewhere", 2018, "It smooths.", "", null)),
        "environment/lab ablate " + id + " && environment/lab report " + id);
  }

  private static Run run(int arm, int seed) {
    boolean fails = arm == 0 && seed % 10 == 3;
    double slope = new double[] {0.62, 0.21, 0.18, 0.14}[arm];
    slope += 0.03 * new Random(seed).nextGaussian();
    slope += 0.03 * new Random(99L * arm + seed).nextGaussian();
    Map<String, String> why = fails ? Map.of(SLOPE, "diverged") : Map.of();
    return new Run(
        seed,
        "",
        "key" + arm + "-" + seed,
        record(arm, seed, fails ? Outcome.DIVERGED : Outcome.COMPLETED),
        Map.of(SLOPE, fails ? Double.NaN : slope),
        why);
  }

  static RunRecord record(int arm, long seed, Outcome outcome) {
    int steps = outcome == Outcome.DIVERGED ? 60 : 200;
    Random random = new Random(31 * seed + arm);
    Map<String, float[]> columns = new LinkedHashMap<>();
    float[] loss = new float[steps];
    for (int i = 0; i < steps; i++) {
      double end = 1.9 - 0.25 * arm;
      loss[i] = (float) (end + (2.3 - end) * Math.exp(-i / 50.0) + 0.06 * random.nextGaussian());
    }
    if (outcome == Outcome.DIVERGED) {
      loss[steps - 2] = 1e6f;
      loss[steps - 1] = Float.NaN;
    }
    columns.put(RunRecord.LOSS, loss);
    for (int layer = 0; layer < 6; layer++) {
      float[] norm = new float[steps];
      double decades = -(5 - layer) * new double[] {0.62, 0.21, 0.18, 0.14}[arm];
      Arrays.fill(norm, (float) Math.pow(10, decades + 0.05 * random.nextGaussian()));
      columns.put(RunRecord.LAYER_NORM + "conv" + (layer + 1), norm);
    }
    return new RunRecord(
        RunRecord.FORMAT,
        Json.object(),
        seed,
        new DataUsed("cifar10-mini", "JPEG-75 copy", "ab12", "cd34", "ef56", 10_000, 5_000, 2_000),
        new Platform("1234567", "PyTorch 2.7.1", "Java 17", "Linux", "CPU µ", "cpu()", 1),
        "2026-01-02T03:04:0" + seed % 10 + "Z",
        12.5 + seed,
        new Series(columns),
        Series.NONE,
        List.of(),
        List.of(),
        outcome,
        outcome == Outcome.DIVERGED ? "loss not finite at step 60" : "",
        Watch.NONE,
        null);
  }

  private static ContrastVerdict contrast(
      List<Arm> arms, int arm, int against, String name, boolean primary) {
    List<Pair> pairs = new ArrayList<>();
    for (int s = 0; s < arms.get(arm).runs().size(); s++) {
      Double a = value(arms.get(arm), s);
      Double b = value(arms.get(against), s);
      pairs.add(new Pair(s, a, b, a == null || b == null ? "diverged" : ""));
    }
    return found(name, arms.get(arm).name(), arms.get(against).name(), primary, pairs);
  }

  private static ContrastVerdict interaction(List<Arm> arms) {
    List<Pair> pairs = new ArrayList<>();
    for (int s = 0; s < arms.get(0).runs().size(); s++) {
      Double[] v = new Double[4];
      for (int i = 0; i < 4; i++) {
        v[i] = value(arms.get(i), s);
      }
      Double first = v[1] == null || v[0] == null ? null : v[1] - v[0];
      pairs.add(new Pair(s, first, v[3] - v[2], first == null ? "diverged" : ""));
    }
    String first = arms.get(1).name() + " − " + arms.get(0).name();
    String second = arms.get(3).name() + " − " + arms.get(2).name();
    return found("norm × init", first, second, false, pairs);
  }

  private static Double value(Arm arm, int seed) {
    double value = arm.runs().get(seed).measures().get(SLOPE);
    return Double.isNaN(value) ? null : value;
  }

  /** Numbers that look right; what they mean is tested where they are made. */
  static ContrastVerdict found(
      String name, String arm, String against, boolean primary, List<Pair> pairs) {
    double[] d =
        pairs.stream().filter(Pair::whole).mapToDouble(p -> p.against() - p.arm()).toArray();
    double mean = Arrays.stream(d).average().orElse(Double.NaN);
    boolean some = d.length > 1;
    List<Double> interval = some ? List.of(mean - 0.02, mean + 0.02) : null;
    Verdict verdict =
        d.length >= 8 ? mean > 0.05 ? Verdict.SUPPORTED : Verdict.REFUTED : Verdict.NOT_RESOLVED;
    return new ContrastVerdict(
        name,
        SLOPE,
        "decades a layer",
        arm,
        against,
        Direction.LESS,
        0.05,
        0,
        primary,
        false,
        pairs,
        d.length,
        d.length == 0 ? null : (Double) mean,
        interval,
        interval,
        some ? (Double) 0.00012345 : null,
        primary ? (Double) 0.01 : null,
        some ? (Double) 0.002 : null,
        some ? (Double) 1.1 : null,
        some ? (Double) 0.9 : null,
        some ? (Double) mean : null,
        some ? (Double) 0.08 : null,
        some ? (Integer) 25 : null,
        primary ? verdict : null,
        d.length < 8 ? "fewer than 8 pairs" : "");
  }

  /** Names, words and numbers that nobody wants. */
  static Evidence hostile() {
    List<Pair> pairs =
        List.of(
            new Pair(0, 1e300, -1e300, HOSTILE),
            new Pair(1, null, 0.0, "diverged"),
            new Pair(Long.MAX_VALUE, Double.POSITIVE_INFINITY, 1.0, ""));
    ContrastVerdict c = found(HOSTILE, HOSTILE, HOSTILE + "2", true, pairs);
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put(HOSTILE, Double.NEGATIVE_INFINITY);
    Run odd = new Run(-1, HOSTILE, HOSTILE, record(0, 3, Outcome.DIVERGED), measures, Map.of());
    Run gone = new Run(0, "", "gone", null, Map.of(), Map.of(HOSTILE, HOSTILE));
    Arm arm = new Arm(HOSTILE, Map.of(HOSTILE, HOSTILE), List.of(odd, gone));
    return new Evidence(
        new StudyVerdict(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, List.of(c)),
        List.of(arm),
        Map.of(HOSTILE, HOSTILE),
        List.of(new Tuned(HOSTILE, Double.NaN, Double.NaN, true, true)),
        null,
        List.of(HOSTILE),
        Set.of(HOSTILE),
        List.of(),
        List.of(),
        HOSTILE + "```");
  }

  /** Nothing was run, nothing is judged. */
  static Evidence missing() {
    Run gone = new Run(0, "", "gone", null, Map.of(), Map.of());
    Pair none = new Pair(0, null, null, "not run");
    ContrastVerdict c = found("a − b", "a", "b", false, List.of(none));
    return new Evidence(
        new StudyVerdict("none", "Is there anything?", "smoke", "nothing", "none.", List.of(c)),
        List.of(new Arm("a", Map.of(), List.of(gone)), new Arm("b", Map.of(), List.of())),
        Map.of(SLOPE, "decades a layer"),
        List.of(),
        null,
        List.of(),
        Set.of(),
        List.of(),
        List.of(),
        "environment/lab ablate none");
  }
}
