package deconvlab.notebook;

import java.util.function.LongSupplier;

/** Lets something happen a few times a second: every update is a message the browser must draw. */
final class Throttle {
  static final long QUARTER_SECOND = 250_000_000L;

  private final LongSupplier nanoClock;
  private final long interval;
  private long last;
  private boolean hasPassed;
  private long pause;

  Throttle(LongSupplier nanoClock, long interval) {
    this.nanoClock = nanoClock;
    this.interval = interval;
  }

  /** Whether enough time has gone by since the last time this was true; true at first. */
  boolean passes() {
    long now = nanoClock.getAsLong();
    if (hasPassed && now - last < Math.max(interval, pause)) {
      return false;
    }
    hasPassed = true;
    last = now;
    return true;
  }

  /**
   * Says that what happened after the last pass is done: until ten times as long has gone by,
   * nothing passes, so that showing a run costs it at most a tenth of its time.
   */
  void done() {
    pause = 10 * (nanoClock.getAsLong() - last);
  }
}
