package deconvlab.notebook;

import deconvlab.lesson.Exercise;
import deconvlab.lesson.Grade;
import deconvlab.lesson.Lessons;
import deconvlab.record.Json;
import deconvlab.record.JsonException;
import deconvlab.record.WholeFiles;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a reader has tried and done in this session. */
final class Tries {
  static final List<String> HEADERS = headers();
  private static final int FORMAT = 1;
  private static final int MOST_BYTES = 1 << 20;

  /** One exercise; attempts are counted until it is done. */
  record Entry(String id, boolean done, int attempts) {}

  /** The file. */
  record Book(int format, List<Entry> exercises) {}

  private final Map<String, Entry> entries = new TreeMap<>();

  /** Counts an attempt; how many there are now. */
  synchronized int note(String id, boolean isRight) {
    Entry before = entries.getOrDefault(id, new Entry(id, false, 0));
    if (!before.done()) {
      entries.put(id, new Entry(id, isRight, before.attempts() + 1));
    }
    return entries.get(id).attempts();
  }

  /** A row for each lesson: a sign for each exercise under its grade, and how many are done. */
  synchronized List<List<String>> rows() {
    Map<String, List<Exercise>> lessons =
        Lessons.all().stream()
            .collect(Collectors.groupingBy(Exercise::lesson, TreeMap::new, Collectors.toList()));
    List<List<String>> rows = new ArrayList<>();
    lessons.forEach(
        (lesson, exercises) -> {
          List<String> row = new ArrayList<>(List.of(lesson));
          for (Grade grade : Grade.values()) {
            row.add(
                exercises.stream()
                    .filter(e -> e.grade() == grade)
                    .map(this::sign)
                    .collect(Collectors.joining()));
          }
          row.add(Text.format("%d of %d", done(exercises), exercises.size()));
          rows.add(row);
        });
    return rows;
  }

  /** In one line: "5 of 53 done, 2 tried". */
  synchronized String sum() {
    int done = done(Lessons.all());
    return Text.format(
        "%d of %d done, %d tried", done, Lessons.all().size(), entries.size() - done);
  }

  /** Takes over what {@code file} holds, then writes it. */
  synchronized void export(Path file) throws IOException {
    if (Files.exists(file)) {
      read(file).exercises().forEach(old -> entries.merge(old.id(), old, Tries::both));
    }
    Book book = new Book(FORMAT, List.copyOf(entries.values()));
    WholeFiles.write(file, Json.pretty(book).getBytes(StandardCharsets.UTF_8));
  }

  private static Book read(Path file) throws IOException {
    try {
      Book book = Json.read(WholeFiles.read(file, MOST_BYTES), Book.class);
      Checks.require(book.format() == FORMAT, "format", book.format(), "must be " + FORMAT);
      return book;
    } catch (JsonException | IllegalArgumentException e) {
      throw new IOException(
          Text.format("%s holds no progress: %s; choose another file", file, e.getMessage()), e);
    }
  }

  private static Entry both(Entry a, Entry b) {
    return new Entry(a.id(), a.done() || b.done(), Math.max(a.attempts(), b.attempts()));
  }

  private int done(Collection<Exercise> exercises) {
    return (int) exercises.stream().filter(e -> sign(e).equals("✓")).count();
  }

  private String sign(Exercise exercise) {
    Entry entry = entries.get(exercise.id());
    return entry == null ? "○" : entry.done() ? "✓" : "✗";
  }

  private static List<String> headers() {
    List<String> headers = new ArrayList<>(List.of("lesson"));
    for (Grade grade : Grade.values()) {
      headers.add(grade.toString());
    }
    headers.add("done");
    return List.copyOf(headers);
  }
}
