package deconvlab.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    OperatorCase read = (OperatorCase) CaseFile.read(path).cases().get(0);
    assertThat(read.options().stride()).containsExactly(1);
    assertThat(read.gradients().dx().data()).containsExactly(6);
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
    refuses("{\"runs\":[]}", "field x is missing");
    refuses("{\"format\":1}", "neither cases, valid_neighbours nor runs", "training runs");
    refuses("{\"cases\":[]}", "holds no case");
    refuses("{\"cases\":{}}", "field cases must be a JSON array");
    refuses("{\"cases\":[3]}", "cases[0]: must be a JSON object");
  }

  @Test
  void halfARecord() throws IOException {
    refusesCase("\"dx\"", "\"other\"", "case a: field dx is missing");
    refusesCase("\"g\"", "\"other\"", "case a: field g is missing, though dx needs it");
    refusesCase("\"x\"", "\"other\"", "case a: field x is missing");
    refusesCase("\"b\":null", "\"b\":{\"shape\":[1],\"data\":[0]}", "field db is null but needed");
    refusesCase("\"data\":[1]", "\"data\":[1,2]", "field x is inconsistent", "2 elements");
    refusesCase("\"data\":[1]", "\"data\":[null]", "field x has null at data[0]");
    refusesCase(
        "\"data\":[1]", "\"data\":[1e99]", "field x has 1.0E99 at data[0], must be a finite");
    refusesCase("\"data\":[1]", "\"dato\":[1]", "case a: field x: field data is missing");
    refusesCase("\"dims\":1", "\"dims\":4", "field dims is 4, must be 1, 2 or 3");
    refusesCase(
        "\"dims\":1", "\"dims\":1,\"stride\":[1.5]", "field stride must hold whole numbers");
    refusesCase("\"dims\":1", "\"dims\":1,\"group\":\"2\"", "field group must hold whole numbers");
    refusesCase("\"a\"", "7", "field name must be a string");
  }

  @Test
  void halfAConfiguration() throws IOException {
    String start = "{\"cases\":[{\"name\":\"c\",\"dims\":1,\"error_type\":\"E\",";
    refuses(start + "\"x_shape\":[1]}]}", "case c: field w_shape is missing");
    refuses(start + "\"w_shape\":[1,1,1]}]}", "field x_shape is missing");
    refuses(start + "\"api\":\"other\"}]}", "field api is \"other\"");
    refuses(start + "\"api\":\"layer\",\"x_shape\":null}]}", "kernel_size is missing");
    refuses(
        "{\"valid_neighbours\":[{\"api\":\"call\",\"dims\":1,\"x_shape\":[1],\"w_shape\":[1]}]}",
        "valid_neighbours[0]",
        "y_shape is missing");
  }
}
