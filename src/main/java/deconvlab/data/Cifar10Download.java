package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * Downloads the archive, resuming where a cut left off: within a call by trying again, between
 * calls by the {@code .part} file, whose name carries the hash that the whole must have.
 */
final class Cifar10Download {
  /** More than any archive of this data set; an endless answer ends here. */
  static final long SIZE_LIMIT = 400L << 20;

  private static final String RESUME = " Run the same command again: it resumes where it stopped.";

  private final URI uri;
  private final String sha256;
  private final Path done;
  private final Path part;
  private final Patience patience;
  private final Progress progress;
  private final HttpClient client;

  /**
   * How long to bear a bad line.
   *
   * @param tries failures in a row, without a byte of progress between them, until it gives up
   * @param pause before the second try; each further pause is longer by as much
   * @param stall without a byte, after which a connection counts as cut
   */
  record Patience(int tries, Duration pause, Duration stall) {
    static final Patience NORMAL = new Patience(4, Duration.ofSeconds(1), Duration.ofSeconds(60));
  }

  Cifar10Download(URI uri, String sha256, Path folder, Patience patience, Progress progress) {
    this.uri = uri;
    this.sha256 = sha256;
    this.patience = patience;
    this.progress = progress;
    done = folder.resolve("cifar-10-binary-" + sha256.substring(0, 12) + ".tar.gz");
    part = folder.resolve(done.getFileName() + ".part");
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
  }

  /** The downloaded archive, its hash checked. The caller deletes it when it is imported. */
  Path fetch() {
    try {
      if (Files.exists(done) && Hashes.sha256(done).equals(sha256)) {
        return done;
      }
      Files.createDirectories(done.getParent());
      try (FileChannel file =
          FileChannel.open(
              part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        lock(file);
        boolean resumed = file.size() > 0;
        fill(file);
        check(file, resumed);
      }
      Files.move(part, done, StandardCopyOption.REPLACE_EXISTING);
      return done;
    } catch (IOException e) {
      throw new DataException(
          Text.format(
              "cannot write %s (%s). The download takes 170 MB: make room, or get %s elsewhere and"
                  + " import it with --from",
              part, e, Cifar10.ARCHIVE),
          e);
    }
  }

  private void lock(FileChannel file) throws IOException {
    FileLock lock;
    try {
      lock = file.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new DataException(
          Text.format("another process is downloading to %s: wait until it is done", part));
    }
  }

  private void check(FileChannel file, boolean resumed) throws IOException {
    String actual = Hashes.sha256(part);
    if (resumed && !actual.equals(sha256)) {
      file.truncate(0); // The older piece may be the bad one, so the whole gets one more chance.
      fill(file);
      actual = Hashes.sha256(part);
    }
    if (!actual.equals(sha256)) {
      long size = file.size();
      Files.delete(part);
      throw new DataException(
          Text.format(
              "%s gave %d bytes with SHA-256 %s; right is %s. The file was tampered with or is another"
                  + " one, and was deleted. Try another address with --mirror URL, or name the hash"
                  + " you expect with --sha256",
              uri, size, actual, sha256));
    }
  }

  /** Requests until the whole answer is in {@code file}. */
  private void fill(FileChannel file) throws IOException {
    long furthest = file.size();
    for (int failures = 0; ; ) {
      try {
        if (request(file)) {
          return;
        }
      } catch (Cut cut) {
        failures = file.size() > furthest ? 1 : failures + 1;
        furthest = Math.max(furthest, file.size());
        if (failures >= patience.tries) {
          throw new DataException(
              Text.format(
                  "the download of %s stopped after %d bytes: %s.%s Or use another address with"
                      + " --mirror URL",
                  uri, file.size(), cut.getMessage(), RESUME),
              cut);
        }
        pause(patience.pause.multipliedBy(failures));
      }
    }
  }

  /** One request for what is missing; true if {@code file} is complete. */
  private boolean request(FileChannel file) throws IOException, Cut {
    long have = file.size();
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience.stall);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = response.body()) {
      int status = response.statusCode();
      if (status == 416 && have > 0) {
        return completeOrRestart(file);
      }
      if (status == 200) {
        file.truncate(0);
      }
      if (status == 206 && !startsAt(response, have)) {
        file.truncate(0);
        throw new Cut("the server sent another range than asked for", null);
      }
      if (status >= 500) {
        throw new Cut("the server answered " + status, null);
      }
      if (status != 200 && status != 206) {
        throw new DataException(
            Text.format(
                "%s answered HTTP %d; 200 would be right. Use another address with --mirror URL, or"
                    + " import a file with --from",
                uri, status));
      }
      copy(body, file, response.headers().firstValueAsLong("Content-Length").orElse(-1));
      return true;
    }
  }

  /** Nothing lies beyond what we have: it is complete, or it is of another file. */
  private boolean completeOrRestart(FileChannel file) throws IOException {
    boolean complete = Hashes.sha256(part).equals(sha256);
    file.truncate(complete ? file.size() : 0);
    return complete;
  }

  private static boolean startsAt(HttpResponse<?> response, long position) {
    String range = response.headers().firstValue("Content-Range").orElse("");
    return range.startsWith("bytes " + position + "-");
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws Cut {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new Cut("no answer (" + e + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private void copy(InputStream body, FileChannel file, long length) throws IOException, Cut {
    long start = file.size();
    long total = length < 0 ? -1 : start + length;
    byte[] buffer = new byte[1 << 16];
    try (Watchdog watchdog = new Watchdog(body, patience.stall)) {
      file.position(start);
      for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
        watchdog.alive();
        file.write(ByteBuffer.wrap(buffer, 0, n));
        progress.at("download", file.position(), total);
        if (file.position() > SIZE_LIMIT) {
          file.truncate(0);
          throw new DataException(
              Text.format(
                  "%s sends more than %d bytes, which CIFAR-10 is not. Use another address with"
                      + " --mirror URL",
                  uri, SIZE_LIMIT));
        }
        if (Thread.currentThread().isInterrupted()) {
          throw interrupted();
        }
      }
    }
    if (total >= 0 && file.size() < total) {
      throw new Cut(
          Text.format("the connection was cut at %d of %d bytes", file.size(), total), null);
    }
  }

  /** Reading, apart from writing, so that a cut line is not taken for a full disk. */
  private static int read(InputStream body, byte[] buffer) throws Cut {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new Cut("the connection was cut (" + e.getMessage() + ")", e);
    }
  }

  private void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private DataException interrupted() {
    return new DataException("the download of " + uri + " was interrupted." + RESUME);
  }

  /** The line failed; what came before is worth keeping. */
  private static final class Cut extends Exception {
    private static final long serialVersionUID = 1L;

    Cut(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
