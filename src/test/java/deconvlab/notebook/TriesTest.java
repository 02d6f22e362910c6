package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriesTest {
  @TempDir Path folder;

  @Test
  void attemptsAreCountedUntilTheExerciseIsDone() {
    Tries tries = new Tries();
    assertThat(tries.note("02-1", false)).isEqualTo(1);
    assertThat(tries.note("02-1", false)).isEqualTo(2);
    assertThat(tries.note("02-1", true)).isEqualTo(3);
    assertThat(tries.note("02-1", false)).isEqualTo(3);
    assertThat(tries.sum()).endsWith(" done, 0 tried").startsWith("1 of ");
  }

  @Test
  void theTableHasASignForEachExerciseUnderItsGrade() {
    Tries tries = new Tries();
    tries.note("00-1", true);
    tries.note("00-4", false);
    tries.note("00-7", false);
    assertThat(Tries.HEADERS).containsExactly("lesson", "warm-up", "core", "research", "done");
    assertThat(tries.rows()).hasSize(13);
    assertThat(tries.rows().get(0)).containsExactly("00 Start here", "✓○✗", "○○○", "✗", "1 of 7");
  }

  @Test
  void oneFileFollowsTheReaderThroughAllNotebooks() throws IOException {
    Path file = folder.resolve("progress.json");
    Tries first = new Tries();
    first.note("01-1", true);
    first.note("01-2", false);
    first.export(file);
    assertThat(Files.readString(file))
        .startsWith("{\n  \"format\" : 1,\n  \"exercises\" : [")
        .contains("\"id\" : \"01-1\"", "\"done\" : true", "\"attempts\" : 1");

    Tries second = new Tries();
    second.note("02-1", false);
    second.note("01-2", true);
    second.export(file);
    second.export(file);
    Tries third = new Tries();
    third.export(file);
    assertThat(third.sum()).startsWith("2 of ").endsWith("done, 1 tried");
  }

  @Test
  void aFileOfAnotherKindStaysAsItIs() throws IOException {
    for (String content :
        List.of("", "[1]", "notes", "{\"format\": 2, \"exercises\": []}", "{\"format\": 1}")) {
      Path file = Files.writeString(folder.resolve("other.json"), content);
      assertThatThrownBy(() -> new Tries().export(file))
          .as(content)
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("other.json", "choose another file");
      assertThat(file).hasContent(content);
    }
  }
}
