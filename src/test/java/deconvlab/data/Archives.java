package deconvlab.data;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Archives in the official layout, right and wrong, with made-up pictures. */
final class Archives {
  static final String FOLDER = "cifar-10-batches-bin/";

  private Archives() {}

  /** Puts members into an archive. */
  @FunctionalInterface
  interface Content {
    void into(TarWriter tar) throws IOException;
  }

  static Path write(Path file, Content content) throws IOException {
    try (TarWriter tar = new TarWriter(new FastGzip(Files.newOutputStream(file)))) {
      content.into(tar);
    }
    return file;
  }

  static int[] countByClass(ImageSet set) {
    int[] counts = new int[set.classes().size()];
    for (byte label : set.labels()) {
      counts[label]++;
    }
    return counts;
  }

  static Path good(Path file) throws IOException {
    return write(file, tar -> batches(tar, Cifar10Archive.BATCHES));
  }

  static void batches(TarWriter tar, List<String> names) throws IOException {
    for (String name : names) {
      tar.file(FOLDER + name, batch(name));
    }
  }

  /**
   * Record i of a batch has label i mod 10; its first pixel is the digit in the batch's name (the
   * test batch: 9), its last one i mod 251, all others 0.
   */
  static byte[] batch(String name) {
    byte[] body = new byte[Cifar10Archive.BATCH_BYTES];
    String digit = name.replaceAll("[^0-9]", "");
    for (int i = 0; i < Cifar10Archive.RECORDS; i++) {
      int at = i * Cifar10Archive.RECORD_BYTES;
      body[at] = (byte) (i % 10);
      body[at + 1] = (byte) (digit.isEmpty() ? 9 : Integer.parseInt(digit));
      body[at + Cifar10Archive.RECORD_BYTES - 1] = (byte) (i % 251);
    }
    return body;
  }

  /** Everything below a folder, relative, sorted; empty if the folder is not there. */
  static List<String> listing(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.map(p -> folder.relativize(p).toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
