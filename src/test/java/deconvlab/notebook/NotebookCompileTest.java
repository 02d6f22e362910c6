package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.DiagnosticListener;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every cell of every notebook compiles against this code, so that what a changed name breaks is
 * found here in seconds. What cells do is for {@code lab notebooks --check}.
 */
class NotebookCompileTest {
  private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
  private static final JShell SHELL = JShell.builder().executionEngine("local").build();
  // One for all: it keeps the open jars.
  private static final StandardJavaFileManager FILES =
      JAVAC.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

  @AfterAll
  static void close() throws IOException {
    SHELL.close();
    FILES.close();
  }

  @ParameterizedTest
  @MethodSource("deconvlab.notebook.Cell#notebooks")
  void everyCellCompiles(Path notebook) throws IOException {
    List<String> imports = new ArrayList<>();
    List<String> members = new ArrayList<>(List.of("class Cells { Cells() throws Exception {}"));
    for (Cell cell : Cell.code(notebook)) {
      for (String snippet : snippets(cell)) {
        boolean isImport = snippet.startsWith("import ");
        (isImport ? imports : members).add(isImport ? snippet : member(snippet));
      }
    }
    members.add("}");
    assertThat(errors(String.join("\n", imports) + "\n" + String.join("\n", members))).isEmpty();
  }

  /** What the kernel takes one by one: declarations, statements, expressions. */
  private static List<String> snippets(Cell cell) {
    List<String> snippets = new ArrayList<>();
    String left = cell.source().replaceAll("(?m)^%classpath .*", "");
    while (!left.isBlank()) {
      SourceCodeAnalysis.CompletionInfo next = SHELL.sourceCodeAnalysis().analyzeCompletion(left);
      snippets.add(next.source().strip());
      left = next.remaining();
    }
    return snippets;
  }

  /**
   * A declaration as it is, a statement as an initialiser: in their order, they see each other as a
   * kernel's do.
   */
  private static String member(String snippet) throws IOException {
    return parses("class Cells {" + snippet + "\n}") ? snippet : "{" + snippet + "\n;}";
  }

  private static boolean parses(String source) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    task(source, found).parse();
    return found.getDiagnostics().stream().noneMatch(NotebookCompileTest::isError);
  }

  private static List<String> errors(String source) throws IOException {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    task(source, found).analyze();
    List<String> lines = source.lines().toList();
    return found.getDiagnostics().stream()
        .filter(NotebookCompileTest::isError)
        .map(e -> e.getMessage(Locale.ROOT) + " in: " + lines.get((int) e.getLineNumber() - 1))
        .toList();
  }

  /** A kernel's later declaration of a name takes the place of the one before. */
  private static boolean isError(Diagnostic<?> found) {
    return found.getKind() == Diagnostic.Kind.ERROR
        && !found.getCode().equals("compiler.err.already.defined");
  }

  private static JavacTask task(String source, DiagnosticListener<JavaFileObject> listener) {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("mem:///Cells.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignored) {
            return source;
          }
        };
    List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
    return (JavacTask) JAVAC.getTask(null, FILES, listener, options, null, List.of(file));
  }
}
