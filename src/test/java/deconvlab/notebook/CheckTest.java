package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckTest {
  @AfterEach
  void lenientAgain() {
    System.clearProperty("deconvlab.strict");
  }

  @Test
  void greenAndRedLines() {
    double[] library = {1, 2};
    assertThat(Printed.by(() -> Check.close("output", new double[] {1, 2}, library, 1e-6)))
        .isEqualToIgnoringNewLines(
            "✓ output: equal to the last bit over 2 values (tolerance 10⁻⁶)");
    assertThat(Printed.by(() -> Check.close("output", new double[] {1, 3}, library, 1e-6)))
        .startsWith("✗ output: largest difference 1 at [1]: yours 3, expected 2");
    assertThat(Printed.by(() -> Check.that("level", true, "look")))
        .isEqualToIgnoringNewLines("✓ level");
    assertThat(Printed.by(() -> Check.that("level", false, "look at conv1")))
        .isEqualToIgnoringNewLines("✗ level: look at conv1");
    assertThat(Printed.by(() -> Check.equal("shape", new long[] {1, 5}, new long[] {1, 4})))
        .startsWith("✗ shape: largest difference 1 at [1]");
  }

  @Test
  void anExerciseNotDoneYetIsNoError() {
    System.setProperty("deconvlab.strict", "1");
    String open =
        Printed.by(
            () ->
                Check.exercise(
                    "1a",
                    () -> {
                      throw new NotYet();
                    },
                    1,
                    "hint"));
    assertThat(open).startsWith("○ Exercise 1a: not done yet").doesNotContain("hint");
    assertThat(Printed.by(() -> Check.exercise("1b", () -> null, 1, "hint"))).startsWith("○");
  }

  @Test
  void aRightExerciseIsGreenAndAWrongOneShowsTheHint() {
    assertThat(Printed.by(() -> Check.exercise("2", () -> 5, 5, "count")))
        .startsWith("✓ Exercise 2");
    assertThat(Printed.by(() -> Check.exercise("2", () -> 4, 5, "count them")))
        .startsWith("✗ Exercise 2: not right yet: largest difference 1: yours 4, expected 5")
        .contains("Hint: count them");
    assertThat(Printed.by(() -> Check.exercise("2", () -> 4.5, 5, 1, "count"))).startsWith("✓");
  }

  @Test
  void codeThatThrowsIsWrongWithItsReason() {
    assertThat(Printed.by(() -> Check.exercise("3", () -> new int[1][2][3], 5, "h")))
        .contains("shape");
    assertThat(Printed.by(() -> Check.exercise("3", () -> 1 / Integer.parseInt("0"), 5, "mind 0")))
        .startsWith("✗ Exercise 3: your code threw java.lang.ArithmeticException: / by zero")
        .contains("Hint: mind 0");
  }

  @Test
  void strictRunsFail() {
    System.setProperty("deconvlab.strict", "1");
    assertThatThrownBy(() -> Printed.by(() -> Check.close("output", 1.0, 2.0, 0.1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("output: largest difference 1");
    assertThatThrownBy(() -> Printed.by(() -> Check.exercise("1", () -> 2, 1, "h")))
        .isInstanceOf(AssertionError.class);
  }
}
