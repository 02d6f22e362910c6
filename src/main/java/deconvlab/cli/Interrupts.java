package deconvlab.cli;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jline.utils.Signals;

/**
 * What a signal means, whichever it is (Ctrl-C, a polite kill, a terminal that closes): the working
 * thread is interrupted, stops after its current step, writes what it has, and the process exits
 * with 130. A second signal ends the process at once.
 *
 * <p>A shutdown hook could not do this: the JVM is on its way out then, and when the hook's time is
 * up it unloads the native library under the threads that still compute in it, which crashes.
 */
final class Interrupts {
  /** The exit status of a process that a signal has stopped. */
  static final int STATUS = 130;

  /** A terminal that closes sends two signals at once; only a later one is a second wish. */
  private static final long ONE_WISH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");
  private static final AtomicLong FIRST = new AtomicLong();

  private Interrupts() {}

  /** From now on signals interrupt the calling thread. */
  static void watch() {
    Thread worker = Thread.currentThread();
    // Where there is no such signal (Windows has no HUP) or it may not be had (-Xrs), nothing
    // happens.
    SIGNALS.forEach(name -> Signals.register(name, () -> stop(worker)));
  }

  /** Whether a signal has come. */
  static boolean received() {
    return FIRST.get() != 0;
  }

  private static void stop(Thread worker) {
    long now = System.nanoTime() | 1;
    if (FIRST.compareAndSet(0, now)) {
      System.err.println("Stopping after the current step; once more halts at once.");
      // Again and again: some libraries (a class path scanner, for one) lose an interrupt.
      while (worker.isAlive()) {
        worker.interrupt();
        LockSupport.parkNanos(AGAIN_NANOS);
      }
    } else if (now - FIRST.get() > ONE_WISH_NANOS) {
      halt();
    }
  }

  /** Ends the process without unloading anything: exit and halt both pull the library away. */
  private static void halt() {
    try {
      if (Platform.isWindows()) {
        Pointer self = Pointer.createConstant(-1);
        NativeLibrary.getInstance("kernel32")
            .getFunction("TerminateProcess")
            .invoke(new Object[] {self, STATUS});
      } else {
        NativeLibrary.getProcess().getFunction("_exit").invoke(new Object[] {STATUS});
      }
    } finally {
      // Only where JNA cannot load.
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
