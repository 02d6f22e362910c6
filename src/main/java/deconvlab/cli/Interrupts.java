package deconvlab.cli;

/**
 * Turns Ctrl-C (or a polite kill) into an interrupt of the working thread and keeps the process
 * alive until that thread has put its record on disk.
 */
final class Interrupts {
  private static final long GRACE_MILLIS = 30_000;
  private static boolean received;
  private static boolean finished;

  private Interrupts() {}

  /** From now on a stop interrupts the calling thread first. */
  static void watch() {
    Thread worker = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker), "stop"));
  }

  /**
   * Says that the work is done. False if the process is being stopped: it will end with status 130
   * as soon as the calling thread returns, and calling {@code System.exit} then would never return.
   */
  static synchronized boolean finish() {
    finished = !received;
    return finished;
  }

  private static synchronized boolean receive() {
    received = !finished;
    return received;
  }

  private static void stop(Thread worker) {
    if (receive()) {
      worker.interrupt();
      try {
        worker.join(GRACE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
