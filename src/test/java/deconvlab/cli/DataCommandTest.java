package deconvlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.record.Json;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.node.ObjectNode;

class DataCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int lab(String... arguments) {
    CommandLine line = Main.commandLine(OutputStream.nullOutputStream());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data http://me:s3cret@host/",
        "data cifar10 http://me:s3cret@host/",
        "data cifar10 --sha256 http://me:s3cret@host/",
        "data cifar10-mini --mirror http://me:s3cret@host/",
        "data cifar10 --from x --mirror http://me:s3cret@host/",
        "data cifar10 --miror=http://me:s3cret@host/",
        "train --data http://me:s3cret@host/"
      })
  void badUsageShowsNoPassword(String arguments) {
    assertThat(lab(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).doesNotContain("s3cret").contains("--help");
  }

  @Test
  void aBadMirrorIsNoBadUsage() {
    assertThat(lab("data", "cifar10", "--to", "target/none", "--mirror", "http://me:s3cret@h h"))
        .isEqualTo(1);
    assertThat(err.toString()).startsWith("mirror http://… is no address").doesNotContain("s3cret");
  }

  @Test
  void jsonHoldsTheHashesOfPixelsAndLabels() throws Exception {
    assertThat(lab("data", "cifar10-mini", "--json")).isZero();
    ObjectNode line = Json.read(out.toString().lines().findFirst().orElseThrow(), ObjectNode.class);
    assertThat(line.get("labels_sha256").asString()).startsWith("75a3a19f");
    assertThat(line.get("pixels_sha256").asString()).hasSize(64);
  }
}
