package deconvlab.cli;

/**
 * Turns Ctrl-C (or a polite kill) into an interrupt of the working thread and keeps the process
 * alive until that thread has put its record on disk.
 */
final class Interrupts {
  private static final long GRACE_MILLIS = 30_000;
  private static volatile boolean received;

  private Interrupts() {}

  /** Whether the process is being stopped. */
  static boolean received() {
    return received;
  }

  /** From now on a stop interrupts the calling thread first. */
  static void watch() {
    Thread worker = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (worker.isAlive() && !exiting(worker)) {
                    received = true;
                    worker.interrupt();
                    join(worker);
                  }
                },
                "stop"));
  }

  /** A worker that called System.exit itself waits for this hook: joining it would never end. */
  private static boolean exiting(Thread worker) {
    for (StackTraceElement frame : worker.getStackTrace()) {
      if (frame.getClassName().equals("java.lang.Shutdown")
          || frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit")) {
        return true;
      }
    }
    return false;
  }

  private static void join(Thread worker) {
    try {
      worker.join(GRACE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
