package deconvlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every exercise of every lesson must hold. */
class ExercisesTest {
  private static final Pattern NUMBER = Pattern.compile("[−-]?\\d+(\\.\\d+)?");

  static Stream<String> ids() {
    return Lessons.all().stream().map(Exercise::id);
  }

  @ParameterizedTest
  @MethodSource("ids")
  void theRightAnswerIsRight(String id) {
    Exercise exercise = Lessons.exercise(id);
    Object right = exercise.key().answer().get();
    assertThat(Mark.of(exercise, right)).isEqualTo(new Mark(true, exercise.right()));
    Values.of(right)
        .ifPresent(v -> assertThat(v.flat()).allMatch(Double::isFinite, "finite").isNotEmpty());
  }

  @ParameterizedTest
  @MethodSource("ids")
  void everySlipIsToldByItsOwnSentence(String id) {
    Exercise exercise = Lessons.exercise(id);
    assertThat(exercise.reactions()).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
    for (Key.Slip slip : exercise.key().slips()) {
      assertThat(Mark.of(exercise, slip.answer().get()))
          .isEqualTo(new Mark(false, slip.sentence()));
      assertThat(slip.sentence()).matches("(?s).*[.?]");
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void garbageGetsASentenceThatGivesNothingAway(String id) {
    Exercise exercise = Lessons.exercise(id);
    for (Object answer : garbage(exercise.key().answer().get())) {
      Mark mark = Mark.of(exercise, answer);
      assertThat(mark.sentence()).isNotBlank();
      if (!mark.isRight()) {
        givesNothingAway(exercise, mark.sentence());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("ids")
  void neitherSentencesNorHintsGiveTheAnswerAway(String id) {
    Exercise exercise = Lessons.exercise(id);
    assertThat(exercise.hints()).hasSizeBetween(2, 4).doesNotHaveDuplicates();
    assertThat(exercise.hint(1)).startsWith("Hint 1 of ").contains(exercise.hints().get(0));
    assertThat(exercise.hint(99)).contains(exercise.section());
    exercise.hints().forEach(hint -> givesNothingAway(exercise, hint));
    exercise.reactions().forEach(sentence -> givesNothingAway(exercise, sentence));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void textsAreWhole(String id) {
    Exercise exercise = Lessons.exercise(id);
    assertThat(exercise.question()).isNotBlank();
    assertThat(exercise.why()).isNotBlank();
    assertThat(exercise.right()).endsWith(".").doesNotContain("\n");
    assertThat(exercise.starter()).contains("throw new NotYet();");
    assertThat(exercise.solution()).doesNotContain("NotYet");
    assertThat(exercise.check()).contains("Check.exercise(\"" + id + "\", () ->");
    for (String cell : List.of(exercise.starter(), exercise.check(), exercise.solution())) {
      assertThat(cell.lines()).allMatch(line -> line.length() <= 100);
      assertThat(cell.lines().count()).isLessThanOrEqualTo(12);
    }
  }

  @Test
  void thereAreEnoughOfEachGrade() {
    Map<String, List<Exercise>> lessons =
        Lessons.all().stream().collect(Collectors.groupingBy(Exercise::lesson));
    assertThat(lessons).hasSize(13);
    lessons.forEach(
        (lesson, exercises) -> {
          assertThat(exercises).hasSizeGreaterThanOrEqualTo(lesson.startsWith("00") ? 4 : 8);
          assertThat(exercises).extracting(Exercise::grade).contains(Grade.values());
          assertThat(exercises)
              .allMatch(e -> e.id().startsWith(lesson.substring(0, 2)), "of its lesson");
        });
  }

  /** Anything that a reader might hand in, much of it near to the answer. */
  private static List<Object> garbage(Object wanted) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "text",
                "",
                true,
                'c',
                -1,
                1e300,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                List.of(),
                new int[0],
                new double[0][0],
                new boolean[] {true},
                new String[] {"a"},
                List.of("a"),
                Map.of(),
                new Object(),
                new double[][] {{1}, {1, 2}},
                List.of(1, List.of(2)),
                new Integer[] {1, null},
                new double[1],
                new double[3][3]));
    all.add(Arrays.asList(1.0, null));
    Values.of(wanted)
        .ifPresent(
            v -> {
              all.add(shaped(v, v.flat().stream().map(x -> Double.NaN).toList()));
              all.add(shaped(v, v.flat().stream().map(x -> 1.0).toList()));
              all.add(shaped(v, v.flat().stream().map(x -> -x).toList()));
              all.add(shaped(v, v.flat().stream().map(x -> 7 * x).toList()));
              all.add(shaped(v, v.flat().stream().map(x -> x + 0.125).toList()));
              List<Double> reversed = new ArrayList<>(v.flat());
              Collections.reverse(reversed);
              all.add(shaped(v, reversed));
              all.add(List.of(wanted));
            });
    return all;
  }

  private static Object shaped(Values like, List<Double> values) {
    if (like.shape().size() < 2) {
      return like.shape().isEmpty() ? values.get(0) : values;
    }
    int columns = like.shape().get(1);
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < values.size(); i += columns) {
      rows.add(values.subList(i, i + columns));
    }
    return rows;
  }

  /** No number of the answer stands in the sentence; small whole ones only if they are many. */
  private static void givesNothingAway(Exercise exercise, String sentence) {
    Object wanted = exercise.key().answer().get();
    String said =
        sentence
            .replaceAll("exercise \\d\\d-\\d+", "")
            .replaceAll("at \\[[\\d, ]+\\]", "")
            .replaceAll("yours is [−-]?\\d[^ ]*\\.$", "")
            .replaceAll("axis \\d has \\d+ values, \\d+ are wanted", "");
    if (wanted instanceof String text) {
      assertThat(said).doesNotContainPattern("\\b" + text + "\\b");
      return;
    }
    List<Double> values = Values.of(wanted).orElseThrow().flat();
    List<Double> telling =
        values.stream()
            .filter(v -> values.size() == 1 || v != Math.rint(v) || Math.abs(v) > 10)
            .toList();
    List<Double> numbers =
        NUMBER
            .matcher(said)
            .results()
            .map(MatchResult::group)
            .map(token -> Double.valueOf(token.replace('−', '-')))
            .toList();
    assertThat(telling)
        .as("%s: %s", exercise.id(), sentence)
        .noneMatch(v -> numbers.stream().anyMatch(n -> Math.abs(n - v) < 5e-4 * Math.abs(v)));
  }
}
