package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of two stores that are held against each other. */
class ReportCommandTest {
  private static final String STUDY = "C12";

  @TempDir private Path folder;
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

  private static Ran compare(String... arguments) {
    Stream<String> verb = Stream.of("report", "--compare");
    return Ran.of(Stream.concat(verb, Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void storesOfOneSizeAndDataAreComparedWithoutAWord() throws IOException {
    String a = store("a", "quick", text);
    Ran ran = compare(a, a);
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("judged contrasts have one verdict, 0 contradict");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void anotherSizeAndOtherDataAreSaid() throws IOException {
    String a = store("a", "quick", text);
    String smoke = text.replaceFirst("\"profile\" ?: ?\"quick\"", "\"profile\":\"smoke\"");
    String b = store("b", "smoke", smoke.replaceFirst("\"note\" ?: ?\"", "$0my copy of "));
    Ran ran = compare(a, b);
    assertThat(ran.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line).isEqualTo("C12: A is 'quick', B is 'smoke'; --profile takes one"),
            line -> assertThat(line).matches("C12: A's data are '(.*)', B's are 'my copy of \\1'"));
    assertThat(ran.out()).contains("judged contrasts have one verdict");
  }

  @Test
  void claimsThatAreNotThereAreBadUsage() throws IOException {
    String a = Files.createDirectory(folder.resolve("a")).toString();
    String b = store("b", "quick", text);
    Ran ran = compare(a, b, "claims");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("store " + a + " has no claims: environment/lab ablate makes them")
        .endsWith("Try 'environment/lab report --help'." + System.lineSeparator());
  }
}
