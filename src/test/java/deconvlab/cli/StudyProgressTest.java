package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The line of a terminal shows what is in hand and nothing else. */
class StudyProgressTest {
  @Test
  void aRunThatIsLeftToAnotherProcessLeavesTheLine() {
    String before = System.setProperty("deconvlab.terminal", "true");
    try {
      StringWriter shown = new StringWriter();
      StudyProgress progress = new StudyProgress(new PrintWriter(shown));
      progress.began(0, "a run", 10);
      assertThat(shown.toString()).endsWith(" | a run (0/10)");
      progress.left(0);
      assertThat(shown.toString()).endsWith(" | ");
    } finally {
      System.setProperty("deconvlab.terminal", String.valueOf(before));
    }
  }
}
