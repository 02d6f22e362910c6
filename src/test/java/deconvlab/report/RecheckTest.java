package deconvlab.report;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.Evidence;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.Verdicts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecheckTest {
  private static final List<Evidence> STUDIES =
      List.of(ReportSamples.study("C06", 9), ReportSamples.hostile(), ReportSamples.missing());
  private static final Verdicts RUNS = ReportSamples.verdicts(STUDIES);

  private static Verdicts changed(String from, String to) throws JsonException {
    String json = Json.write(RUNS);
    assertThat(json).contains(from);
    return Json.read(json.replaceFirst(java.util.regex.Pattern.quote(from), to), Verdicts.class);
  }

  @Test
  void whatIsWrittenAndReadAgrees() throws IOException {
    assertThat(Recheck.differences(Json.read(Json.write(RUNS), Verdicts.class), RUNS)).isEmpty();
  }

  @Test
  void everyDifferenceIsNamedByItsPlace() throws IOException {
    assertThat(Recheck.differences(changed("\"level\":0.05", "\"level\":0.1"), RUNS))
        .containsExactly("level: 0.1 in the file, 0.05 from the runs");
    assertThat(Recheck.differences(changed("\"n\":8", "\"n\":9"), RUNS))
        .containsExactly("studies[C06].contrasts[0].n: 9 in the file, 8 from the runs");
    assertThat(Recheck.differences(changed("\"supported\"", "\"refuted\""), RUNS))
        .containsExactly(
            "studies[C06].contrasts[0].verdict: \"refuted\" in the file, \"supported\" from the"
                + " runs");
    assertThat(Recheck.differences(changed("\"against\":null", "\"against\":0.5"), RUNS))
        .containsExactly(
            "studies[C06].contrasts[0].pairs[seed 3].against: 0.5 in the file, null from the runs");
    assertThat(Recheck.differences(changed("\"p\":1.2345E-4", "\"p\":null"), RUNS))
        .containsExactly("studies[C06].contrasts[0].p: null in the file, 1.2345E-4 from the runs");
    assertThat(Recheck.differences(changed("\"Infinity\"", "\"-Infinity\""), RUNS)).hasSize(1);
    assertThat(Recheck.differences(changed("\"Infinity\"", "1.5"), RUNS)).hasSize(1);
    assertThat(Recheck.differences(changed("\"seed\":2,", "\"seed\":77,"), RUNS))
        .contains("studies[C06].contrasts[0].pairs[seed 77]: only in the file")
        .contains("studies[C06].contrasts[0].pairs[seed 2]: only from the runs");
    Verdicts fewer = ReportSamples.verdicts(STUDIES.subList(1, 3));
    assertThat(Recheck.differences(fewer, RUNS)).contains("studies[C06]: only from the runs");
  }

  /** The last bits may differ between runtimes, nothing more. */
  @Test
  void aTrillionthIsNoDifference() throws IOException {
    assertThat(Recheck.differences(changed("\"dz\":1.1,", "\"dz\":1.1000000000005,"), RUNS))
        .isEmpty();
    assertThat(Recheck.differences(changed("\"dz\":1.1,", "\"dz\":1.10000000001,"), RUNS))
        .containsExactly(
            "studies[C06].contrasts[0].dz: 1.10000000001 in the file, 1.1 from the runs");
  }
}
