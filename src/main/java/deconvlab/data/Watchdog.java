package deconvlab.data;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads a stream and closes it when nothing has arrived for a while, so that the read ends. */
final class Watchdog implements AutoCloseable {
  private final InputStream stream;
  private final Duration patience;
  private final Thread thread;
  private volatile long last = System.nanoTime();

  Watchdog(InputStream stream, Duration patience) {
    this.stream = stream;
    this.patience = patience;
    thread = new Thread(this::watch, "download watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reads, apart from writing, so that a cut line is not taken for a full disk. */
  int read(byte[] buffer) throws Cut {
    try {
      int n = stream.read(buffer);
      last = System.nanoTime();
      return n;
    } catch (IOException e) {
      throw new Cut("the connection was cut (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void watch() {
    try {
      while (System.nanoTime() - last < patience.toNanos()) {
        Thread.sleep(Math.max(1, patience.toMillis() / 10));
      }
      stream.close();
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // The reader sees the same broken stream and reports it.
      System.getLogger(Watchdog.class.getName()).log(System.Logger.Level.DEBUG, "close failed", e);
    }
  }
}
