package deconvlab.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is there, whatever befalls the thread; what is read has an end. */
class WholeFilesTest {
  @TempDir private Path folder;

  @AfterEach
  void calm() {
    Thread.interrupted();
  }

  @Test
  void anInterruptedThreadWritesAndReads() throws IOException {
    Path file = folder.resolve("made/kept.json");
    Thread.currentThread().interrupt();
    WholeFiles.write(file, new byte[] {1, 2});
    assertThat(WholeFiles.read(file, 2)).containsExactly(1, 2);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
    RunRecord record = Records.record(Outcome.COMPLETED);
    assertThat(RunFiles.read(RunFiles.write(record, folder))).isEqualTo(record);
  }

  @Test
  void whatIsTooLargeOrEndlessIsNotRead() throws IOException {
    Path large = folder.resolve("large.json");
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(3L << 30);
    }
    assertThatThrownBy(() -> WholeFiles.read(large, 100))
        .hasMessageContaining("large.json: has 3,221,225,472 bytes");
    assertThatThrownBy(() -> RunFiles.read(large)).isInstanceOf(RunFiles.DamagedException.class);
    assertThatThrownBy(() -> WholeFiles.read(folder, 100)).hasMessageContaining("is a folder");
    assumeTrue(Files.exists(Path.of("/dev/zero")));
    assertThatThrownBy(() -> WholeFiles.read(Path.of("/dev/zero"), 100))
        .hasMessage("/dev/zero: is a device or a pipe, not a file");
    assertThatThrownBy(() -> WholeFiles.read(Path.of("/proc/self/maps"), 100))
        .hasMessageContaining("at most 100 are read");
  }

  @Test
  void aRecordWithoutAPlaceGoesToAnother() throws IOException {
    RunRecord record = Records.record(Outcome.COMPLETED);
    Path taken = Files.writeString(folder.resolve("taken"), "");
    Path home = folder.resolve("home");
    RunFiles.Kept kept =
        RunFiles.write(record, taken.resolve("a.json"), List.of(taken.resolve("too"), home));
    assertThat(kept.inPlace()).isFalse();
    assertThat(kept.file()).isEqualTo(home.resolve("a.json"));
    Path packed = taken.resolve("a.json.gz");
    assertThat(RunFiles.write(record, packed, List.of(home)).file()).isEqualTo(kept.file());
    assertThat(Files.readString(kept.file())).startsWith("{");
    assertThat(kept.trouble()).contains("taken");
    assertThat(RunFiles.read(kept.file())).isEqualTo(record);
    assertThatThrownBy(() -> RunFiles.write(record, taken.resolve("a.json"), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("taken");
  }

  @Test
  void aPlaceIsTriedWithoutATrace() throws IOException {
    Path place = folder.resolve("new/place");
    RunFiles.tryPlace(place);
    assertThat(place).isEmptyDirectory();
    Path taken = Files.writeString(folder.resolve("taken"), "");
    assertThatThrownBy(() -> RunFiles.tryPlace(taken)).hasMessageContaining("taken");
  }
}
