package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.ablation.Assessment;
import deconvlab.ablation.Results;
import deconvlab.plot.Panels;
import deconvlab.plot.VegaFigure;
import deconvlab.record.Evidence;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Store;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdicts;
import deconvlab.report.ClaimPanel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictFigureTest {
  private static final Path CLAIMS = Path.of("docs/claims");

  static VegaFigure figure() {
    try {
      return VerdictFigure.of(verdicts(), claims());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Claim> claims() throws IOException {
    return Claim.read(CLAIMS.resolve("README.md"));
  }

  private static Verdicts verdicts() throws IOException {
    try {
      return Json.read(Files.readString(CLAIMS.resolve("report.json")), Verdicts.class);
    } catch (JsonException e) {
      throw new IOException(e);
    }
  }

  @Test
  void thePageNamesTwentyClaimsAndWhoSaidThem() throws IOException {
    assertThat(claims()).hasSize(20);
    assertThat(claims().get(3))
        .isEqualTo(new Claim("C04", "L1/L2 balance accuracy and stability", "S0, S4"));
    assertThat(claims().get(6).number()).isEqualTo(7);
    assertThatThrownBy(() -> Claim.read(Path.of("README.md")))
        .hasMessage("README.md has no table of claims");
  }

  @Test
  void effectsAreInMargins() {
    List<Map<String, Object>> rows = rows();
    // 41 judged, 5 counted, a line for each claim.
    assertThat(rows).hasSize(66);
    assertThat(rows.stream().filter(r -> "judged".equals(r.get("how")))).hasSize(41);
    assertThat(rows.stream().filter(r -> "by count".equals(r.get("how")))).hasSize(5);
    Map<String, Object> tanh = row(rows, "C12 tanh − sigmoid, accuracy");
    assertThat(tanh)
        .containsEntry("effect", 5.9725) // 11.945 pp over 2
        .containsEntry("margin", 1.0)
        .containsEntry("arm", "supported")
        .containsEntry("found", "11.9 [10.9, 13] pp, margin 2");
    assertThat(row(rows, "C04 L2 − none, accuracy")).containsEntry("margin", -1.0);
    assertThat(row(rows, "C17 augmentation − nothing"))
        .doesNotContainKey("effect")
        .containsEntry("found", "no pair has a value");
    assertThat(row(rows, "C20").get("verdicts").toString()).contains("supported", "refuted");
    assertThat(figure().alt())
        .contains("12 supported, 19 refuted, 10 not resolved")
        .contains("augmentation − nothing: no value (not resolved).");
  }

  @Test
  void aClaimMustBeThere() throws IOException {
    Verdicts verdicts = verdicts();
    assertThatThrownBy(() -> VerdictFigure.of(verdicts, List.of()))
        .hasMessage("study=C01 has no claim");
  }

  @Test
  void aPanelHasTheFamilysVerdictsAndWhatExplainsThem() throws IOException {
    assertThat(panel("C18").alt())
        .startsWith("2 not resolved. Do Adam")
        .contains("Adam − SGD (not resolved)", "Accuracy on the way", "margin 0.1");
    Panels gap = panel("C16");
    assertThat(gap.alt()).contains("Validation loss over training loss");
    assertThat(gap.draw().getWidth()).isEqualTo(2 * 880);
    assertThat(panel("C14").alt()).contains("Gradients at the start", "output side");
    assertThat(panel("C05").alt())
        .contains("censored: no rate of the grid trains", "×3, cosine (10 censored): mean −3.167");
    assertThat(panel("C20").alt()).contains("orthonormal k3 s1, 3 to 32 channels: mean");
    assertThat(panel("C09").alt()).contains("The values themselves", "S4, 10 times rate");
  }

  private static Panels panel(String id) throws IOException {
    StudyVerdict study =
        verdicts().studies().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
    Results results = Results.of(Store.at(Path.of("docs/records")), id);
    Evidence evidence = Assessment.of(List.of(results)).evidence().get(0);
    return ClaimPanel.of(study, evidence);
  }

  private static List<Map<String, Object>> rows() {
    @SuppressWarnings("unchecked")
    var data = (Map<String, List<Map<String, Object>>>) figure().spec().get("datasets");
    return data.get("contrasts");
  }

  private static Map<String, Object> row(List<Map<String, Object>> rows, String key) {
    return rows.stream().filter(row -> row.get("key").equals(key)).findFirst().orElseThrow();
  }
}
