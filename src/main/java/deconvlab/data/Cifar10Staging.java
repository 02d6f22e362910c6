package deconvlab.data;

import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An import on its way into its folder. Until {@link #commit} nothing there has changed; {@link
 * #close} without it, or the end of the JVM, removes everything this made, folders included.
 */
final class Cifar10Staging implements AutoCloseable {
  private final Path dir;

  /** Folders, the newest first. */
  private final Deque<Path> made = new ArrayDeque<>();

  private final Thread atExit = new Thread(this::clean, "remove a half-done import");
  private final Path batches;

  /** Starts an import into {@code dir}, which need not exist. */
  Cifar10Staging(Path dir) {
    this.dir = dir.toAbsolutePath().normalize();
    replaced(); // Refused now rather than after the download.
    batches = this.dir.resolve(OurFiles.newBatches());
    Runtime.getRuntime().addShutdownHook(atExit);
    try {
      makeFolders(batches);
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
    write(batches.resolve(file), body);
  }

  /** Makes the import valid by one atomic step, then removes the one it replaces. */
  synchronized void commit(Cifar10Folder.Metadata metadata) {
    Path replaced = replaced();
    write(dir.resolve(Cifar10Folder.METADATA), metadata.toJson());
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

  /** The folder of the import now in place, if there is one; refuses what is none. */
  private Path replaced() {
    Path target = dir.resolve(Cifar10Folder.METADATA);
    OurFiles.checkPlace(target);
    try {
      return Files.exists(target) ? dir.resolve(Cifar10Folder.metadata(dir).folder()) : null;
    } catch (DataException e) {
      throw new DataException(
          Text.format(
              "%s is not of an import, or is damaged: delete it, or name another folder with --to",
              target),
          e);
    }
  }

  private void makeFolders(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = folder; p != null && !Files.exists(p); p = p.getParent()) {
      missing.push(p);
    }
    for (Path p : missing) {
      Files.createDirectory(p);
      made.push(p);
    }
  }

  private static void write(Path file, byte[] body) {
    try {
      WholeFiles.write(file, body);
    } catch (IOException e) {
      throw notWritable(file, e);
    }
  }

  private synchronized void clean() {
    made.forEach(Cifar10Staging::delete);
    made.clear();
  }

  private static void delete(Path folder) {
    try {
      if (OurFiles.isBatches(folder.getFileName().toString())) {
        OurFiles.deleteBatches(folder);
      } else {
        OurFiles.deleteEmpty(folder);
      }
    } catch (IOException e) {
      System.getLogger(Cifar10Staging.class.getName())
          .log(System.Logger.Level.WARNING, "could not remove " + folder, e);
    }
  }

  private static DataException notWritable(Path path, IOException e) {
    return new DataException(
        Text.format(
            "cannot write %s. CIFAR-10 takes 185 MB: make room, or name another folder with --to",
            WholeFiles.told(path, e).getMessage()),
        e);
  }
}
