package deconvlab.record;

import deconvlab.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.node.ObjectNode;

/** Run records as files: JSON, plain or packed, written whole or not at all, read back equal. */
public final class RunFiles {
  /** A thousand times the largest record of a study; a longer file is none of ours. */
  static final int LARGEST = 256 << 20;

  /** How the name of a packed record ends, after that of a plain one. */
  static final String PACKED = ".gz";

  private static final String REFUGE = "deconv-lab-runs";

  private RunFiles() {}

  /**
   * Where a record is.
   *
   * @param file the file
   * @param trouble why it is not in the place that was asked for, or ""
   */
  public record Kept(Path file, String trouble) {
    /** Whether it is where it was to be. */
    public boolean inPlace() {
      return trouble.isEmpty();
    }
  }

  /** The record as JSON. */
  public static String toJson(RunRecord record) {
    return Json.write(record);
  }

  /**
   * Makes {@code folder} where it is missing and proves that it can be written: to be called before
   * the work whose result goes there.
   *
   * @throws IOException if it cannot; says why
   */
  public static void tryPlace(Path folder) throws IOException {
    Path trial = folder.resolve(Text.format(".trial-%d", ProcessHandle.current().pid()));
    WholeFiles.write(trial, new byte[1 << 12]);
    Files.deleteIfExists(trial);
  }

  /**
   * Writes {@code record} into {@code folder}, made where missing, under a name that begins with
   * the model and holds the seed and a hash of what determines the run. A run that did not end by
   * itself gets a name of its own, so it never replaces a finished one.
   *
   * @return the file
   */
  public static Path write(RunRecord record, Path folder) throws IOException {
    Path file = folder.resolve(name(record));
    write(record, file, List.of());
    return file;
  }

  /**
   * As {@link #write}; where that fails, the record goes to the user's home, and if need be to the
   * folder of temporary files: a run that is done is not lost.
   *
   * @throws IOException if none of them can be written; names the first
   */
  public static Kept keep(RunRecord record, Path folder) throws IOException {
    return keepAs(record, folder.resolve(name(record)));
  }

  /** As {@link #keep}, under a name of the caller's; packed in its place if it ends so. */
  public static Kept keepAs(RunRecord record, Path file) throws IOException {
    List<Path> others =
        List.of(
            Path.of(System.getProperty("user.home"), REFUGE),
            Path.of(System.getProperty("java.io.tmpdir"), REFUGE));
    return write(record, file, others);
  }

  static Kept write(RunRecord record, Path file, List<Path> others) throws IOException {
    byte[] json = toJson(record).getBytes(StandardCharsets.UTF_8);
    String name = file.getFileName().toString();
    boolean packed = name.endsWith(PACKED);
    try {
      WholeFiles.write(file, packed ? packed(json) : json);
      return new Kept(file, "");
    } catch (IOException e) {
      String plain = packed ? name.substring(0, name.length() - PACKED.length()) : name;
      for (Path other : others) {
        Path there = other.resolve(plain);
        try {
          WholeFiles.write(there, json);
          return new Kept(there, e.getMessage());
        } catch (IOException too) {
          e.addSuppressed(too);
        }
      }
      throw e;
    }
  }

  /**
   * Reads a record.
   *
   * @throws DamagedException if the file is no whole record; says which and what is wrong
   * @throws IOException if it cannot be read or is of another format
   */
  public static RunRecord read(Path file) throws IOException {
    try {
      return parse(file, WholeFiles.read(file, LARGEST));
    } catch (WholeFiles.TooLargeException e) {
      throw new DamagedException(file, e.getMessage(), e);
    }
  }

  /** The same bytes for the same text: the header holds no time. */
  private static byte[] packed(byte[] text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text);
    }
    return packed.toByteArray();
  }

  /** The text of a file, whatever its name says. */
  private static byte[] unpacked(Path file, byte[] content) throws IOException {
    if (content.length < 2 || content[0] != 0x1f || content[1] != (byte) 0x8b) {
      return content;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      byte[] text = in.readNBytes(LARGEST);
      if (in.read() >= 0) {
        throw new IOException("too large to read when unpacked");
      }
      return text;
    } catch (IOException e) {
      throw new DamagedException(
          file, Objects.toString(e.getMessage(), "it cannot be unpacked"), e);
    }
  }

  /** As {@link #read}, the content given; {@code file} is where it came from, or is to go. */
  public static RunRecord parse(Path file, byte[] content) throws IOException {
    byte[] text = unpacked(file, content);
    try {
      RunRecord record = Json.read(text, RunRecord.class);
      RunChecks.require(record);
      return record;
    } catch (JsonException e) {
      newer(file, text);
      throw new DamagedException(file, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new DamagedException(file, e.getMessage(), e);
    }
  }

  /** A file of a newer version is not damaged, whatever is new in it. */
  private static void newer(Path file, byte[] text) throws IOException {
    int format;
    try {
      format = Json.read(text, ObjectNode.class).path("format").asInt(0);
    } catch (JsonException e) {
      return;
    }
    if (format > RunRecord.FORMAT) {
      throw new IOException(
          Text.format(
              "%s: format=%d, this version reads run records of format %d",
              file, format, RunRecord.FORMAT));
    }
  }

  /** A file that can be read and is no whole run record. */
  public static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says of {@code file} what is wrong with it. */
    public DamagedException(Path file, String what, Throwable cause) {
      super(
          Text.format(
              "%s is not a whole run record (%s): restore it or delete it and run again",
              file, what),
          cause);
    }
  }

  private static String name(RunRecord record) {
    String suffix =
        switch (record.outcome()) {
          case INTERRUPTED, FAILED -> "-" + record.outcome();
          default -> "";
        };
    return Text.format("%s-seed%d-%s%s.json", record.model(), record.seed(), key(record), suffix);
  }

  /** The first 12 hex digits of the SHA-256 of configuration, seed, data and platform. */
  static String key(RunRecord record) {
    String determines =
        Json.write(record.configuration())
            + record.seed()
            + Json.write(record.data())
            + Json.write(record.platform());
    return Hashes.sha256(determines.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }
}
