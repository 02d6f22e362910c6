package deconvlab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.Fuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be verified say why, with file, case and field. */
class CaseFileTest {
  private static final String CASE =
      "{\"name\":\"a\",\"dims\":1,\"x\":{\"shape\":[1,1,1],\"data\":[1]},"
          + "\"w\":{\"shape\":[1,1,1],\"data\":[2]},\"b\":null,"
          + "\"expected\":{\"shape\":[1,1,1],\"data\":[2]},"
          + "\"g\":{\"shape\":[1,1,1],\"data\":[3]},\"dx\":{\"shape\":[1,1,1],\"data\":[6]},"
          + "\"dw\":{\"shape\":[1,1,1],\"data\":[3]},\"db\":null}";

  @TempDir Path folder;

  private void refuses(String text, String... parts) throws IOException {
    Path path = Files.write(folder.resolve("f.json"), text.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> CaseFile.read(path))
        .isInstanceOf(VerifyFileException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContainingAll(parts);
  }

  private void refusesCase(String from, String to, String... parts) throws IOException {
    assertThat(CASE).contains(from);
    refuses("{\"cases\":[" + CASE.replace(from, to) + "]}", parts);
  }

  @Test
  void theUnchangedCaseIsRead() throws IOException {
    Path path = Files.writeString(folder.resolve("f.json"), "{\"cases\":[" + CASE + "]}");
    CaseForm read = ((VerifyCase.Conformance) CaseFile.read(path).cases().get(0)).form();
    assertThat(read.options().stride()).containsExactly(1);
    assertThat(read.dx().data()).containsExactly(6);
    VerifyResult result = Verifier.run(List.of(path), Engine.REFERENCE.operators());
    assertThat(result.lastLine()).isEqualTo("verify: 1 of 1 agree, largest error 0");
  }

  @Test
  void missingFilesDirectoriesAndText() throws IOException {
    Path missing = folder.resolve("none.json");
    assertThatThrownBy(() -> CaseFile.read(missing)).hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> CaseFile.read(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> Verifier.run(List.of(), Engine.REFERENCE.operators()))
        .isInstanceOf(VerifyFileException.class);
    refuses("", "the text is empty");
    refuses("hello", "line 1, column 1: is no JSON from here on: hello");
    refuses("{\"cases\":[" + CASE, "ends in the middle of the JSON");
    refuses("{\"cases\":[" + CASE + "]} and more", "is no JSON from here on: and more");
    refuses("[1, 2]", "is a list […], must be an object {…}");
    refuses("{\"cases\":[\"\u00e9\"]}", "no UTF-8 text");
    refuses("{\"cases\":[".repeat(50_000), "too much to read");
  }

  @Test
  void otherForms() throws IOException {
    refuses("{\"runs\":[]}", "x is missing");
    refuses("{\"format\":1}", "neither cases, valid_neighbours nor runs", "training runs");
    refuses("{\"cases\":[]}", "holds no case");
    refuses("{\"cases\":{}}", "cases is an object {…}, must be a list […]");
    refuses("{\"cases\":[3]}", "cases[0] is 3, must be an object {…}");
  }

  @Test
  void halfARecord() throws IOException {
    refusesCase("\"dx\"", "\"other\"", "case a: dx is missing");
    refusesCase("\"g\"", "\"other\"", "cases[0]: g is missing, though dx, dw and db need it");
    refusesCase("\"x\"", "\"other\"", "case a: x is missing");
    refusesCase("\"b\":null", "\"b\":{\"shape\":[1],\"data\":[0]}", "db is missing");
    refusesCase(
        "\"data\":[1]",
        "\"data\":[1,2]",
        "cases[0].x: data has 2 elements, shape [1, 1, 1] needs 1");
    refusesCase("\"data\":[1]", "\"data\":[null]", "cases[0].x.data[0] is null, must be a number");
    refusesCase(
        "\"data\":[1]", "\"data\":[1e99]", "cases[0].x: data[0] is 1.0E99, must be a finite float");
    refusesCase("\"data\":[1]", "\"dato\":[1]", "cases[0].x.data is missing");
    refusesCase(
        "\"dims\":1", "\"dims\":4", "line 1, column 257: cases[0]: dims is 4, must be 1, 2 or 3");
    refusesCase(
        "\"dims\":1",
        "\"dims\":1,\"stride\":[1.5]",
        "cases[0].stride[0] is 1.5, must be a whole number");
    refusesCase(
        "\"dims\":1",
        "\"dims\":1,\"group\":\"2\"",
        "cases[0].group is \"2\", must be a whole number of at most 64 bits");
    refusesCase("\"a\"", "7", "cases[0].name is 7, must be text in quotes");
  }

  @Test
  void halfAConfiguration() throws IOException {
    String start = "{\"cases\":[{\"name\":\"c\",\"dims\":1,\"error_type\":\"E\",";
    refuses(start + "\"x_shape\":[1]}]}", "case c: w_shape is missing");
    refuses(start + "\"w_shape\":[1,1,1]}]}", "x_shape is missing");
    refuses(start + "\"api\":\"other\"}]}", "api is \"other\"");
    for (String size : List.of("[1.5]", "[92233720368547758083]", "\"3\"", "{}", "[null]")) {
      refuses(
          start
              + "\"api\":\"layer\",\"in_channels\":1,\"out_channels\":1,\"kernel_size\":"
              + size
              + "}]}",
          "case c: kernel_size is " + size,
          "must hold whole numbers");
    }
    refuses(start + "\"api\":\"layer\",\"x_shape\":null}]}", "case c: in_channels is missing");
    refuses(
        "{\"valid_neighbours\":[{\"api\":\"call\",\"dims\":1,\"x_shape\":[1],\"w_shape\":[1]}]}",
        "valid_neighbours[0]",
        "y_shape is missing");
  }

  @Test
  void aFileCannotTalkVerifyIntoAgreeing() throws IOException {
    refuses("{\"cases\":[],\"cases\":[" + CASE + "]}", "\"cases\" stands twice");
    refuses("{\"cases\":[NaN]}", "NaN is no number of JSON");
    Path path =
        Files.writeString(
            folder.resolve("f.json"),
            "{\"cases\":["
                + CASE.replace("\"a\"", "\"a\\nverify: 9 of 9 agree\"")
                    .replace("\"dims\":1", "\"dims\":1,\"strides\":[2]")
                + "]}");
    VerifyResult result = Verifier.run(List.of(path), Engine.REFERENCE.operators());
    assertThat(result.lines()).allMatch(line -> !line.contains("\n"));
    assertThat(result.notes()).hasSize(1).allMatch(note -> note.contains("strides"));
  }

  @Test
  void whatIsTooLargeIsToldBeforeItIsAllocated() throws IOException {
    String two = CASE.replace("[1,1,1],\"data\":[1]", "[1,1,2],\"data\":[1,1]");
    Path path =
        Files.writeString(
            folder.resolve("f.json"),
            "{\"cases\":["
                + two.replace("\"dims\":1", "\"dims\":1,\"stride\":[900000000]")
                + ",{\"dims\":1,\"x_shape\":[9000,9000,9000],\"w_shape\":[1,1,1],\"y_shape\":[1]}]}");
    VerifyResult result = Verifier.run(List.of(path), Engine.REFERENCE.operators());
    assertThat(result.lines())
        .filteredOn(l -> l.contains("must have at most 67108864"))
        .isNotEmpty();
    assertThat(result.agreeing()).isZero();
  }

  @Test
  void mutatedFilesAreRefusedOrJudged() throws IOException {
    Path path = folder.resolve("f.json");
    for (String own : List.of("own_cases.json", "own_refused.json", "training_parity.json")) {
      byte[] sample = Files.readAllBytes(VerifierTest.own(own));
      Fuzz.mutate(
          sample,
          mutation -> {
            Files.write(path, mutation);
            try {
              CaseFile read = CaseFile.read(path);
              if (!own.startsWith("training")) {
                Verifier.run(List.of(path), Engine.REFERENCE.operators());
              }
              assertThat(read.cases()).isNotEmpty();
            } catch (VerifyFileException e) {
              assertThat(e.getMessage()).startsWith(path.toString()).doesNotContain("\n");
            }
          });
    }
  }
}
