package deconvlab.data;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the official binary layout: folder {@code cifar-10-batches-bin} with six files of 10,000
 * records, each one label byte (0 to 9) and 3,072 pixel bytes. Nothing in the archive is trusted:
 * names are compared and never used as paths, sizes are checked before anything is read.
 */
final class Cifar10Archive {
  /** The six files, training before test. */
  static final List<String> BATCHES =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin",
          "test_batch.bin");

  static final int RECORDS = 10_000;
  static final int RECORD_BYTES = 1 + ImageSet.IMAGE_BYTES;
  static final int BATCH_BYTES = RECORDS * RECORD_BYTES;

  private static final String FOLDER = "cifar-10-batches-bin/";
  private static final long UNPACKED_LIMIT = BATCHES.size() * (long) BATCH_BYTES + (4 << 20);
  private static final String REMEDY =
      " Right is "
          + Cifar10.ARCHIVE
          + ": the folder cifar-10-batches-bin with data_batch_1.bin to data_batch_5.bin and"
          + " test_batch.bin, 30,730,000 bytes each. Get it with: environment/lab data cifar10";

  private final Path archive;
  private final ProgressListener progress;
  private final Set<String> found = new TreeSet<>();

  private Cifar10Archive(Path archive, ProgressListener progress) {
    this.archive = archive;
    this.progress = progress;
  }

  /**
   * Hands the six files of {@code archive} to {@code sink}, name and body, each found right, in the
   * archive's order.
   */
  static void read(Path archive, ProgressListener progress, BiConsumer<String, byte[]> sink) {
    new Cifar10Archive(archive, progress).read(sink);
  }

  private void read(BiConsumer<String, byte[]> sink) {
    try (InputStream file = Files.newInputStream(archive);
        Tar tar = new Tar(new Limited(new GZIPInputStream(file, 1 << 16)))) {
      for (Tar.Member member = tar.next(); member != null; member = tar.next()) {
        take(member, tar, sink);
      }
    } catch (EOFException e) {
      throw unreadable(
          "is truncated (" + Objects.requireNonNullElse(e.getMessage(), "empty") + ").", e);
    } catch (ZipException e) {
      throw unreadable("is no gzip archive, or is damaged (" + e.getMessage() + ").", e);
    } catch (Tar.TarFormatException e) {
      throw unreadable("holds no tar, or a damaged one: " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw unreadable("cannot be read (" + WholeFiles.told(archive, e).getMessage() + ").", e);
    }
    Set<String> missing = new TreeSet<>(BATCHES);
    missing.removeAll(found);
    if (!missing.isEmpty()) {
      throw refused("lacks %s%s.", FOLDER, String.join(", " + FOLDER, missing));
    }
  }

  private void take(Tar.Member member, Tar tar, BiConsumer<String, byte[]> sink)
      throws IOException {
    if (member.escapes()) {
      throw refused(
          "holds the member '%s', which points out of the folder it would be unpacked into.",
          member.name());
    }
    if (member.isLink()) {
      throw refused("holds a link, '%s'.", member.name());
    }
    String name = member.name().startsWith("./") ? member.name().substring(2) : member.name();
    String batch = name.startsWith(FOLDER) ? name.substring(FOLDER.length()) : "";
    if (!BATCHES.contains(batch)) {
      return;
    }
    if (!member.isFile() || member.size() != BATCH_BYTES) {
      throw refused(
          "has %d bytes in %s; %d (10,000 records of 3,073) would be right.",
          member.size(), name, BATCH_BYTES);
    }
    if (!found.add(batch)) {
      throw refused("holds %s twice.", name);
    }
    byte[] body = tar.body();
    checkLabels(name, body);
    sink.accept(batch, body);
    progress.at("import", found.size() * (long) BATCH_BYTES, BATCHES.size() * (long) BATCH_BYTES);
  }

  private void checkLabels(String name, byte[] body) {
    for (int i = 0; i < RECORDS; i++) {
      int label = body[i * RECORD_BYTES] & 0xff;
      if (label >= Cifar10.CLASSES.size()) {
        throw refused(
            "has the label %d in record %d of %s; 0 to 9 would be right.", label, i, name);
      }
    }
  }

  @FormatMethod
  private DataException refused(@FormatString String what, Object... values) {
    return unreadable(Text.format(what, values), null);
  }

  private DataException unreadable(String what, Throwable cause) {
    return new DataException(archive + " " + what + REMEDY, cause);
  }

  /** Ends an archive that unpacks to more than the data set could. */
  private final class Limited extends FilterInputStream {
    private long count;

    Limited(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count(b < 0 ? 0 : 1);
      return b;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      int n = super.read(buffer, from, length);
      count(Math.max(n, 0));
      return n;
    }

    @Override
    public long skip(long wanted) throws IOException {
      long n = super.skip(wanted);
      count(n);
      return n;
    }

    private void count(long n) {
      count += n;
      if (count > UNPACKED_LIMIT) {
        throw refused(
            "unpacks to more than %d bytes, the most that CIFAR-10 could.", UNPACKED_LIMIT);
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new DataException("the import of " + archive + " was interrupted; nothing was kept");
      }
    }
  }
}
