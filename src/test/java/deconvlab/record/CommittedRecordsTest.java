package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The records that the notebooks read: whoever reads one and writes it, writes the same bytes. */
class CommittedRecordsTest {
  private static final Path RECORDS = Path.of("docs/records");
  private static final String OLDEST = "ddnet-cifar10-jpeg75-10-epochs.json";

  @Test
  void everyOneIsReadAndWrittenBackToTheSameBytes() throws IOException {
    List<Path> files = files();
    assertThat(files).hasSizeGreaterThan(267);
    for (Path file : files) {
      RunRecord record = RunFiles.read(file);
      String written = RunFiles.toJson(record);
      assertThat(Json.read(written, RunRecord.class)).as("%s", file).isEqualTo(record);
      // Java 19 and newer write some floats shorter; one record is from before there were probes.
      if (Runtime.version().feature() < 19 && !file.endsWith(OLDEST)) {
        assertThat(written).as("%s", file).isEqualTo(text(file));
      }
    }
  }

  /** Those of the claims are packed. */
  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(RECORDS.resolve(OLDEST)));
    try (Stream<Path> runs = Files.list(RECORDS.resolve("runs"))) {
      runs.sorted().forEach(files::add);
    }
    return files;
  }

  /** A store finds them by their keys. */
  @Test
  void everyNameIsThatOfItsKey() throws IOException {
    List<Path> files = files();
    for (Path file : files.subList(1, files.size())) {
      RunRecord run = RunFiles.read(file);
      assertThat(file.getFileName().toString()).startsWith(RunKey.of(run).file());
      assertThat(run.outcome()).isNotIn(Outcome.FAILED, Outcome.INTERRUPTED);
      assertThat(run.watch()).isNotEqualTo(Watch.NONE);
    }
  }
}
