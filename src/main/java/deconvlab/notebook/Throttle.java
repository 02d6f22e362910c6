package deconvlab.notebook;

import java.util.function.LongSupplier;

/** Lets something happen a few times a second: every update is a message the browser must draw. */
final class Throttle {
  static final long QUARTER_SECOND = 250_000_000L;

  private final LongSupplier nanoClock;
  private final long interval;
  private long last;
  private boolean hasPassed;

  Throttle(LongSupplier nanoClock, long interval) {
    this.nanoClock = nanoClock;
    this.interval = interval;
  }

  /** Whether enough time has gone by since the last time this was true; true at first. */
  boolean passes() {
    long now = nanoClock.getAsLong();
    if (hasPassed && now - last < interval) {
      return false;
    }
    hasPassed = true;
    last = now;
    return true;
  }
}
