package deconvlab.data;

import deconvlab.text.Text;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An import on its way into its folder. Until {@link #commit} nothing there has changed; {@link
 * #close} without it, or the end of the JVM, removes everything this made, folders included.
 */
final class Cifar10Staging implements AutoCloseable {
  private final Path dir;
  private final List<Path> made = new ArrayList<>();
  private final Thread atExit = new Thread(this::clean, "remove a half-done import");
  private Path batches;

  /** Starts an import into {@code dir}, which need not exist. */
  Cifar10Staging(Path dir) {
    this.dir = dir.toAbsolutePath().normalize();
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      makeFolders(this.dir);
      batches = Files.createDirectory(this.dir.resolve("batches-" + UUID.randomUUID()));
      made.add(batches);
    } catch (IOException e) {
      close();
      throw notWritable(this.dir, e);
    }
  }

  /** The folder that holds the six files. */
  Path batches() {
    return batches;
  }

  /** Writes one of the six files. */
  synchronized void write(String file, byte[] body) {
    if (made.isEmpty()) {
      throw new DataException("the import into " + dir + " was interrupted; nothing was kept");
    }
    writeSynced(batches.resolve(file), body);
  }

  /** Makes the import valid by one atomic step, then removes the one it replaces. */
  synchronized void commit(Cifar10Folder.Metadata metadata) {
    Path target = dir.resolve(Cifar10Folder.METADATA);
    Path part = dir.resolve(metadata.folder() + ".json");
    Path replaced = replaced(target);
    made.add(part);
    writeSynced(part, metadata.toJson().getBytes(StandardCharsets.UTF_8));
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw notWritable(target, e);
    }
    made.clear();
    if (replaced != null) {
      delete(replaced);
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException shuttingDown) {
      return; // The hook itself is cleaning.
    }
    clean();
  }

  /** The folder of the import now in place, if it is one of ours. */
  private Path replaced(Path target) {
    if (!Files.exists(target)) {
      return null;
    }
    try {
      Path old = dir.resolve(Cifar10Folder.metadata(dir).folder()).normalize();
      return old.getParent().equals(dir) && old.getFileName().toString().startsWith("batches-")
          ? old
          : null;
    } catch (DataException damaged) {
      return null; // Its files cannot be told from the user's, so they stay.
    }
  }

  private void makeFolders(Path folder) throws IOException {
    List<Path> missing = new ArrayList<>();
    for (Path p = folder; p != null && !Files.exists(p); p = p.getParent()) {
      missing.add(p);
    }
    Collections.reverse(missing);
    for (Path p : missing) {
      Files.createDirectory(p);
      made.add(p);
    }
  }

  private static void writeSynced(Path file, byte[] body) {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(body);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
      out.force(true);
    } catch (IOException e) {
      throw notWritable(file, e);
    }
  }

  private synchronized void clean() {
    for (int i = made.size() - 1; i >= 0; i--) {
      delete(made.get(i));
    }
    made.clear();
  }

  /** Deletes a folder that we made with the files we put there; a folder in use by others stays. */
  private void delete(Path path) {
    try {
      if (path.getFileName().toString().startsWith("batches-") && Files.isDirectory(path)) {
        try (Stream<Path> files = Files.list(path)) {
          for (Path file : files.toList()) {
            Files.deleteIfExists(file);
          }
        }
      }
      Files.deleteIfExists(path);
    } catch (IOException e) {
      System.getLogger(Cifar10Staging.class.getName())
          .log(System.Logger.Level.WARNING, "could not remove " + path, e);
    }
  }

  private static DataException notWritable(Path path, IOException e) {
    return new DataException(
        Text.format(
            "cannot write %s (%s). CIFAR-10 takes 185 MB: make room, or name another folder with --to",
            path, e),
        e);
  }
}
