package deconvlab.data;

import static org.assertj.core.api.Assertions.assertThat;

import deconvlab.Fuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged archives are told in a sentence; what is handed on is what was packed. */
class ArchiveFuzzTest {
  @TempDir Path dir;

  /** Headers: every kind of member, none of which is a whole batch. */
  @Test
  void tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes)) {
      tar.member(Archives.FOLDER, '5', new byte[0], "")
          .member("PaxHeader", 'x', "20 path=../../evil\n".getBytes(StandardCharsets.US_ASCII), "")
          .file(Archives.FOLDER + "readme.html", "<html>".getBytes(StandardCharsets.US_ASCII))
          .member("././@LongLink", 'L', new byte[600], "")
          .member("sparse", 'S', new byte[600], "")
          .file(Archives.FOLDER + "batches.meta.txt", new byte[61]);
    }
    Fuzz.mutate(bytes.toByteArray(), mutation -> assertRefused(zipped(mutation)));
  }

  @Test
  void gzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarWriter tar = new TarWriter(bytes)) {
      tar.file(
          Archives.FOLDER + "readme.html", "<html>".repeat(50).getBytes(StandardCharsets.US_ASCII));
    }
    Fuzz.mutate(zipped(bytes.toByteArray()), this::assertRefused);
  }

  /** A whole archive takes half a second, so there are fewer of these. */
  @Test
  void whole() throws IOException {
    byte[] good = Files.readAllBytes(Archives.good(dir.resolve("good.tar.gz")));
    for (int i = 0; i < Math.max(3, Fuzz.COUNT / 50); i++) {
      Path file = Files.write(dir.resolve("a.tar.gz"), Fuzz.mutation(good, i));
      Set<String> changed = new TreeSet<>();
      try {
        Cifar10Archive.read(
            file,
            ProgressListener.NONE,
            (name, body) -> {
              if (!Arrays.equals(body, Archives.batch(name))) {
                changed.add(name);
              }
            });
        assertThat(changed).as("taken for right in mutation " + i).isEmpty();
      } catch (DataException told) {
        assertThat(told.getMessage()).startsWith(file.toString()).doesNotContain("\n");
      }
    }
  }

  private void assertRefused(byte[] archive) throws IOException {
    Path file = Files.write(dir.resolve("a.tar.gz"), archive);
    try {
      Cifar10Archive.read(file, ProgressListener.NONE, (name, body) -> {});
    } catch (DataException told) {
      assertThat(told.getMessage()).startsWith(file.toString()).doesNotContain("\n");
      return;
    }
    throw new AssertionError("taken for a whole archive");
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
