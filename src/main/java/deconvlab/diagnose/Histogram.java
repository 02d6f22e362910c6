package deconvlab.diagnose;

/** The bins of a gradient histogram: half-decades of |g| from 1e-16 to 1e4. */
public final class Histogram {
  /** log10 of the lowest edge. */
  public static final double LOW = -16;

  /** log10 of the highest edge. */
  public static final double HIGH = 4;

  /** How many bins there are. */
  public static final int BINS = 40;

  private Histogram() {}

  /** The lower edge of bin {@code i} in decades. */
  public static double edge(int i) {
    return LOW + i * (HIGH - LOW) / BINS;
  }
}
