package deconvlab.train;

import deconvlab.record.RunRecord;

/** A training ended by an error; what had been done is in {@link #record}. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient RunRecord record;

  TrainingException(RunRecord record, Throwable cause) {
    super(record.message(), cause);
    this.record = record;
  }

  /** The record up to the error, with outcome {@code failed}. */
  public RunRecord record() {
    return record;
  }
}
