package deconvlab.record;

/** How a run ended. Every one of these is a result; none is dropped. */
public enum Outcome {
  /** All steps done, and the network learned something. */
  COMPLETED,
  /** All steps done, but the mean loss of the last 20 stayed at or above 2.25, about ln 10. */
  COLLAPSED,
  /**
   * A loss or gradient was not finite, or the mean loss over 20 steps passed 10 times the first.
   */
  DIVERGED,
  /** Stopped by its user; what had been done is kept. */
  INTERRUPTED,
  /** Ended by an error, which the record's message holds. */
  FAILED;

  /** The name as it stands in records and messages: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
