package deconvlab.plot;

import java.util.List;

/** How values become heights on an axis. Log axes hold log10, since XChart's own refuse zeros. */
enum Scale {
  LINEAR,
  LOG;

  /** Beyond this a chart library's arithmetic overflows; drawn as "not finite". */
  static final double LIMIT = 1e150;

  double at(double value) {
    return this == LOG ? Math.log10(value) : value;
  }

  String label(double height) {
    if (this == LINEAR) {
      return Numbers.brief(height);
    }
    double decade = Math.rint(height);
    if (Math.abs(height - decade) < 1e-6 && Math.abs(decade) > 2) {
      return Numbers.power((int) decade);
    }
    return Numbers.digits(Math.pow(10, height), 2);
  }

  List<Tick> ticks(Span span, int most) {
    return this == LOG ? Tick.log(span, most) : Tick.linear(span, most);
  }

  /** Whether {@code value} has a place on this axis. */
  boolean shows(double value) {
    return Math.abs(value) <= LIMIT && (this == LINEAR || value > 0);
  }

  /**
   * Whether {@code value} has vanished: drawn at the floor, marked. On a log axis that is what has
   * no logarithm; on an axis of logarithms −∞, the logarithm of 0.
   */
  boolean floors(double value) {
    return this == LOG ? value <= 0 && value >= -LIMIT : value == Double.NEGATIVE_INFINITY;
  }

  /** What a value at the floor is, in words. */
  String floor() {
    return this == LOG ? "zero or negative" : "vanished (−∞, the logarithm of 0)";
  }
}
