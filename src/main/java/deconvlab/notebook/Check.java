package deconvlab.notebook;

import deconvlab.lesson.Exercise;
import deconvlab.lesson.Lessons;
import deconvlab.lesson.Mark;
import deconvlab.notebook.Output.Content;
import deconvlab.plot.Numbers;
import deconvlab.text.Text;
import j2html.utils.EscapeUtil;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * Lets a cell decide instead of the eye: shows a green or a red line with the largest difference
 * and where it is. A red line does not stop the notebook, so that readers may experiment; with
 * environment variable {@code DECONVLAB_STRICT} or system property {@code deconvlab.strict} set to
 * 1 it does, and then an automatic run of the notebooks fails.
 */
public final class Check {
  private static final String OPEN_NOTE =
      "not done yet. Fill in the cell above and run both again.";
  private static final Tries TRIES = new Tries();

  private Check() {}

  private enum Result {
    RIGHT("✓", "#009e73"),
    WRONG("✗", "#d55e00"),
    OPEN("○", "#808080");

    private final String sign;
    private final String color;

    Result(String sign, String color) {
      this.sign = sign;
      this.color = color;
    }
  }

  /**
   * Whether two numbers, or two arrays or lists of numbers of one shape, agree value by value:
   * |mine − library| ≤ tolerance·max(1, |library|). An array in double may be compared with one
   * that a library computed in float.
   */
  public static void close(String what, Object mine, Object library, double tolerance) {
    Compare compare = Compare.of(mine, library, tolerance);
    String limit = Text.format(" (tolerance %s)", Numbers.brief(tolerance));
    say(compare.isSame() ? Result.RIGHT : Result.WRONG, what, compare.detail() + limit);
  }

  /** Whether two results are the same: texts, booleans, whole numbers, arrays, to the last bit. */
  public static void equal(String what, Object mine, Object expected) {
    Compare compare = Compare.of(mine, expected, 0);
    say(compare.isSame() ? Result.RIGHT : Result.WRONG, what, compare.detail());
  }

  /**
   * Whether something holds.
   *
   * @param hint shown if it does not
   */
  public static void that(String what, boolean holds, String hint) {
    say(holds ? Result.RIGHT : Result.WRONG, what, holds ? "" : hint);
  }

  /**
   * Runs the reader's code and says what the library thinks of its result: right and why that
   * matters; a usual slip, by name; where the first wrong value is. It never shows what was
   * expected. Code that is not written yet ({@link NotYet}, or null) is no error. With each wrong
   * attempt the hint says more.
   *
   * @param id of the exercise, such as "02-3"
   */
  public static void exercise(String id, Callable<?> readersCode) {
    exercise(TRIES, id, readersCode);
  }

  static void exercise(Tries tries, String id, Callable<?> readersCode) {
    Exercise exercise = Lessons.exercise(id);
    String what = Text.format("Exercise %s, %s", id, exercise.title());
    Mark mark;
    try {
      Object mine = readersCode.call();
      mark = mine == null ? null : Mark.of(exercise, mine);
    } catch (NotYet open) {
      mark = null;
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      mark = Mark.of(e);
    }
    if (mark == null) {
      say(Result.OPEN, what, OPEN_NOTE);
      return;
    }
    int attempt = tries.note(id, mark.isRight());
    if (mark.isRight()) {
      say(Result.RIGHT, what, "right. " + mark.sentence());
    } else {
      say(Result.WRONG, what, mark.sentence() + " " + exercise.hint(attempt));
    }
  }

  /** Shows which exercises are done (✓), tried (✗) and open (○), by lesson and grade. */
  public static void progress() {
    Show.table(Tries.HEADERS, TRIES.rows());
  }

  /**
   * Writes what was done and tried to a small JSON file: {@code {"format": 1, "exercises": [{"id",
   * "done", "attempts"}, …]}}. What the file already holds is taken over first, so that one file
   * follows a reader through all notebooks.
   *
   * @throws IOException if the file holds something else, or cannot be written; it stays as it was
   */
  public static void exportProgress(Path file) throws IOException {
    TRIES.export(file);
    Show.text(Text.format("%s: %s", file, TRIES.sum()));
  }

  private static void say(Result result, String what, String detail) {
    String message = detail.isBlank() ? what : what + ": " + detail;
    String html =
        Text.format(
            "<div style=\"border-left:4px solid %s;padding:2px 10px\"><b style=\"color:%s\">%s</b> %s</div>",
            result.color, result.color, result.sign, EscapeUtil.escape(message));
    Content content = Content.text(result.sign + " " + message).with("text/html", html);
    new Output().show(content, true);
    if (result == Result.WRONG && Lab.isOn("deconvlab.strict", "DECONVLAB_STRICT")) {
      throw new AssertionError(message);
    }
  }
}
