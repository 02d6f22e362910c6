package deconvlab.record;

import deconvlab.text.Text;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Reads and writes files that are one piece: whole, or not at all. Neither goes through a channel,
 * which an interrupt of the thread would close: what is finished is written even so. Every error
 * names the file and says why in words.
 */
public final class WholeFiles {
  private WholeFiles() {}

  /**
   * The content of a regular file.
   *
   * @param most bytes that it may have; more are not read
   */
  public static byte[] read(Path file, int most) throws IOException {
    try {
      BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
      if (!is.isRegularFile()) {
        String what = is.isDirectory() ? "is a folder" : "is a device or a pipe";
        throw new FileSystemException(file.toString(), null, what + ", not a file");
      }
      if (is.size() > most) {
        throw tooLarge(file, is.size(), most);
      }
      if (!Files.isReadable(file)) {
        throw new AccessDeniedException(file.toString(), null, "may not be read");
      }
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        byte[] content = in.readNBytes(most);
        if (in.read() >= 0) {
          throw tooLarge(file, (long) most + 1, most);
        }
        return content;
      }
    } catch (IOException e) {
      throw told(file, e);
    }
  }

  private static TooLargeException tooLarge(Path file, long size, int most) {
    return new TooLargeException(
        file, Text.format("has %,d bytes or more, at most %,d are read", size, most));
  }

  /** A file that has more than its reader takes. */
  public static final class TooLargeException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    TooLargeException(Path file, String reason) {
      super(file.toString(), null, reason);
    }
  }

  /** What fills an empty file. */
  @FunctionalInterface
  public interface Filling {
    void fill(Path empty) throws IOException;
  }

  /**
   * Writes {@code parts}, one after another, to a temporary file beside {@code file}, syncs it and
   * renames it into place; the folder is made where it is missing.
   */
  public static void write(Path file, byte[]... parts) throws IOException {
    make(
        file,
        part -> {
          try (FileOutputStream out = new FileOutputStream(part.toFile())) {
            for (byte[] each : parts) {
              out.write(each);
            }
            out.getFD().sync();
          }
        });
  }

  /**
   * As {@link #write}, for a file that is larger than memory: {@code filling} makes its content.
   */
  public static void make(Path file, Filling filling) throws IOException {
    Path whole = file.toAbsolutePath();
    // Not createTempFile: its files are for their owner alone, and a store is to be shared.
    Path part =
        whole.resolveSibling(
            Text.format(
                ".%s-%d-%d.part",
                file.getFileName(), ProcessHandle.current().pid(), System.nanoTime()));
    try {
      Files.createDirectories(whole.getParent());
      Files.createFile(part);
      try {
        filling.fill(part);
        moved(part, whole);
      } finally {
        part.toFile().delete();
      }
    } catch (IOException e) {
      throw told(file, e);
    }
  }

  private static void moved(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The error with the file's name and the reason in words. */
  public static IOException told(Path file, IOException e) {
    String about = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
    String at = about.isEmpty() || about.endsWith(".part") ? file.toString() : about;
    if (e instanceof TooLargeException || e instanceof RunFiles.DamagedException) {
      return e;
    }
    if (e instanceof NoSuchFileException) {
      return new NoSuchFileException(at, null, "no such file");
    }
    if (e instanceof AccessDeniedException f) {
      String no = "no permission: change it, or name another place";
      String why = f.getReason() == null ? no : f.getReason();
      return new AccessDeniedException(at, null, why);
    }
    FileSystemException told = new FileSystemException(at, null, reason(e));
    told.initCause(e);
    return told;
  }

  private static String reason(IOException e) {
    String said =
        e instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : String.valueOf(e.getMessage());
    if (e instanceof java.nio.file.FileAlreadyExistsException) {
      return "is a file, not a folder";
    }
    if (said.contains("No space left") || said.contains("quota exceeded")) {
      return "no space left on the disk";
    }
    if (said.contains("Read-only file system")) {
      return "may not be written: its disk is read-only";
    }
    return e instanceof NotDirectoryException || said.contains("Not a directory")
        ? "lies in a file, not a folder"
        : said;
  }
}
