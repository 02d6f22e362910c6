package deconvlab.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkTest {
  private static final double[][] SQUARE = {{1, 2}, {3, 4.5}};

  private static String said(Object answer, Object wanted) {
    return Misfit.of(Values.of(answer).orElseThrow(), Values.of(wanted).orElseThrow(), 1e-6);
  }

  @Test
  void wrongShapesNameTheAxisAndBothLengths() {
    assertThat(said(new double[3], new double[4])).isEqualTo("axis 0 has 3 values, 4 are wanted.");
    assertThat(said(new double[2][3], new double[2][4]))
        .isEqualTo("axis 1 has 3 values, 4 are wanted.");
    assertThat(said(5, new double[4]))
        .isEqualTo("an array of numbers is wanted, yours is a single number.");
    assertThat(said(new double[2], 1))
        .isEqualTo("a single number is wanted, yours is an array of numbers.");
    assertThat(said(new double[2][2], new double[2]))
        .isEqualTo("an array of numbers is wanted, yours is an array with 2 axes.");
    assertThat(said(new double[0], new double[2])).isEqualTo("your array is empty.");
    assertThat(said(new double[][] {{1}, {1, 2}}, SQUARE))
        .isEqualTo("the rows of your array have different lengths.");
    // As many values as a whole array would have, and still ragged.
    assertThat(said(new double[][] {{1, 2}, {1}, {1, 2, 3}}, new double[3][2]))
        .isEqualTo("the rows of your array have different lengths.");
  }

  @Test
  void kindsOfErrorsAreNamed() {
    assertThat(said(new double[][] {{1, 3}, {2, 4.5}}, SQUARE))
        .isEqualTo("rows and columns are exchanged.");
    assertThat(said(new double[] {3, 2, 1}, new double[] {1, 2, 3}))
        .isEqualTo("the right values, from the last to the first.");
    assertThat(said(new double[] {-1, -2}, new double[] {1, 2}))
        .isEqualTo("all signs are the other way round.");
    assertThat(said(-5, 5)).isEqualTo("the sign is the other way round.");
    assertThat(said(new double[] {3, 0, 9}, new double[] {1, 0, 3}))
        .isEqualTo("all values are off by one and the same factor.");
    assertThat(said(new double[] {3, 3e-14}, new double[] {1, 1e-14}))
        .isEqualTo("the first value that is off is at [0], yours is 3.");
    assertThat(said(new double[] {0, 0}, new double[] {1, 2})).startsWith("all values are 0:");
    // Merely inexact: no factor is worth a word.
    Values inexact = Values.of(new double[] {1.0000001, 2.0000002}).orElseThrow();
    Values exact = Values.of(new double[] {1, 2}).orElseThrow();
    assertThat(Misfit.of(inexact, exact, 1e-8)).startsWith("the first value that is off is at [0]");
    // Transposed, a rotation is its own values from the last to the first.
    assertThat(
            said(
                new double[][] {{0.6, -0.8}, {0.8, 0.6}}, new double[][] {{0.6, 0.8}, {-0.8, 0.6}}))
        .isEqualTo("rows and columns are exchanged.");
    assertThat(said(new double[] {3, 1, 9}, new double[] {1, 0, 3}))
        .isEqualTo("the first value that is off is at [0], yours is 3.");
    // The second is as good as 0: it says nothing of a factor.
    assertThat(said(new double[] {3, 1e-12}, new double[] {1, 1e-12}))
        .isEqualTo("the first value that is off is at [0], yours is 3.");
    assertThat(Mark.of(Lessons.exercise("05-4"), new double[] {0.5, 0}).sentence())
        .isEqualTo("the first value that is off is at [0], yours is 0.5.");
  }

  @Test
  void theFirstWrongValueIsNamedWithoutTheRightOne() {
    assertThat(said(new double[][] {{1, 2}, {3, 5}}, SQUARE))
        .isEqualTo("the first value that is off is at [1, 1], yours is 5.");
    assertThat(said(0.125, 0.75)).isEqualTo("0.125 is not it.");
    assertThat(said(new double[] {1, Double.NaN}, new double[] {1, 2}))
        .startsWith("the value at [1] is NaN: look for a division by 0");
    assertThat(said(0, 5)).isEqualTo("0 is not it.");
  }

  @Test
  void textsAreComparedByTheirLetters() {
    Exercise exercise = Lessons.exercise("03-9");
    assertThat(Mark.of(exercise, " b, c, d ").isRight()).isTrue();
    assertThat(Mark.of(exercise, "xyz").sentence()).isEqualTo("\"xyz\" is not it.");
    assertThat(Mark.of(exercise, 5).sentence())
        .isEqualTo("a text in quotes is wanted, yours is made of numbers.");
    assertThat(Mark.of(exercise, List.of("B")).sentence())
        .isEqualTo("a text in quotes is wanted, yours is an array or list of other things.");
  }

  @Test
  void kindsOfNumbersMix() {
    Exercise exercise = Lessons.exercise("01-8");
    Object right = exercise.key().answer().get();
    assertThat(Mark.of(exercise, Values.of(right).orElseThrow().flat()).isRight()).isTrue();
    assertThat(Mark.of(exercise, "2").sentence())
        .isEqualTo("an array of numbers is wanted, yours is a text.");
  }

  @Test
  void whatCodeThrowsHasASentence() {
    int[] none = {};
    assertThatThrownBy(() -> none[5]++).satisfies(e -> told(e, "reached outside of an array", "5"));
    told(new NullPointerException(), "something that is null");
    told(new StackOverflowError(), "calls itself without an end");
    told(new OutOfMemoryError(), "more memory than there is");
    told(new ArithmeticException("/ by zero"), "your code threw ArithmeticException: / by zero.");
  }

  private static void told(Throwable thrown, String... parts) {
    assertThat(Mark.of(thrown).isRight()).isFalse();
    assertThat(Mark.of(thrown).sentence()).contains(parts);
  }

  @Test
  void unknownExercisesNameTheNearest() {
    assertThatThrownBy(() -> Lessons.exercise("2-3"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exercise '2-3' does not exist: did you mean '02-3'?");
  }
}
