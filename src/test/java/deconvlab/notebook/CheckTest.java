package deconvlab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CheckTest {
  @AfterEach
  void lenientAgain() {
    System.clearProperty("deconvlab.strict");
  }

  @Test
  void greenAndRedLines() {
    double[] library = {1, 2};
    assertThat(Printed.by(() -> Check.close("output", new double[] {1, 2}, library, 1e-6)))
        .isEqualToIgnoringNewLines(
            "✓ output: equal to the last bit over 2 values (tolerance 10⁻⁶)");
    assertThat(Printed.by(() -> Check.close("output", new double[] {1, 3}, library, 1e-6)))
        .startsWith("✗ output: largest difference 1 at [1]: yours 3 against 2");
    assertThat(Printed.by(() -> Check.that("level", true, "look")))
        .isEqualToIgnoringNewLines("✓ level");
    assertThat(Printed.by(() -> Check.that("level", false, "look at conv1")))
        .isEqualToIgnoringNewLines("✗ level: look at conv1");
    assertThat(Printed.by(() -> Check.equal("shape", new long[] {1, 5}, new long[] {1, 4})))
        .startsWith("✗ shape: largest difference 1 at [1]");
  }

  @Test
  void strictRunsFail() {
    System.setProperty("deconvlab.strict", "1");
    assertThatThrownBy(() -> Printed.by(() -> Check.close("output", 1.0, 2.0, 0.1)))
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith("output: largest difference 1");
  }
}
