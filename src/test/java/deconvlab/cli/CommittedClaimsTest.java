package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.ablation.Studies;
import deconvlab.ablation.Study;
import deconvlab.record.ContrastVerdict;
import deconvlab.record.Json;
import deconvlab.record.Store;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdict;
import deconvlab.record.Verdicts;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The committed verdicts follow from the committed runs, and the page says what they say. */
class CommittedClaimsTest {
  private static final Path CLAIMS = Path.of("docs/claims");
  private static final Path STORE = Path.of("docs/records");

  private static Verdicts verdicts() throws IOException {
    return Json.read(Files.readString(CLAIMS.resolve("report.json")), Verdicts.class);
  }

  @Test
  void everyNumberFollowsFromTheRuns() {
    Ran run = Ran.of("report", "--verify", "docs/claims/report.json", "--store", STORE.toString());

    assertThat(run.out().strip()).isEqualTo("verified: every number of 20 studies");
    assertThat(run.status()).isZero();
  }

  @Test
  void allTwentyAreOneFamilyOfTheStudiesAsTheyStand() throws IOException {
    Verdicts all = verdicts();
    Store store = Store.at(STORE, notice -> {});

    assertThat(all.family()).isEqualTo(41);
    assertThat(all.studies().stream().map(StudyVerdict::id).toList())
        .isEqualTo(Studies.expanded(List.of("claims"), Studies.names()));
    for (StudyVerdict study : all.studies()) {
      assertThat(study.profile()).isEqualTo("quick");
      assertThat(Study.kept(store, study.id())).isEqualTo(Studies.named(study.id()));
    }
  }

  @Test
  void thePageHoldsEveryVerdictWordForWord() throws IOException {
    String page = Files.readString(CLAIMS.resolve("README.md"));
    for (StudyVerdict study : verdicts().studies()) {
      String start = "\n### " + study.id() + "\n";
      assertThat(page).contains(start);
      String section = page.substring(page.indexOf(start) + start.length());
      int next = section.indexOf("\n### ");
      section = next < 0 ? section : section.substring(0, next);
      for (ContrastVerdict contrast : study.contrasts()) {
        if (contrast.primary()) {
          assertThat(section).contains(contrast.verdict() + "**: " + contrast.name());
        }
      }
      // The page puts each of a study's verdicts on a line of its own, its word in bold.
      String words = section.replace("- **", "").replace("**", "").replace("\n", "; ");
      assertThat(words).contains(study.verdict());
      assertThat(section).contains(study.question());
    }
  }

  @Test
  void thePagesCountThem() throws IOException {
    List<Verdict> words =
        verdicts().studies().stream()
            .flatMap(study -> study.contrasts().stream())
            .filter(ContrastVerdict::primary)
            .map(ContrastVerdict::verdict)
            .toList();
    String counts =
        Text.format(
            "%d are supported, %d refuted, %d not resolved",
            Collections.frequency(words, Verdict.SUPPORTED),
            Collections.frequency(words, Verdict.REFUTED),
            Collections.frequency(words, Verdict.NOT_RESOLVED));

    assertThat(words).hasSize(41);
    assertThat(Files.readString(CLAIMS.resolve("README.md"))).contains(counts);
    assertThat(Files.readString(Path.of("README.md"))).contains(counts);
  }
}
