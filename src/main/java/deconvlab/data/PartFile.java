package deconvlab.data;

import deconvlab.record.Hashes;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that one process at a time downloads to. Not a channel, which an interrupt would close,
 * and one handle alone: Windows lets no other read what is locked.
 */
final class PartFile implements AutoCloseable {
  private final Path path;
  private final RandomAccessFile file;

  /** Opens and locks {@code path}, made where it is missing. */
  PartFile(Path path) throws IOException {
    OurFiles.checkPlace(path);
    this.path = path;
    file = new RandomAccessFile(path.toFile(), "rw");
    if (!locked()) {
      file.close();
      throw DataException.of("another process is downloading to %s: wait until it is done", path);
    }
  }

  private boolean locked() throws IOException {
    try {
      FileLock lock = file.getChannel().tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // Held by another thread of this process.
    }
  }

  long length() throws IOException {
    return file.length();
  }

  /** Throws away what is there. */
  void clear() throws IOException {
    file.setLength(0);
  }

  /** Writes after what is there. */
  void append(byte[] bytes, int length) throws IOException {
    file.seek(file.length());
    file.write(bytes, 0, length);
  }

  String sha256() throws IOException {
    file.seek(0);
    return Hashes.sha256(new FileInputStream(file.getFD()));
  }

  /** Closes the file; an empty one is deleted, closed before as Windows wants it. */
  @Override
  public void close() throws IOException {
    boolean empty = file.length() == 0;
    file.close();
    if (empty) {
      Files.delete(path);
    }
  }
}
