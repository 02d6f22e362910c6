package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import deconvlab.lesson.Exercise;
import deconvlab.lesson.Lessons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExerciseCheckTest {
  @TempDir Path folder;

  /** The session's own knows what other tests did. */
  private final Tries tries = new Tries();

  @AfterEach
  void lenientAgain() {
    System.clearProperty("deconvlab.strict");
  }

  private String said(String id, Callable<?> code) {
    return Printed.by(() -> Check.exercise(tries, id, code)).strip();
  }

  @Test
  void whatIsNotWrittenYetIsNoError() {
    System.setProperty("deconvlab.strict", "1");
    assertThat(
            said(
                "01-1",
                () -> {
                  throw new NotYet();
                }))
        .startsWith("○ Exercise 01-1, Stamp with a stride: not done yet.")
        .doesNotContain("Hint");
    assertThat(said("01-1", () -> null)).startsWith("○");
  }

  @Test
  void hintsGrowWithAttemptsAndTheLastNamesTheSection() {
    Exercise exercise = Lessons.exercise("01-2");
    for (int attempt = 1; attempt <= exercise.hints().size() + 1; attempt++) {
      assertThat(said("01-2", () -> new int[3]))
          .startsWith("✗ Exercise 01-2, The output's size: axis 0 has 3 values, 5 are wanted.")
          .endsWith(exercise.hint(attempt));
    }
    assertThat(said("01-2", () -> new int[3])).contains(exercise.section());
  }

  @Test
  void slipsAndThrownErrorsAreToldWithAHint() {
    assertThat(said("00-1", () -> new double[] {1, Math.log10(2), 3}))
        .startsWith("✗ Exercise 00-1, The loss of guessing: you took the logarithm to base 10")
        .contains("Hint 1 of 3: ");
    assertThat(said("00-2", () -> endless(0))).contains("calls itself without an end. Hint 1 of 3");
    assertThat(said("00-3", () -> 1 / Integer.parseInt("0"))).contains("/ by zero. Hint 1 of 3: ");
  }

  private static int endless(int n) {
    return n < 0 ? 0 : 1 + endless(n + 1);
  }

  @Test
  void rightIsGreenAndSaysWhyItMatters() {
    assertThat(said("01-5", () -> new float[] {-0.8f, 0.6f}))
        .isEqualTo(
            "✓ Exercise 01-5, Build the inverse yourself: right. "
                + Lessons.exercise("01-5").right());
  }

  @Test
  void strictRunsFailOnWrongAnswers() {
    System.setProperty("deconvlab.strict", "1");
    assertThatThrownBy(() -> said("01-6", () -> 5))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("Exercise 01-6, The gradient of the input: an array of numbers");
  }

  @Test
  void progressIsShownAndExported() {
    assertThat(Printed.by(Check::progress)).contains("lesson", "warm-up", "05 Taming gradients");
    Path file = folder.resolve("mine.json");
    assertThat(Printed.by(() -> export(file))).contains("mine.json: ", " done, ");
    assertThat(file).content().contains("\"exercises\"");
  }

  private static void export(Path file) {
    try {
      Check.exportProgress(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
