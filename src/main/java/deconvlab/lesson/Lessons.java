package deconvlab.lesson;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.List;
import java.util.Map;

/** All exercises. Their answers are computed when they are asked for. */
public final class Lessons {
  private static final List<Map<String, Key>> KEYS =
      List.of(
          Lesson00.keys(),
          Lesson01.keys(),
          Lesson02.keys(),
          Lesson03.keys(),
          Lesson04.keys(),
          Lesson05.keys(),
          Lesson06.keys(),
          Lesson07.keys(),
          Lesson08.keys(),
          Lesson09.keys(),
          Lesson10.keys(),
          Lesson11.keys(),
          Lesson12.keys());

  private static final List<Exercise> ALL =
      KEYS.stream().flatMap(keys -> LessonFile.read(file(keys), keys).stream()).toList();

  private Lessons() {}

  /** {@code 05.md} for the keys of lesson 05. */
  private static String file(Map<String, Key> keys) {
    return keys.keySet().iterator().next().substring(0, 2) + ".md";
  }

  /** The exercises in the order of the lessons. */
  public static List<Exercise> all() {
    return ALL;
  }

  /**
   * The exercise called {@code id}, such as "02-3".
   *
   * @throws IllegalArgumentException if there is none; names the nearest
   */
  public static Exercise exercise(String id) {
    List<String> ids = ALL.stream().map(Exercise::id).toList();
    Checks.that(
        ids.contains(id),
        "exercise '%s' does not exist: did you mean '%s'?",
        Text.brief(id),
        Text.nearest(Text.brief(id), ids));
    return ALL.get(ids.indexOf(id));
  }
}
