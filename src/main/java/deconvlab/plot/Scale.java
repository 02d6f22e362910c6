package deconvlab.plot;

import java.util.List;

/** How values become heights on an axis. Log axes hold log10, since XChart's own refuse zeros. */
enum Scale {
  LINEAR {
    @Override
    double at(double value) {
      return value;
    }

    @Override
    String label(double height) {
      return Numbers.brief(height);
    }

    @Override
    List<Tick> ticks(Span span, int most) {
      return Tick.linear(span, most);
    }
  },
  LOG {
    @Override
    double at(double value) {
      return Math.log10(value);
    }

    @Override
    String label(double height) {
      int decade = (int) Math.rint(height);
      if (Math.abs(height - decade) < 1e-6) {
        return decade >= -2 && decade <= 2
            ? Numbers.brief(Math.pow(10, decade))
            : Numbers.power((int) decade);
      }
      return Numbers.digits(Math.pow(10, height), 2);
    }

    @Override
    List<Tick> ticks(Span span, int most) {
      return Tick.log(span, most);
    }
  };

  /** Beyond this a chart library's arithmetic overflows; drawn as "not finite". */
  static final double LIMIT = 1e150;

  abstract double at(double value);

  abstract String label(double height);

  abstract List<Tick> ticks(Span span, int most);

  /** Whether {@code value} has a place on this axis. */
  boolean shows(double value) {
    return Math.abs(value) <= LIMIT && (this == LINEAR || value > 0);
  }

  /** Whether {@code value} is finite but has no logarithm: drawn at the floor, marked. */
  boolean floors(double value) {
    return this == LOG && value <= 0 && value >= -LIMIT;
  }
}
