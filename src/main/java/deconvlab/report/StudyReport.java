package deconvlab.report;

import deconvlab.plot.GradientFlow;
import deconvlab.record.ContrastVerdict;
import deconvlab.record.Evidence;
import deconvlab.record.Json;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdicts;
import deconvlab.record.WholeFiles;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code lab report} writes: {@code report.json} and {@code runs.csv} for programs, {@code
 * report.html} and {@code report.md} for people. The same store gives the same bytes.
 */
public final class StudyReport {
  /** More studies than this are folded up, each to its verdict. */
  private static final int MOST_OPEN = 3;

  private final Verdicts verdicts;
  private final List<Evidence> evidence;

  private StudyReport(Verdicts verdicts, List<Evidence> evidence) {
    this.verdicts = verdicts;
    this.evidence = evidence;
  }

  /**
   * Writes the four files into {@code folder}, which is made where it is missing.
   *
   * @param evidence of the same studies in the same order
   * @return the path of {@code report.html}
   * @throws IllegalArgumentException if verdicts and evidence are not of the same studies
   */
  public static Path write(Verdicts verdicts, List<Evidence> evidence, Path folder)
      throws IOException {
    List<StudyVerdict> shown = evidence.stream().map(Evidence::study).toList();
    Checks.that(
        shown.equals(verdicts.studies()),
        "evidence is of %s, the verdicts are of %s: give one evidence a study, in their order",
        shown.stream().map(StudyVerdict::id).toList(),
        verdicts.studies().stream().map(StudyVerdict::id).toList());
    StudyReport report = new StudyReport(verdicts, evidence);
    write(folder.resolve("report.json"), Json.write(verdicts) + "\n");
    write(folder.resolve("runs.csv"), RunsCsv.of(evidence));
    MarkdownPage markdown = new MarkdownPage(report.title());
    report.tell(markdown);
    write(folder.resolve("report.md"), markdown.text());
    HtmlPage html = HtmlPage.page(report.title());
    report.tell(html);
    return html.write(folder.resolve("report.html"));
  }

  /**
   * Gradient flow early in training, one line an arm: the picture that says most. Arms whose layers
   * are not the first arm's are not in it; empty if no run noted the norms of its layers.
   */
  public static Optional<GradientFlow> earlyFlow(Evidence evidence) {
    return new GradientPictures(evidence).first();
  }

  private static void write(Path file, String text) throws IOException {
    WholeFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private String title() {
    List<StudyVerdict> studies = verdicts.studies();
    return studies.size() == 1 ? "Study " + studies.get(0).id() : studies.size() + " studies";
  }

  private void tell(Page page) {
    String tally = Wording.tally(contrasts());
    long counted =
        evidence.stream()
            .flatMap(e -> StudySection.judged(e).stream())
            .filter(c -> !c.primary())
            .count();
    String more = counted == 0 ? "." : Text.format("; %d by count, without a test.", counted);
    page.lead(tally.substring(0, 1).toUpperCase(Locale.ROOT) + tally.substring(1) + more)
        .paragraph(Wording.judged(verdicts));
    if (evidence.size() != 1) {
      page.section("All verdicts");
      if (verdicts.family() > 0) {
        page.paragraph(
            "Found at 80 %: how far from the margin a mean d must be for so many pairs to find it with"
                + " that power. Where that is more than the margin, “not resolved” was likely from"
                + " the start for an effect of 0; each study says what n would do.");
      }
      StudyIndex.judged(page, evidence);
      page.fold("Shown, not judged", false, inside -> StudyIndex.shown(inside, evidence));
    }
    for (Evidence each : evidence) {
      new StudySection(each, evidence.size() <= MOST_OPEN).tell(page);
    }
  }

  private Stream<ContrastVerdict> contrasts() {
    return verdicts.studies().stream().flatMap(study -> study.contrasts().stream());
  }
}
