package deconvlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written down about the exercises elsewhere is true of them. */
class ExerciseTableTest {
  private static final Path TABLE = Path.of("docs", "exercises.md");

  static Stream<String> ids() {
    return ExercisesTest.ids();
  }

  /** {@code -Dexercises.write=true} writes the table anew. */
  @Test
  void theTableInTheDocumentationIsTheirs() throws IOException {
    if (Boolean.getBoolean("exercises.write")) {
      Files.writeString(TABLE, table());
    }
    assertThat(TABLE).hasContent(table());
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theSectionThatTheLastHintNamesIsInTheNotebook(String id) throws IOException {
    Exercise exercise = Lessons.exercise(id);
    try (Stream<Path> notebooks = Files.list(Path.of("notebooks"))) {
      Path notebook =
          notebooks
              .filter(file -> file.getFileName().toString().startsWith(id.substring(0, 2) + "_"))
              .findFirst()
              .orElseThrow();
      String heading = "# " + exercise.section().replace("\"", "\\\"");
      assertThat(Files.readString(notebook)).contains(heading);
    }
  }

  private static String table() {
    List<Exercise> all = Lessons.all();
    String grades =
        Stream.of(Grade.values())
            .map(g -> all.stream().filter(e -> e.grade() == g).count() + " " + g)
            .collect(Collectors.joining(", "));
    long slips = all.stream().mapToLong(e -> e.reactions().size()).sum();
    return """
        # Exercises

        %d exercises (%s) for the lessons, with %d usual slips that `Check.exercise` knows by name. Texts:
        `src/main/resources/deconvlab/lesson`; answers and slips: package `deconvlab.lesson`. This table is written by its test.

        | exercise | grade | title | what is said to usual slips |
        |---|---|---|---|
        %s
        """
        .formatted(
            all.size(),
            grades,
            slips,
            all.stream().map(ExerciseTableTest::row).collect(Collectors.joining("\n")));
  }

  private static String row(Exercise e) {
    String reactions = String.join("<br>", e.reactions()).replace("|", "\\|");
    return "| %s | %s | %s | %s |".formatted(e.id(), e.grade(), e.title(), reactions);
  }
}
