package deconvlab.plot;

import deconvlab.text.Text;

/** The least and the greatest value of an axis, finite and apart. */
record Span(double low, double high) {
  Span {
    if (!(low < high) || Double.isInfinite(high - low)) {
      throw new IllegalArgumentException(
          Text.format("axis from %s to %s: give finite ends, the lower one first", low, high));
    }
  }

  /** Where {@code height} lies between the ends: 0 at the lower, 1 at the upper one. */
  double share(double height) {
    return (height - low) / (high - low);
  }

  /** The same, widened at both ends where it is shorter than {@code length}. */
  Span atLeast(double length) {
    double missing = Math.max(0, length - (high - low)) / 2;
    return new Span(low - missing, high + missing);
  }

  /** The same with nothing below {@code floor}, if what was there is only the margin. */
  Span from(double floor) {
    return low < floor && low > floor - (high - low) * 0.05 ? new Span(floor, high) : this;
  }

  /** {@code height}, or the end that is next to it. */
  double cut(double height) {
    return Math.min(high, Math.max(low, height));
  }

  /** Collects heights; what is not finite is ignored. */
  static final class Gather {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    void add(double height) {
      if (Math.abs(height) <= Scale.LIMIT) {
        low = Math.min(low, height);
        high = Math.max(high, height);
      }
    }

    Gather addAll(double... heights) {
      for (double height : heights) {
        add(height);
      }
      return this;
    }

    double low() {
      return low;
    }

    double high() {
      return high;
    }

    boolean isEmpty() {
      return low > high;
    }

    /** What was seen, widened by {@code share} at both ends; a single value gets room around it. */
    Span widened(double share) {
      if (isEmpty()) {
        return new Span(0, 1);
      }
      double room = (high - low) * share;
      if (high - low <= Math.max(Math.abs(low), Math.abs(high)) * 1e-9) {
        room = Math.max(Math.abs(high) * 0.1, high == 0 ? 1 : Double.MIN_NORMAL);
      }
      return new Span(low - room, high + room);
    }
  }
}
