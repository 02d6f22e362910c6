package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The records that the notebooks read: whoever reads one and writes it, writes the same bytes. */
class CommittedRecordsTest {
  private static final Path RECORDS = Path.of("docs/records");

  @Test
  void everyOneIsReadAndWrittenBackToTheSameBytes() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(RECORDS)) {
      files = all.filter(f -> f.toString().endsWith(".json")).toList();
    }
    assertThat(files).hasSizeGreaterThan(270);
    for (Path file : files) {
      RunRecord record = RunFiles.read(file);
      String written = RunFiles.toJson(record);
      assertThat(Json.read(written, RunRecord.class)).as("%s", file).isEqualTo(record);
      // Java 19 and newer write some floats shorter; one record is from before there were probes.
      if (Runtime.version().feature() < 19 && !file.getParent().equals(RECORDS)) {
        assertThat(written).as("%s", file).isEqualTo(Files.readString(file));
      }
    }
  }

  /** The hash in a file's name is that of its configuration, as {@code ablation.Store} has it. */
  @Test
  void everyNameHoldsTheHashOfItsConfiguration() throws IOException {
    try (Stream<Path> all = Files.walk(RECORDS)) {
      for (Path file : all.filter(f -> f.toString().matches(".*-seed\\d+-.*\\.json")).toList()) {
        String hash =
            Hashes.sha256(
                Json.write(RunFiles.read(file).configuration())
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(file.toString()).endsWith("-" + hash.substring(0, 8) + ".json");
      }
    }
  }
}
