package deconvlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What documents name is there. */
class DocumentsTest {
  private static final Pattern TEST = Pattern.compile("\\b[A-Z][A-Za-z0-9]+(Test|Properties)\\b");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)[#)]");

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      Stream<Path> others = Stream.of(Path.of("README.md"), Path.of("notebooks", "README.md"));
      return Stream.concat(docs.filter(f -> f.toString().endsWith(".md")), others).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyTestNamedIsThere(Path document) throws IOException {
    Set<String> tests;
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "java"))) {
      tests =
          files
              .map(file -> file.getFileName().toString().replace(".java", ""))
              .collect(Collectors.toSet());
    }
    String text = Files.readString(document);
    assertThat(TEST.matcher(text).results().map(MatchResult::group)).allMatch(tests::contains);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyFileLinkedIsThere(Path document) throws IOException {
    String text = Files.readString(document);
    assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
        .allMatch(link -> Files.exists(document.resolveSibling(link)));
  }
}
