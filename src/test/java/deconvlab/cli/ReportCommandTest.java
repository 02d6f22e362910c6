package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of two stores that are held against each other. */
class ReportCommandTest {
  private static final String STUDY = "C12";

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String text;

  @BeforeEach
  void read() throws IOException {
    text = Files.readString(Path.of("docs/records/studies/" + STUDY + ".quick.json"));
  }

  /** A store that was asked for the study and has no run yet. */
  private String store(String name, String profile, String study) throws IOException {
    Path studies = Files.createDirectories(folder.resolve(name).resolve("studies"));
    Files.writeString(studies.resolve(STUDY + "." + profile + ".json"), study);
    return folder.resolve(name).toString();
  }

  private int compare(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "report";
    all[1] = "--compare";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return Main.commandLine(OutputStream.nullOutputStream())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  @Test
  void storesOfOneSizeAndDataAreComparedWithoutAWord() throws IOException {
    String a = store("a", "quick", text);
    assertThat(compare(a, a)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("judged contrasts have one verdict, 0 contradict");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void anotherSizeAndOtherDataAreSaid() throws IOException {
    String a = store("a", "quick", text);
    String smoke = text.replaceFirst("\"profile\" ?: ?\"quick\"", "\"profile\":\"smoke\"");
    String b = store("b", "smoke", smoke.replaceFirst("\"note\" ?: ?\"", "$0my copy of "));
    compare(a, b);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("C12: A is 'quick', B is 'smoke'; --profile takes one"),
            line -> assertThat(line).matches("C12: A's data are '(.*)', B's are 'my copy of \\1'"));
    assertThat(out.toString()).contains("judged contrasts have one verdict");
  }

  @Test
  void claimsThatAreNotThereAreBadUsage() throws IOException {
    String a = Files.createDirectory(folder.resolve("a")).toString();
    String b = store("b", "quick", text);
    assertThat(compare(a, b, "claims")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("store " + a + " has no claims: environment/lab ablate makes them")
        .endsWith("Try 'environment/lab report --help'." + System.lineSeparator());
  }
}
