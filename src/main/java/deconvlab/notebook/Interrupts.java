package deconvlab.notebook;

/** The notebook's stop button. Kernels only interrupt the thread: a loop must ask. */
public final class Interrupts {
  private Interrupts() {}

  /** Whether stop was pressed; ask once a step and leave the loop, keeping what is done. */
  public static boolean requested() {
    return Thread.currentThread().isInterrupted();
  }
}
