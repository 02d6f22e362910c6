package deconvlab.lesson;

import deconvlab.text.Text;
import java.util.List;

/**
 * An exercise of a lesson.
 *
 * @param id lesson and number, such as "02-3"
 * @param lesson the lesson's number and title
 * @param section heading of the part of the lesson that it belongs to
 * @param question Markdown
 * @param starter a cell to fill in; compiles as it is and throws {@code NotYet}
 * @param check the cell that calls {@code Check.exercise}
 * @param solution the cell filled in
 * @param why the reasoning behind the solution, Markdown
 * @param right said of a right answer, one sentence
 * @param hints from a nudge to the last, which names the section
 * @param key the answer and the usual slips
 */
public record Exercise(
    String id,
    String lesson,
    Grade grade,
    String title,
    String section,
    String question,
    String starter,
    String check,
    String solution,
    String why,
    String right,
    List<String> hints,
    Key key) {

  /** The hint after so many attempts, counted from 1; the last one stays, the one before beside. */
  public String hint(int attempt) {
    int at = Math.max(1, Math.min(attempt, hints.size()));
    String kept = at > 1 && at == hints.size() ? hints.get(at - 2) + " And " : "";
    return Text.format("Hint %d of %d: %s%s", at, hints.size(), kept, hints.get(at - 1));
  }

  /** What is said to each usual wrong answer. */
  List<String> reactions() {
    return key.slips().stream().map(Key.Slip::sentence).toList();
  }
}
