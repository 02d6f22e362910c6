package deconvlab.train;

import deconvlab.text.Text;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Writes the checkpoints of one run when they are due. */
final class Saver {
  private static final System.Logger LOG = System.getLogger(Saver.class.getName());
  private static final long OFTEN_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Of the time that passes between two, one takes at most this part. */
  private static final int PART = 100;

  private final Saving saving;
  private long wait = OFTEN_NANOS;
  private long last = System.nanoTime();

  /** The step of the last try: a full disk is tried again when the next one is due. */
  private int saved;

  Saver(Saving saving) {
    this.saving = saving;
  }

  /** The steps done are on disk. */
  void resume(int done) {
    saved = done;
  }

  /** Writes a checkpoint after {@code done} steps if one is due. */
  void after(int done, Supplier<Checkpoint> made) {
    boolean due =
        saving.every() > 0 ? done - saved >= saving.every() : System.nanoTime() - last >= wait;
    if (due) {
      write(done, made);
    }
  }

  /**
   * Writes one now, unless it is there or nothing is to be written; neither a full disk nor a heap
   * too small for the copy ends a run.
   */
  void write(int done, Supplier<Checkpoint> made) {
    if (saving.file() == null || done == saved) {
      return;
    }
    long begun = System.nanoTime();
    try {
      made.get().write();
    } catch (IOException | OutOfMemoryError e) {
      LOG.log(
          System.Logger.Level.WARNING,
          Text.format("no checkpoint after %d steps; the run goes on: %s", done, e.getMessage()));
    }
    saved = done;
    last = System.nanoTime();
    wait = Math.max(OFTEN_NANOS, PART * (last - begun));
  }
}
