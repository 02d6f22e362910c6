package deconvlab.lesson;

import deconvlab.text.Text;
import java.util.Collection;
import java.util.Optional;

/**
 * What is said of an answer. It never holds what was expected.
 *
 * @param isRight whether the answer is right
 * @param sentence why it matters, or what is wrong
 */
public record Mark(boolean isRight, String sentence) {

  /** Holds {@code answer}, not null, against the exercise's key, then against its usual slips. */
  public static Mark of(Exercise exercise, Object answer) {
    Key key = exercise.key();
    Object wanted = key.answer().get();
    if (agree(answer, wanted, key.tolerance())) {
      return new Mark(true, exercise.right());
    }
    Optional<Key.Slip> slip =
        key.slips().stream()
            .filter(s -> agree(answer, s.answer().get(), key.tolerance()))
            .findFirst();
    String sentence =
        slip.map(Key.Slip::sentence).orElseGet(() -> mismatch(answer, wanted, key.tolerance()));
    return new Mark(false, sentence);
  }

  /** What is said of code that ended with {@code thrown}. */
  public static Mark of(Throwable thrown) {
    String told = Text.brief(String.valueOf(thrown.getMessage()));
    String sentence;
    if (thrown instanceof IndexOutOfBoundsException) {
      sentence = "your code reached outside of an array or list: " + told + ".";
    } else if (thrown instanceof NullPointerException) {
      sentence = "your code used something that is null: " + told + ".";
    } else if (thrown instanceof StackOverflowError) {
      sentence = "your code calls itself without an end.";
    } else if (thrown instanceof OutOfMemoryError) {
      sentence = "your code asked for more memory than there is.";
    } else {
      sentence = Text.format("your code threw %s: %s.", thrown.getClass().getSimpleName(), told);
    }
    return new Mark(false, sentence);
  }

  private static boolean agree(Object answer, Object wanted, double tolerance) {
    if (wanted instanceof String text) {
      return answer instanceof String mine && plain(mine).equals(plain(text));
    }
    Values right = Values.of(wanted).orElseThrow();
    return Values.of(answer).filter(mine -> mine.near(right, tolerance)).isPresent();
  }

  /** Letters and digits alone, in one case: "b, c" is "BC". */
  private static String plain(String text) {
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toUpperCase)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  private static String mismatch(Object answer, Object wanted, double tolerance) {
    if (wanted instanceof String) {
      return answer instanceof String mine
          ? Text.format("\"%s\" is not it.", Text.brief(mine))
          : Text.format("a text in quotes is wanted, yours is %s.", kind(answer));
    }
    Values right = Values.of(wanted).orElseThrow();
    return Values.of(answer)
        .map(mine -> Misfit.of(mine, right, tolerance))
        .orElseGet(
            () ->
                Text.format(
                    "%s is wanted, yours is %s.", Misfit.named(right.shape()), kind(answer)));
  }

  private static String kind(Object answer) {
    if (answer instanceof String) {
      return "a text";
    }
    if (Values.of(answer).isPresent()) {
      return "made of numbers";
    }
    boolean isMany = answer instanceof Collection<?> || answer.getClass().isArray();
    return isMany ? "an array or list of other things" : "a " + answer.getClass().getSimpleName();
  }
}
