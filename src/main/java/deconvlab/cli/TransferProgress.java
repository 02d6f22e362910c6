package deconvlab.cli;

import deconvlab.data.ProgressListener;
import deconvlab.text.Text;
import java.io.PrintWriter;

/** A download or import on standard error: a line a phase and, at most once a second, its share. */
final class TransferProgress implements ProgressListener {
  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final PrintWriter err;
  private String phase = "";
  private long next;

  TransferProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void at(String name, long done, long total) {
    long now = System.nanoTime();
    if (name.equals(phase) && now < next && done < total) {
      return;
    }
    phase = name;
    next = now + PAUSE_NANOS;
    err.println(
        total > 0
            ? Text.format(
                "%s: %.1f of %.1f MB (%d %%)", name, done / 1e6, total / 1e6, 100 * done / total)
            : Text.format("%s: %.1f MB", name, done / 1e6));
  }
}
