package deconvlab.data;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes a stream on which nothing has arrived for a while, so that its reader wakes up. */
final class Watchdog implements AutoCloseable {
  private final Closeable stream;
  private final Duration patience;
  private final Thread thread;
  private volatile long last = System.nanoTime();

  Watchdog(Closeable stream, Duration patience) {
    this.stream = stream;
    this.patience = patience;
    thread = new Thread(this::watch, "download watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  /** Something arrived. */
  void alive() {
    last = System.nanoTime();
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
