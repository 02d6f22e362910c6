package deconvlab.data;

import deconvlab.record.Hashes;
import deconvlab.record.WholeFiles;
import deconvlab.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

/**
 * Downloads the archive, resuming where a cut left off: within a call by trying again, between
 * calls by the {@code .part} file, whose name carries the hash that the whole must have.
 */
final class Cifar10Download {
  /** More than any archive of this data set; an endless answer ends here. */
  static final long SIZE_LIMIT = 400L << 20;

  private static final String RESUME = " Run the same command again: it resumes where it stopped.";

  private final Address address;
  private final String sha256;
  private final Path done;
  private final Path part;
  private final Web web;
  private final Patience patience;
  private final ProgressListener progress;

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

  Cifar10Download(
      Address address,
      String sha256,
      Path folder,
      Web web,
      Patience patience,
      ProgressListener progress) {
    this.address = address;
    this.sha256 = sha256;
    this.web = web;
    this.patience = patience;
    this.progress = progress;
    done = folder.resolve("cifar-10-binary-" + sha256.substring(0, 12) + ".tar.gz");
    part = folder.resolve(done.getFileName() + ".part");
  }

  /** The downloaded archive, its hash checked. The caller deletes it when it is imported. */
  Path fetch() {
    try {
      OurFiles.checkPlace(done);
      if (!Files.exists(done) || !Hashes.sha256(done).equals(sha256)) {
        Files.createDirectories(done.getParent());
        try (PartFile file = new PartFile(part)) {
          whole(file);
        }
        // Closed before: Windows moves no open file.
        Files.move(part, done, StandardCopyOption.REPLACE_EXISTING);
      }
      return done;
    } catch (IOException e) {
      throw new DataException(
          Text.format(
              "cannot write %s. The download takes 170 MB: make room, or get %s elsewhere and"
                  + " import it with --from",
              WholeFiles.told(part, e).getMessage(), Cifar10.ARCHIVE),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("the download of " + address + " was interrupted." + RESUME, e);
    }
  }

  /** Fills {@code file} and checks it; what is wrong is thrown away. */
  private void whole(PartFile file) throws IOException, InterruptedException {
    boolean resumed = file.length() > 0;
    fill(file);
    String actual = file.sha256();
    if (resumed && !actual.equals(sha256)) {
      file.clear(); // The older piece may be the bad one, so the whole gets one more chance.
      fill(file);
      actual = file.sha256();
    }
    if (!actual.equals(sha256)) {
      long size = file.length();
      file.clear();
      throw DataException.of(
          "%s gave %d bytes with SHA-256 %s; right is %s. The file was tampered with or is"
              + " another one, and was deleted. Try another address with --mirror URL, or name"
              + " the hash you expect with --sha256",
          address, size, actual, sha256);
    }
  }

  /** Requests until the whole answer is in {@code file}. */
  private void fill(PartFile file) throws IOException, InterruptedException {
    long furthest = file.length();
    for (int failures = 0; ; ) {
      try {
        if (request(file)) {
          return;
        }
      } catch (Cut cut) {
        failures = file.length() > furthest ? 1 : failures + 1;
        furthest = Math.max(furthest, file.length());
        if (Thread.interrupted()) {
          throw new InterruptedException(); // It ended what was being read.
        }
        if (failures >= patience.tries) {
          throw new DataException(
              Text.format(
                  "the download of %s stopped after %d bytes: %s.%s Or use another address with"
                      + " --mirror URL",
                  address, file.length(), cut.getMessage(), RESUME),
              cut);
        }
        Thread.sleep(patience.pause.multipliedBy(failures).toMillis());
      }
    }
  }

  /** One request for what is missing; true if {@code file} is complete. */
  private boolean request(PartFile file) throws IOException, Cut, InterruptedException {
    long have = file.length();
    Web.Answer answer = web.get(address, have);
    try (InputStream body = answer.response().body()) {
      int status = answer.status();
      if (status == 416 && have > 0) {
        // Nothing lies beyond what we have: it is complete, or it is of another file.
        boolean complete = file.sha256().equals(sha256);
        if (!complete) {
          file.clear();
        }
        return complete;
      }
      if (status >= 500) {
        throw new Cut(answer.from() + " answered " + status, null);
      }
      if (status != 200 && status != 206) {
        throw DataException.of(
            "%s answered HTTP %d; 200 would be right. Use another address with --mirror URL, or"
                + " import a file with --from",
            answer.from(), status);
      }
      if (status == 200) {
        file.clear();
      } else if (!answer.header("Content-Range").startsWith("bytes " + have + "-")) {
        file.clear();
        throw new Cut(answer.from() + " sent another range than asked for", null);
      }
      copy(body, file, answer.length());
      return true;
    }
  }

  private void copy(InputStream body, PartFile file, long length)
      throws IOException, Cut, InterruptedException {
    long at = file.length();
    long total = length < 0 ? -1 : at + length;
    byte[] buffer = new byte[1 << 16];
    try (Watchdog watchdog = new Watchdog(body, patience.stall)) {
      for (int n = watchdog.read(buffer); n >= 0; n = watchdog.read(buffer)) {
        file.append(buffer, n);
        at += n;
        progress.at("download", at, total);
        if (Math.max(at, total) > SIZE_LIMIT) {
          file.clear();
          throw DataException.of(
              "%s sends more than %d bytes, which CIFAR-10 is not. Use another address with"
                  + " --mirror URL",
              address, SIZE_LIMIT);
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
    if (at < total) {
      throw new Cut(Text.format("the connection was cut at %d of %d bytes", at, total), null);
    }
  }
}
