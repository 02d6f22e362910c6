package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/** Strict: whatever is not meant is refused, and the message says where. */
class JsonTest {
  @TempDir private Path folder;

  record Sample(int whole, double real, String text, List<Integer> list, @Defaulted String old) {}

  private static final String RIGHT =
      "{'whole':1,'real':1e-8,'text':'a','list':[1,2]}".replace('\'', '"');

  @Test
  void readAndWritten() throws IOException {
    Sample sample = Json.read(RIGHT, Sample.class);
    assertThat(sample).isEqualTo(new Sample(1, 1e-8, "a", List.of(1, 2), null));
    assertThat(Json.write(new Sample(1, Double.NaN, "é\n", List.of(), "")))
        .isEqualTo("{\"whole\":1,\"real\":\"NaN\",\"text\":\"é\\n\",\"list\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "'whole':1, 'whole':'1', 'whole is \"1\", must be a whole number of at most 32 bits'",
    "'whole':1, 'whole':1.5, 'whole is 1.5, must be a whole number'",
    "'whole':1, 'whole':null, must be a whole number",
    "'whole':1, 'whole':99999999999, is out of range",
    "'whole':1, 'while':1, whole is missing",
    "'whole':1, 'whole':01, line 1",
    "'whole':1, 'whole':1.'real':1, key \"real\" stands twice in one object",
    "'whole':1, 'whole':1.'reel':1, reel is an unknown key; perhaps real",
    "'whole':1, /**/'whole':1, is no JSON from here on",
    "'real':1e-8, 'real':NaN, NaN is no number of JSON",
    "'real':1e-8, 'real':'1', 'real is \"1\", must be a number'",
    "'real':1e-8, 'real':true, 'real is true, must be a number'",
    "'text':'a', 'text':5, 'text is 5, must be text in quotes'",
    "'text':'a', 'text':null, text is null",
    "'list':[1.2], 'list':7, 'list is 7, must be a list'",
    "'list':[1.2], 'list':[1.null], list",
    "'list':[1.2], 'list':[1.{}], 'list[1] is an object {…}'",
  })
  void refusedWithPlaceValueAndWhatIsRight(String from, String to, String message) {
    // A comma would end the table's column.
    String quoted = json(from).replace("1.2]", "1,2]");
    String wrong = json(to).replace("1.'", "1,'").replaceAll("1\\.(\"|null|\\{)", "1,$1");
    assertThat(RIGHT).contains(quoted);
    assertThatThrownBy(() -> Json.read(RIGHT.replace(quoted, wrong), Sample.class))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(message.endsWith("missing") ? message : "line 1, column")
        .hasMessageContaining(message);
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }

  @Defaulted
  record Foreign(long[] outputPadding, Double l1, List<Inner> inner) {}

  record Inner(int inChannels) {}

  @Test
  void whatOthersWriteMaySayMoreAndLess() throws IOException {
    List<String> unknown = new ArrayList<>();
    Foreign read =
        foreign(
            "{'output_padding':2,'inner':[{'in_channels':3,'x':[{}]}],'why':'','l1':null}",
            unknown);
    assertThat(read.outputPadding()).containsExactly(2);
    assertThat(read.inner()).containsExactly(new Inner(3));
    assertThat(read.l1()).isNull();
    assertThat(unknown).containsExactly("Inner.x", "Foreign.why");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'output_padding':[1,2.5]} | output_padding[1] is 2.5, must be a whole number",
        "{'output_padding':'2'} | output_padding is \"2\", must be a list",
        "{'l1':'2'} | l1 is \"2\", must be a number",
        "{'inner':[null]} | inner[0] is null, must be an object",
        "{'inner':{'in_channels':3}} | inner is an object {…}, must be a list […]",
        "{'inner':[{'inChannels':3}]} | inner[0].in_channels is missing",
        "{'why':{'a':1,'a':2}} | key \"a\" stands twice in one object",
      })
  void whatOthersWriteIsReadAsStrictly(String text, String message) {
    assertThatThrownBy(() -> foreign(text, new ArrayList<>()))
        .isInstanceOf(JsonException.class)
        .hasMessageStartingWith(message.endsWith("missing") ? message : "line 1, column")
        .hasMessageContaining(message);
  }

  private static Foreign foreign(String text, List<String> unknown) throws JsonException {
    return Json.readForeign(
        json(text).getBytes(StandardCharsets.UTF_8),
        Foreign.class,
        (of, key) -> unknown.add(of.getSimpleName() + "." + key));
  }

  @Test
  void refusedAsAWhole() {
    for (String text : List.of("", "null", "[]", RIGHT + "x", RIGHT + RIGHT, "\u0000", "{\"")) {
      assertThatThrownBy(() -> Json.read(text, Sample.class)).isInstanceOf(JsonException.class);
    }
    for (java.nio.charset.Charset other :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
      byte[] bytes = RIGHT.replace("a", "\u00e9").getBytes(other);
      assertThatThrownBy(() -> Json.read(bytes, Sample.class)).isInstanceOf(JsonException.class);
    }
    assertThatThrownBy(() -> Json.read("[".repeat(100_000), ObjectNode.class))
        .isInstanceOf(JsonException.class);
    assertThatThrownBy(() -> Json.read("{\"a\":" + "[".repeat(100_000), ObjectNode.class))
        .hasMessageContaining("too much to read");
  }

  /** No message moves the cursor of whoever reads it. */
  @Test
  void controlCharactersAreShown() {
    assertThatThrownBy(() -> Json.read("{\"\\u001b[2K\\n\":1}", Sample.class))
        .message()
        .doesNotContain("\u001b", "\n");
  }

  @Test
  void mutatedRecordsAreDamagedOrWhole() throws IOException {
    Path committed = Path.of("docs/records/runs/s4-seed2-96bf3b92f84587c2.json");
    byte[] sample = Files.readAllBytes(committed);
    Path file = folder.resolve("mutated.json");
    Fuzz.mutate(
        sample,
        mutation -> {
          Files.write(file, mutation);
          try {
            RunRecord read = RunFiles.read(file);
            assertThat(read.steps().length()).isLessThanOrEqualTo(120);
          } catch (RunFiles.DamagedException e) {
            assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
          } catch (IOException e) {
            assertThat(e.getMessage()).contains("this version reads run records of format");
          }
        });
  }

  @Test
  void aRecordThatIsNoneIsDamage() throws IOException {
    Path kept = Path.of("docs/records/runs/s4-seed0-cad0d5b996693177.json");
    String text = Files.readString(kept);
    for (String[] change :
        new String[][] {
          {"\"steps\":\\{[^}]*\\}", "\"steps\":{}", "it has 0 steps"},
          {"\"maxSteps\":120", "\"maxSteps\":240", "it has 120 steps and is completed"},
          {"\"seed\":0,", "\"seed\":1180591620717411303424,", "seed is out of range"},
          {"\"accuracy\":0.3895", "\"accuracy\":38.95", "score"},
          {"\"data\":\\{\"name\".*?\\},", "", "data is missing"},
        }) {
      Path file =
          Files.writeString(folder.resolve("none.json"), text.replaceFirst(change[0], change[1]));
      assertThatThrownBy(() -> RunFiles.read(file))
          .as(Arrays.toString(change))
          .isInstanceOf(RunFiles.DamagedException.class)
          .hasMessageContaining(change[2]);
    }
  }
}
