package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.lesson.Exercise;
import deconvlab.lesson.Lessons;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cells that a notebook shows, run as a notebook runs them, in one session a lesson. */
class SolutionsTest {
  private static final List<String> IMPORTS =
      List.of(
          "java.util.*",
          "java.util.function.*",
          "java.util.stream.*",
          "deconvlab.math.*",
          "deconvlab.notebook.*");

  static Stream<String> lessons() {
    return Lessons.all().stream().map(Exercise::lesson).distinct();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void startersAreOpenAndSolutionsAreRight(String lesson) {
    // In this JVM, so that the cells' Check is the test's own.
    try (JShell shell =
        JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build()) {
      Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .forEach(shell::addToClasspath);
      IMPORTS.forEach(name -> run(shell, "import " + name + ";"));
      for (Exercise exercise : Lessons.all()) {
        if (exercise.lesson().equals(lesson)) {
          run(shell, exercise.starter());
          assertThat(Printed.by(() -> run(shell, exercise.check())))
              .startsWith("○ Exercise " + exercise.id());
          run(shell, exercise.solution());
          assertThat(Printed.by(() -> run(shell, exercise.check())))
              .startsWith("✓ Exercise " + exercise.id());
        }
      }
    }
  }

  private static void run(JShell shell, String cell) {
    String rest = cell;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      assertThat(next.completeness().isComplete()).as(rest).isTrue();
      for (SnippetEvent event : shell.eval(next.source())) {
        String faults =
            shell.diagnostics(event.snippet()).map(d -> d.getMessage(null)).toList() + "";
        assertThat(event.status()).as(next.source() + faults).isNotEqualTo(Snippet.Status.REJECTED);
        assertThat(event.exception()).as(next.source()).isNull();
      }
      rest = next.remaining();
    }
  }
}
