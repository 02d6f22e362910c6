package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.lesson.Exercise;
import deconvlab.lesson.Lessons;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every lesson's form must hold, and that its exercises are those of the library. */
class LessonFormTest {
  private static final Path FOLDER = Path.of("notebooks");

  static List<Path> lessons() throws IOException {
    return Cell.lessons();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void cellsAreShort(Path lesson) throws IOException {
    for (Cell cell : Cell.code(lesson)) {
      assertThat(cell.source().lines()).as(cell.id()).allMatch(line -> line.length() <= 100);
      if (!isSetting(cell)) {
        assertThat(cell.source().lines().count()).as(cell.id()).isLessThanOrEqualTo(12);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void mostVisibleCellsShowSomething(Path lesson) throws IOException {
    List<Cell> visible = Cell.code(lesson).stream().filter(cell -> !isSetting(cell)).toList();
    long silent = visible.stream().filter(cell -> !cell.shows()).count();
    assertThat(3 * silent)
        .as("%s of %s show nothing", silent, visible.size())
        .isLessThanOrEqualTo(visible.size());
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void thereIsEnoughToReadAndToSee(Path lesson) throws IOException {
    List<Cell> cells = Cell.of(lesson);
    String prose =
        cells.stream().filter(c -> !c.isCode()).map(Cell::source).collect(Collectors.joining("\n"));
    assertThat(prose.split("\\s+").length).isGreaterThanOrEqualTo(500);
    assertThat(prose.split("\\]\\(https?://", -1).length - 1)
        .as("links to sources")
        .isGreaterThanOrEqualTo(2);
    assertThat(cells.stream().filter(c -> c.outputs().toString().contains("image/png")))
        .hasSizeGreaterThanOrEqualTo(3);
    assertThat(cells.toString()).doesNotContain("\"stderr\"", "−0.000", "-0.000<");
    // A heading of the first cell and one of the last, as every lesson has them.
    assertThat(cells.get(0).source())
        .contains(
            "**Question**",
            "**You will be able to**",
            "| **Time** |",
            "| **Data** |",
            "| **Assumed** |");
    assertThat(cells.get(cells.size() - 1).source())
        .contains("**What this does not show**", "**Read on**", "**Next**");
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void figuresThatMoveAreThere(Path lesson) throws IOException {
    long moving =
        Cell.of(lesson).stream().filter(c -> c.outputs().toString().contains("vegalite")).count();
    assertThat(moving).isGreaterThanOrEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void exercisesAreTheLibrarys(Path lesson) throws IOException {
    List<Cell> cells = Cell.of(lesson);
    List<String> ids = cells.stream().map(Cell::id).toList();
    List<Exercise> own = own(lesson);
    assertThat(own).hasSizeGreaterThanOrEqualTo(4);
    for (Exercise exercise : own) {
      int at = ids.indexOf(exercise.id() + "-question");
      assertThat(at).as(exercise.id()).isNotNegative();
      assertThat(ids.subList(at, at + 3))
          .containsExactly(
              exercise.id() + "-question", exercise.id() + "-starter", exercise.id() + "-check");
      assertThat(cells.get(at).source())
          .isEqualTo(
              "### Exercise %s · %s · %s\n\n%s"
                  .formatted(
                      exercise.id(), exercise.grade(), exercise.title(), exercise.question()));
      assertThat(cells.get(at + 1).source()).isEqualTo(exercise.starter());
      assertThat(cells.get(at + 2).source()).isEqualTo(exercise.check());
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void theTwinHasEveryAnswerAndItsReason(Path lesson) throws IOException {
    List<String> wanted = new ArrayList<>();
    for (Exercise e : own(lesson)) {
      wanted.addAll(List.of(e.question(), e.solution(), e.check(), e.why() + "\n\n" + e.right()));
    }
    List<Cell> twin = Cell.of(FOLDER.resolve("solutions").resolve(lesson.getFileName()));
    List<String> given =
        twin.stream()
            .skip(3)
            .map(c -> c.source().replaceFirst("^### Exercise .*\n\n", ""))
            .toList();
    assertThat(given).isEqualTo(wanted);
    assertThat(twin.stream().filter(c -> c.id().endsWith("-check")))
        .allMatch(c -> c.outputs().toString().contains("✓"));
  }

  private static List<Exercise> own(Path lesson) {
    String number = lesson.getFileName().toString().substring(0, 2);
    return Lessons.all().stream().filter(e -> e.id().startsWith(number)).toList();
  }

  /** What sets the stage: hidden cells, and the first two, class path and imports. */
  private static boolean isSetting(Cell cell) {
    return cell.isHidden()
        || cell.source().startsWith("%classpath")
        || cell.source().startsWith("import ");
  }
}
