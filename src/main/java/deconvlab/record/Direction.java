package deconvlab.record;

import java.util.Locale;

/** Which way a claim points: differences are counted in it. */
public enum Direction {
  GREATER,
  LESS;

  /** +1 or −1: what a difference arm − against is multiplied by. */
  public int sign() {
    return this == GREATER ? 1 : -1;
  }

  /** As it stands in studies and reports: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
