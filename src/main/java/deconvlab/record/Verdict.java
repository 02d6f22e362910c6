package deconvlab.record;

import java.util.Locale;

/** What the data say of a claim: more than its margin, less, or not enough to tell. */
public enum Verdict {
  /** The difference is beyond the margin, in the claim's direction. */
  SUPPORTED,
  /** The difference is short of the margin: too small, none, or the other way. */
  REFUTED,
  /** Neither can be said. */
  NOT_RESOLVED;

  /** As it stands in reports: lower case, in words. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
