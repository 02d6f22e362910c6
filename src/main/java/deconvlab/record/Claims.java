package deconvlab.record;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who is working at what in a store: a lock on one byte of the store's lock file for each key,
 * which the system frees when the process dies. The file stays empty and is never deleted: a lock
 * on a deleted file would bind nobody.
 */
public final class Claims {
  /** Closing any descriptor of a file frees all of a process's locks on it: one stays open. */
  private static final Map<Path, Claims> OPEN = new HashMap<>();

  private final FileChannel channel;
  private final Object fileKey;

  private Claims(FileChannel channel, Object fileKey) {
    this.channel = channel;
    this.fileKey = fileKey;
  }

  /** The claims of a store; the folder is made where it is missing. */
  static Claims of(Path store) throws IOException {
    synchronized (OPEN) {
      try {
        Files.createDirectories(store);
        Path file = store.toRealPath().resolve(".claims");
        Claims claims = OPEN.get(file);
        if (claims == null || !claims.binds(file)) {
          FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          claims = new Claims(channel, fileKey(file));
          OPEN.put(file, claims);
        }
        return claims;
      } catch (IOException e) {
        throw WholeFiles.told(store, e);
      }
    }
  }

  /** An interrupt in the wrong moment closes a channel, and somebody may have deleted the file. */
  private boolean binds(Path file) throws IOException {
    return channel.isOpen() && Files.exists(file) && Objects.equals(fileKey, fileKey(file));
  }

  private static Object fileKey(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** The claim of a key in hexadecimal; empty if another process, or this one, has it. */
  Optional<Claim> tryClaim(String key) throws IOException {
    long position = Long.parseUnsignedLong(key, 16) >>> 2;
    try {
      return Optional.ofNullable(channel.tryLock(position, 1, false)).map(Claim::new);
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  /** Everything, the keys that nobody has named yet too; empty if somebody has claimed anything. */
  Optional<Claim> tryClaimAll() throws IOException {
    try {
      return Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, false)).map(Claim::new);
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  /** What is claimed until it is closed. */
  public record Claim(FileLock lock) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (lock.isValid()) {
        lock.release();
      }
    }
  }
}
