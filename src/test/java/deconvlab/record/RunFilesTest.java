package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Real files: written whole, read back equal, refused with their path when damaged. */
class RunFilesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void readBackEqual(Outcome outcome) throws IOException {
    RunRecord record = Records.record(outcome);
    Path file = RunFiles.write(record, folder.resolve("made/on the way"));
    RunRecord back = RunFiles.read(file);
    assertThat(back).isEqualTo(record);
    assertThat(back.hashCode()).isEqualTo(record.hashCode());
    assertThat(RunFiles.toJson(back)).isEqualTo(RunFiles.toJson(record));
    assertThat(RunFiles.key(back)).isEqualTo(RunFiles.key(record));
  }

  @Test
  void everyBitOfTheSeriesComesBack() throws IOException {
    Series back = RunFiles.read(RunFiles.write(Records.record(Outcome.DIVERGED), folder)).steps();
    Series steps = Records.series();
    assertThat(back.names()).isEqualTo(steps.names());
    for (String name : steps.names()) {
      float[] values = back.get(name);
      for (int i = 0; i < 3; i++) {
        assertThat(Float.floatToIntBits(values[i]))
            .as("%s[%d]", name, i)
            .isEqualTo(Float.floatToIntBits(steps.get(name)[i]));
      }
    }
  }

  @Test
  void theFileIsStrictJsonAndNamedForModelSeedAndHash() throws IOException {
    Path file = RunFiles.write(Records.record(Outcome.COMPLETED), folder);
    assertThat(file.getFileName().toString()).matches("ddnet-seed7-[0-9a-f]{12}\\.json");
    assertThat(Files.readString(file))
        .contains("\"loss\":[2.3025851,1.0E-8,\"NaN\"]")
        .contains("\"outcome\":\"completed\"")
        .doesNotContain("[NaN", ",NaN", ":NaN", ":Infinity");
  }

  @Test
  void theSameRunHasTheSameNameAndAnotherHasAnother() throws IOException {
    Path first = RunFiles.write(Records.record(Outcome.COMPLETED), folder);
    assertThat(RunFiles.write(Records.record(Outcome.COMPLETED), folder)).isEqualTo(first);
    assertThat(RunFiles.write(Records.record(Outcome.COMPLETED, 8, "relu"), folder))
        .isNotEqualTo(first);
    assertThat(RunFiles.write(Records.record(Outcome.COMPLETED, 7, "tanh"), folder))
        .isNotEqualTo(first);
    assertThat(names()).hasSize(3);
  }

  @ParameterizedTest
  @EnumSource(names = {"INTERRUPTED", "FAILED"})
  void anUnfinishedRunNeverReplacesAFinishedOne(Outcome outcome) throws IOException {
    RunRecord finished = Records.record(Outcome.COMPLETED);
    Path kept = RunFiles.write(finished, folder);
    Path other = RunFiles.write(Records.record(outcome), folder);
    assertThat(other).isNotEqualTo(kept);
    assertThat(other.toString()).endsWith("-" + outcome + ".json");
    assertThat(RunFiles.read(kept)).isEqualTo(finished);
    assertThat(RunFiles.read(other).outcome()).isEqualTo(outcome);
  }

  @Test
  void nothingButTheFileIsLeft() throws IOException {
    Path file = folder.resolve("kept.json");
    WholeFiles.write(file, "old".getBytes(StandardCharsets.UTF_8));
    WholeFiles.write(file, "new".getBytes(StandardCharsets.UTF_8));
    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("kept.json");
  }

  @Test
  void aFailedWriteLeavesTheOldFileAndNoPart() throws IOException {
    // A folder stands where the file should: the last move fails.
    Path file = folder.resolve("taken.json");
    Files.createDirectories(file.resolve("inside"));
    assertThatThrownBy(() -> WholeFiles.write(file, new byte[] {1}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("taken.json");
    assertThat(names()).containsExactly("taken.json");
  }

  @Test
  void othersMayReadTheFileAsTheUserSettled() throws IOException {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"));
    Path plain = Files.writeString(folder.resolve("plain.json"), "{}");
    Path file = RunFiles.write(Records.record(Outcome.COMPLETED), folder);
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void aFolderThatCannotBeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("a-file"), "");
    assertThatThrownBy(() -> RunFiles.write(Records.record(Outcome.COMPLETED), file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a-file");
    assertThatThrownBy(
            () -> RunFiles.write(Records.record(Outcome.COMPLETED), file.resolve("below")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a-file");
  }

  @Test
  void everyTruncationIsRefusedWithThePath() throws IOException {
    Path whole = RunFiles.write(Records.record(Outcome.DIVERGED), folder);
    String text = Files.readString(whole);
    Path cut = folder.resolve("cut.json");
    for (int length = 0; length < text.length() - 1; length += 37) {
      Files.writeString(cut, text.substring(0, length));
      assertThatThrownBy(() -> RunFiles.read(cut))
          .as("cut after %d characters", length)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut.json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[1, 2]",
        "{}",
        "not json",
        "{\"format\": 2}",
        "{\"format\": {}}",
        "{\"format\": null}",
        "{\"format\": \"one\"}",
        "{\"format\": 1}",
        "{\"format\": 1, \"configuration\": {}, \"scores\": [], \"findings\": []}",
        "{\"format\": 1, \"configuration\": []}"
      })
  void whatIsNoRecordIsRefusedWithThePath(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("strange.json"), text);
    assertThatThrownBy(() -> RunFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("strange.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"outcome", "steps", "platform", "data", "message", "started"})
  void aLostOrUnknownFieldIsNamed(String field) throws IOException {
    Path whole = RunFiles.write(Records.record(Outcome.COMPLETED), folder);
    ObjectNode json = Json.read(Files.readString(whole), ObjectNode.class);
    JsonNode value = json.remove(field);
    Path file = Files.writeString(folder.resolve("lost.json"), Json.write(json));
    assertThatThrownBy(() -> RunFiles.read(file))
        .isInstanceOf(RunFiles.DamagedException.class)
        .hasMessageContaining("lost.json")
        .hasMessageContaining(field + " is missing");
    json.set(field, value);
    json.set(field + "s", value);
    Files.writeString(file, Json.write(json));
    assertThatThrownBy(() -> RunFiles.read(file))
        .isInstanceOf(RunFiles.DamagedException.class)
        .hasMessageContaining(field + "s is an unknown key; perhaps " + field);
  }

  @Test
  void anotherFormatTellsBothNumbers() throws IOException {
    Path file = Files.writeString(folder.resolve("newer.json"), "{\"format\": 2}");
    assertThatThrownBy(() -> RunFiles.read(file))
        .hasMessageContaining("format=2, this version reads run records of format 1");
  }

  @Test
  void columnsOfUnequalLengthAreDamage() throws IOException {
    Path whole = RunFiles.write(Records.record(Outcome.COMPLETED), folder);
    String text = Files.readString(whole).replace("\"epoch\":[0.0,", "\"epoch\":[");
    Path file = Files.writeString(folder.resolve("uneven.json"), text);
    assertThatThrownBy(() -> RunFiles.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("uneven.json")
        .hasMessageContaining("column 'loss' has 3 values, column 'epoch' has 2");
  }

  @Test
  void missingFoldersAndBytesThatAreNoText() throws IOException {
    assertThatThrownBy(() -> RunFiles.read(folder.resolve("absent.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("absent.json: no such file");
    assertThatThrownBy(() -> RunFiles.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(folder.getFileName().toString());
    Path binary = Files.write(folder.resolve("binary.json"), new byte[] {(byte) 0xff, 0, 1});
    assertThatThrownBy(() -> RunFiles.read(binary))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("binary.json");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
