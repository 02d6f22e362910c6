package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every notebook's source must hold. */
class NotebookSourcesTest {
  static List<Path> notebooks() throws IOException {
    return Cell.notebooks();
  }

  /** Cells format numbers, and parse some of them back, in Java's plain way. */
  @ParameterizedTest
  @MethodSource("notebooks")
  void numbersAreWrittenInNoLocale(Path notebook) throws IOException {
    assertThat(Files.readString(notebook)).contains("\"Locale.setDefault(Locale.ROOT);");
  }
}
