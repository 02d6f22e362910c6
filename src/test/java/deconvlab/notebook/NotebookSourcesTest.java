package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every notebook's source must hold. */
class NotebookSourcesTest {
  /** Cells format numbers, and parse some of them back, in Java's plain way. */
  @ParameterizedTest
  @MethodSource("deconvlab.notebook.Cell#notebooks")
  void numbersAreWrittenInNoLocale(Path notebook) throws IOException {
    assertThat(Files.readString(notebook)).contains("\"Locale.setDefault(Locale.ROOT);");
  }
}
