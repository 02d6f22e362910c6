package deconvlab.lesson;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads the texts of a lesson's exercises: a Markdown file in which each exercise is a heading
 * {@code ## id · grade · title}, a line {@code Section: heading}, the question, and the parts
 * Starter, Check, Solution (code, then why), Right and Hints (a list).
 */
final class LessonFile {
  private static final List<String> PARTS =
      List.of("Starter", "Check", "Solution", "Right", "Hints");
  private static final String OPEN = "```java\n";
  private static final String CLOSE = "\n```";

  private LessonFile() {}

  /** The exercises of {@code resource}, with their keys by id. */
  static List<Exercise> read(String resource, Map<String, Key> keys) {
    String[] blocks = text(resource).split("\n## ");
    String lesson = blocks[0].strip().replaceFirst("# ", "");
    List<Exercise> all =
        Arrays.stream(blocks).skip(1).map(block -> exercise(lesson, block, keys)).toList();
    List<String> ids = all.stream().map(Exercise::id).sorted().toList();
    Checks.require(
        ids.equals(keys.keySet().stream().sorted().toList()),
        resource,
        ids,
        "must have a text for every key and a key for every text");
    return all;
  }

  private static String text(String resource) {
    try (InputStream in = LessonFile.class.getResourceAsStream(resource)) {
      Checks.present(resource, in);
      // A checkout may have given the lines other ends.
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  private static Exercise exercise(String lesson, String block, Map<String, Key> keys) {
    String[] parts = block.split("\n### ");
    Map<String, String> byName = new LinkedHashMap<>();
    Arrays.stream(parts)
        .skip(1)
        .forEach(part -> byName.put(part.lines().findFirst().orElse(""), afterLine(part)));
    String[] title = parts[0].lines().findFirst().orElse("").split(" · ", 3);
    Checks.require(title.length == 3, "heading", title[0], "must be: id · grade · title");
    Checks.require(
        List.copyOf(byName.keySet()).equals(PARTS), title[0], byName.keySet(), "must be " + PARTS);
    String[] top = afterLine(parts[0]).split("\n", 2);
    String section = top[0].replaceFirst("Section: ", "");
    String solution = byName.get("Solution");
    return new Exercise(
        title[0],
        lesson,
        Checks.named("grade", title[1], Grade.values()),
        title[2],
        section,
        top[1].strip(),
        code(byName.get("Starter")),
        code(byName.get("Check")),
        code(solution),
        solution.substring(solution.indexOf(CLOSE) + CLOSE.length()).strip(),
        byName.get("Right"),
        hints(byName.get("Hints"), section),
        keys.get(title[0]));
  }

  private static String afterLine(String text) {
    return text.substring(text.indexOf('\n') + 1).strip();
  }

  private static String code(String part) {
    int from = part.indexOf(OPEN) + OPEN.length();
    return part.substring(from, part.indexOf(CLOSE, from));
  }

  private static List<String> hints(String list, String section) {
    Stream<String> written = Stream.of(list.split("(^|\n)- ")).filter(item -> !item.isBlank());
    String last = Text.format("read “%s” once more.", section);
    return Stream.concat(written, Stream.of(last)).toList();
  }
}
