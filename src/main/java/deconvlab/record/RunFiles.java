package deconvlab.record;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Run records as files: JSON, written whole or not at all, read back equal. */
public final class RunFiles {
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapter(Series.class, new SeriesJson())
          .registerTypeAdapter(double.class, new RealJson())
          // Gson looks up the box, too, and prefers what it finds there.
          .registerTypeAdapter(Double.class, new RealJson())
          .create();

  private RunFiles() {}

  /** The record as JSON. */
  public static String toJson(RunRecord record) {
    return GSON.toJson(record);
  }

  /**
   * Writes {@code record} into {@code folder}, made where missing, under a name that begins with
   * the model and holds the seed and a hash of what determines the run. A run that did not end by
   * itself gets a name of its own, so it never replaces a finished one.
   *
   * @return the file
   */
  public static Path write(RunRecord record, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name(record));
    writeAtomically(file, toJson(record).getBytes(StandardCharsets.UTF_8));
    return file;
  }

  /**
   * Reads a record.
   *
   * @throws IOException if the file is missing, damaged or of another format; says which
   */
  public static RunRecord read(Path file) throws IOException {
    String text = text(file);
    try {
      JsonObject json = GSON.fromJson(text, JsonObject.class);
      JsonElement format = json == null ? null : json.get("format");
      if (format == null || format.getAsInt() != RunRecord.FORMAT) {
        throw new IOException(
            Text.format(
                "%s: format=%s, this version reads run records of format %d",
                file, format, RunRecord.FORMAT));
      }
      return GSON.fromJson(json, RunRecord.class);
    } catch (RuntimeException e) {
      // Gson's own and, wrapped by it, what our records refuse.
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw new IOException(
          Text.format(
              "%s is not a whole run record (%s): restore it or delete it and run again",
              file, cause.getMessage()),
          e);
    }
  }

  private static String text(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file + ": no such file");
    }
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new IOException(
          file
              + " is not a whole run record (not UTF-8 text): restore it or delete it and run again",
          e);
    }
  }

  /** Writes to a temporary file beside {@code file}, syncs it and renames it into place. */
  public static void writeAtomically(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    // Not createTempFile: its files are for their owner alone, and a store is to be shared.
    Path part =
        folder.resolve(
            Text.format(
                ".%s-%d-%d.part",
                file.getFileName(), ProcessHandle.current().pid(), System.nanoTime()));
    try {
      try (FileChannel out =
          FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      try {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      }
    } finally {
      Files.deleteIfExists(part);
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
        GSON.toJson(record.configuration())
            + record.seed()
            + GSON.toJson(record.data())
            + GSON.toJson(record.platform());
    return Hashes.sha256(determines.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
  }
}
