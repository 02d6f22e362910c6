package deconvlab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.diagnose.SignalTable;
import deconvlab.record.ContrastVerdict;
import deconvlab.record.Copy;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.Evidence.Run;
import deconvlab.record.Json;
import deconvlab.record.Literature;
import deconvlab.record.Platform;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdict;
import deconvlab.record.Verdicts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class StudyReportTest {
  private static final List<String> FILES =
      List.of("report.json", "runs.csv", "report.md", "report.html");

  @TempDir private Path folder;

  private String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  private static int pictures(String html) {
    return html.split("data:image/png;base64,", -1).length - 1;
  }

  @Test
  void jsonHasTheKeysOfTheContractAndIsReadBack() throws IOException {
    List<Evidence> evidence = List.of(ReportSamples.study("C06", 10), ReportSamples.missing());
    ReportSamples.write(evidence, folder);
    ObjectNode json = Json.read(read("report.json"), ObjectNode.class);
    assertThat(json.propertyNames()).containsExactly("format", "level", "family", "studies");
    assertThat(json.get("studies").get(0).propertyNames())
        .containsExactly("id", "question", "profile", "data", "verdict", "contrasts");
    assertThat(json.get("studies").get(0).get("contrasts").get(0).propertyNames())
        .contains(
            "name",
            "measure",
            "unit",
            "arm",
            "against",
            "direction",
            "margin",
            "resolution",
            "primary",
            "exact",
            "pairs",
            "n",
            "mean",
            "ci95",
            "p",
            "p_holm",
            "dz",
            "p_better",
            "detectable",
            "verdict");
    assertThat(json.at("/studies/0/contrasts/0/direction").asString()).isEqualTo("less");
    assertThat(json.at("/studies/0/contrasts/0/verdict").asString()).isEqualTo("supported");
    assertThat(json.at("/studies/0/contrasts/0/pairs/3").toString())
        .endsWith("\"against\":null,\"why\":\"diverged\"}");
    ObjectNode none = (ObjectNode) json.at("/studies/1/contrasts/0");
    for (String key : List.of("mean", "ci95", "p", "p_holm", "dz", "verdict")) {
      assertThat(none.get(key).isNull()).as(key).isTrue();
    }
    assertThat(Json.read(read("report.json"), Verdicts.class))
        .isEqualTo(ReportSamples.verdicts(evidence));
  }

  @Test
  void theSameStoreGivesTheSameBytesInEveryLocale() throws IOException {
    List<Evidence> evidence = List.of(ReportSamples.study("a", 3), ReportSamples.hostile());
    ReportSamples.write(evidence, folder.resolve("1"));
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
      ReportSamples.write(evidence, folder.resolve("2"));
    } finally {
      Locale.setDefault(before);
    }
    for (String file : FILES) {
      assertThat(folder.resolve("1").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("2").resolve(file));
    }
    for (String file : FILES.subList(0, 3)) {
      assertThat(read("1/" + file)).doesNotContain(folder.toString(), "2026-01-02", "12.5");
    }
    assertThat(read("1/report.html")).contains("2026-01-02").doesNotContain(folder.toString());
  }

  @Test
  void everythingFromQuestionToCommandStandsInItsOrder() throws IOException {
    Path page = ReportSamples.write(List.of(ReportSamples.study("C06", 10)), folder);
    assertThat(page).isEqualTo(folder.resolve("report.html"));
    String html = read("report.html");
    // Without the pictures' text, in which a search for a sequence takes minutes.
    assertThat(html.replaceAll("base64,[^\"]*", ""))
        .containsSubsequence(
            "1 supported, 1 refuted.",
            "Does batch normalisation",
            "<li>batch norm, library init: abs(gradient slope), steps 0-200 (decades a layer),"
                + " “batch norm on, library init” below “batch norm off, library init” by more"
                + " than 0.05 decades a layer.</li>",
            "Verdict: with the library&#x27;s init supported",
            "What the literature found",
            "<td>Somebody, Somewhere (2015)</td>",
            "<td>batch norm, library init: supported</td><td>supported</td><td>agree</td>",
            "Another, Elsewhere (2018)",
            "other question",
            "Proved, not measured",
            "dy/dx is the kernel. Proof: y is linear in x. Tested by OperatorProperties.",
            "What the run could have found",
            "<td class=\"n\">25</td>",
            "of an effect of 0, “not resolved” was likely from the start",
            "Every run, a dot a seed",
            "parallel lines would be no interaction",
            "Training loss at the end",
            "Gradient at conv1 early in training",
            "Failures and divergences",
            "loss not finite at step 60",
            "Tuning",
            "chosen",
            "p (sign flip, 0)",
            "pixels SHA-256",
            "Batch norm&#x27;s statistics",
            "<pre><code>environment/lab ablate C06");
    assertThat(pictures(html)).isEqualTo(5);
    assertThat(read("report.md"))
        .containsSubsequence("# Study C06", "## C06", "| batch norm, library init | supported |")
        .contains("\n```\nenvironment/lab ablate C06");
  }

  @Test
  void hostileWordsAreNoMarkupAndTurnNoLine() throws IOException {
    ReportSamples.write(List.of(ReportSamples.hostile()), folder);
    assertThat(read("report.html"))
        .doesNotContain("<script>", "\u001b", "\u202e", "\u0000")
        .contains("&lt;script&gt;");
    assertThat(read("report.md")).doesNotContain("\u001b", "\u202e").contains("\\<script\\>");
    assertThat(pictures(read("report.html"))).isGreaterThanOrEqualTo(3);
  }

  @Test
  void studiesOfNothingOfOneSeedAndOfManyAreReported() throws IOException {
    Run gone = new Run(0, "", "", null, Map.of(), Map.of());
    Evidence none = ReportSamples.missing();
    Evidence empty = Copy.with(Copy.with(none, "arms", List.of()), "measures", Map.of());
    Evidence lost = Copy.with(none, "arms", List.of(new Arm("a", Map.of(), List.of(gone))));
    for (Evidence one : List.of(none, empty, lost, ReportSamples.study("single", 1))) {
      ReportSamples.write(List.of(one), folder);
      assertThat(pictures(read("report.html"))).isGreaterThanOrEqualTo(2);
    }
    assertThat(read("report.html")).contains("2 not resolved.", "fewer than 8 pairs");
    ReportSamples.write(List.of(), folder);
    assertThat(read("report.html")).contains("0 studies");
    List<Evidence> four =
        IntStream.range(0, 4).mapToObj(i -> ReportSamples.study("s" + i, 2)).toList();
    ReportSamples.write(four, folder);
    assertThat(read("report.html"))
        .containsSubsequence("All verdicts", "<a href=\"#s2\">s0</a>", "<a href=\"#s5\">s3</a>")
        .contains("<section id=\"s5\"><h2>s3")
        .contains("Numbers, pictures, runs")
        .doesNotContain("<details open>");
    assertThat(read("report.md"))
        .containsSubsequence(
            "| study | question | verdict |",
            "| s3 | Does batch normalisation",
            "| not resolved: batch norm, library init | ",
            "| not resolved here |",
            "| s3 |  | not resolved: batch norm, right init |",
            "## s3",
            "### What the run could have found");
  }

  @Test
  void whatIsCountedHasAVerdictWithoutATest() throws IOException {
    Evidence study = ReportSamples.study("C19", 8);
    ContrastVerdict shown = study.study().contrasts().get(3);
    ContrastVerdict exact = Copy.with(Copy.with(shown, "exact", true), "p", 0.0);
    StudyVerdict alone = Copy.with(study.study(), "contrasts", List.of(exact));
    Evidence counted = Copy.with(study, "study", alone);
    Literature other = new Literature("A", 2016, "Less.", exact.name(), Verdict.REFUTED);
    counted = Copy.with(counted, "literature", List.of(other));
    ReportSamples.write(List.of(counted), folder);
    assertThat(read("report.md")).contains("Verdict: none").contains("| not judged here |");
    counted = Copy.with(counted, "counted", Set.of(ReportSamples.SLOPE));
    ReportSamples.write(List.of(counted, counted), folder);
    assertThat(read("report.md"))
        .containsSubsequence("Shown, not judged; 2 by count, without a test.", "| C19 | Does", "by")
        .contains("| by count, supported | disagree |", "A contrast is supported where, by count:")
        .contains("Verdict: with the library")
        .doesNotContain("Contrasts beside these rules", "What the run could have found");
  }

  @Test
  void evidenceMustBeOfTheVerdictsStudies() {
    Verdicts verdicts = ReportSamples.verdicts(List.of(ReportSamples.missing()));
    List<Evidence> other = List.of(ReportSamples.study("C06", 1));
    assertThatThrownBy(() -> StudyReport.write(verdicts, other, folder))
        .hasMessageContaining("evidence is of [C06], the verdicts are of [none]");
  }

  @Test
  void gradientsOfActivationsComeFirst() {
    assertThat(GradientPictures.SIGNAL).isEqualTo(SignalTable.GRADIENT_NORM);
    Evidence weights = ReportSamples.study("w", 3);
    assertThat(StudyReport.earlyFlow(weights).orElseThrow().alt())
        .startsWith("Gradient at conv1 early in training, “batch norm off, library init” being 1:")
        .contains("batch norm on, right init (n = 3): ");
    assertThat(StudyReport.earlyFlow(ReportSamples.missing())).isEmpty();
    Map<String, float[]> looks = new LinkedHashMap<>();
    looks.put(RunRecord.PROBE_STEP, new float[] {0, 10});
    looks.put(SignalTable.GRADIENT_NORM + "l1", new float[] {0.5f, 9});
    looks.put(SignalTable.GRADIENT_NORM + "l2", new float[] {2, 9});
    Evidence signals = with(weights, looks);
    List<Picture> drawn = new GradientPictures(signals).gradients();
    assertThat(drawn).hasSize(1);
    assertThat(drawn.get(0).figure().alt())
        .contains("batch norm on, right init (n = 3): 0.5 in l1 (input side), 2 in l2");
    assertThat(drawn.get(0).caption()).contains("each layer's activations", "its looks");
  }

  private static Evidence with(Evidence e, List<Arm> arms) {
    return Copy.with(e, "arms", arms);
  }

  private static Evidence with(Evidence e, Map<String, float[]> looks) {
    List<Arm> arms = new ArrayList<>();
    for (Arm arm : e.arms()) {
      List<Run> runs = new ArrayList<>();
      for (Run run : arm.runs()) {
        RunRecord record = run.record().withSeries(run.record().steps(), new Series(looks));
        runs.add(new Run(run.seed(), "", run.key(), record, run.measures(), run.why()));
      }
      arms.add(new Arm(arm.name(), arm.levels(), runs));
    }
    return with(e, arms);
  }

  private static Run with(Run run, Series steps) {
    RunRecord record = run.record().withSeries(steps, Series.NONE);
    return new Run(run.seed(), run.variant(), run.key(), record, run.measures(), run.why());
  }

  @Test
  void whatRunsWereMadeOfAndOnIsToldWhereItDiffers() {
    Evidence study = ReportSamples.study("s", 2);
    assertThat(Provenance.mixed(study)).isEmpty();
    Run run = study.arms().get(0).runs().get(0);
    Platform elsewhere =
        new Platform("2345678-dirty", "", "Java 17", "Linux", "other", "gpu(0)", 1);
    RunRecord record = Copy.with(run.record(), "platform", elsewhere);
    Run other = new Run(9, "", "k", record, run.measures(), run.why());
    List<Arm> arms = new ArrayList<>(study.arms());
    arms.add(new Arm("other", Map.of(), List.of(other)));
    assertThat(Provenance.mixed(with(study, arms)))
        .containsExactly(
            "Its runs do not all have the same: code, processor, device. Provenance has each.");
    Platform here = run.record().platform();
    RunRecord beside = Copy.with(run.record(), "platform", Copy.with(here, "device", "gpu(1)"));
    arms.set(
        arms.size() - 1,
        new Arm(
            "other", Map.of(), List.of(new Run(9, "", "k", beside, run.measures(), run.why()))));
    assertThat(Provenance.mixed(with(study, arms)))
        .containsExactly("Its runs do not all have the same: device. Provenance has each.");
  }

  @Test
  void ofASearchTheVariantOfMostSeedsIsDrawn() {
    Evidence plain = ReportSamples.study("s", 2);
    List<Run> runs = new ArrayList<>(plain.arms().get(2).runs());
    Run odd = runs.get(0);
    runs.add(0, new Run(0, "rate=9", "k", odd.record(), odd.measures(), odd.why()));
    Arm searched = new Arm("searched", Map.of(), runs);
    Evidence e = with(plain, List.of(searched));
    assertThat(new LossPictures(e).losses().get(0).figure().alt()).contains("searched (n = 2)");
    assertThat(new DifferencePictures(e).raw().get(0).figure().alt()).contains("n = 2");
  }

  @Test
  void aLossFarFromTheOthersTakesDecadesOneLeapIsCutOff() {
    Evidence study = ReportSamples.study("s", 4);
    Picture linear = new LossPictures(study).losses().get(0);
    assertThat(linear.figure().alt()).contains("; nothing beyond 7.", "library init: 1");
    List<Run> far =
        study.arms().get(2).runs().stream()
            .map(
                run -> {
                  float[] loss = run.record().steps().get(RunRecord.LOSS);
                  for (int i = 0; i < loss.length; i++) {
                    loss[i] *= 1000;
                  }
                  return with(run, new Series(Map.of(RunRecord.LOSS, loss)));
                })
            .toList();
    List<Arm> arms = new ArrayList<>(study.arms());
    arms.set(2, new Arm("far", Map.of(), far));
    Picture decades = new LossPictures(with(study, arms)).losses().get(0);
    assertThat(decades.figure().alt()).contains("far: 1").doesNotContain("nothing beyond");
  }

  /** Clopper and Pearson's: 1 − 0.025^(1/10) is 0.3085; R's binom.test(3, 10) gives the others. */
  @Test
  void sharesHaveExactIntervals() {
    assertThat(Wording.share(0, 10)).isEqualTo("0 % [0,\u00a030.85]");
    assertThat(Wording.share(3, 10)).isEqualTo("30 % [6.674,\u00a065.25]");
    assertThat(Wording.share(10, 10)).isEqualTo("100 % [69.15,\u00a0100]");
    assertThat(Wording.share(0, 0)).isEmpty();
  }

  @Test
  void csvIsReadBack() throws IOException {
    Evidence two = ReportSamples.study("C06", 4);
    String csv = RunsCsv.of(List.of(two, ReportSamples.missing()));
    List<String> lines = csv.lines().toList();
    assertThat(csv).doesNotContain("\r").endsWith("\n");
    assertThat(lines.get(0))
        .isEqualTo("study,arm,seed,variant,outcome,steps,key,\"" + ReportSamples.SLOPE + "\"");
    assertThat(lines.get(4))
        .isEqualTo("C06,\"batch norm off, library init\",3,,diverged,60,key0-3,");
    assertThat(lines.get(17)).isEqualTo("none,a,0,,missing,,gone,");
    double slope = two.arms().get(0).runs().get(0).measures().get(ReportSamples.SLOPE);
    assertThat(lines.get(1)).endsWith(",key0-0," + slope);
    assertThat(RunsCsv.of(List.of(ReportSamples.hostile())))
        .contains('"' + ReportSamples.HOSTILE.replace("\"", "\"\"") + '"', "-Infinity");
    assertThat(Stream.of(RunsCsv.of(List.of()).strip().split(","))).hasSize(7);
  }
}
