package deconvlab.notebook;

import deconvlab.lesson.Values;
import deconvlab.plot.Numbers;
import deconvlab.text.Text;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares two results: numbers and (nested) arrays or lists of numbers within a tolerance,
 * anything else by equals.
 *
 * @param isSame whether they agree
 * @param detail the largest difference and where it is, or how the shapes differ
 */
record Compare(boolean isSame, String detail) {

  /** Same shape, and |mine − other| ≤ tolerance·max(1, |other|) everywhere; NaN equals NaN. */
  static Compare of(Object mine, Object other, double tolerance) {
    if (!(tolerance >= 0 && tolerance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          Text.format("tolerance=%s must be a finite number, 0 or more", tolerance));
    }
    Optional<Values> left = Values.of(mine);
    Optional<Values> right = Values.of(other);
    if (left.isEmpty() || right.isEmpty()) {
      boolean same = Objects.equals(mine, other);
      return new Compare(
          same, same ? "equal" : Text.format("yours: %s, held against %s", mine, other));
    }
    String shape = named(left.get());
    String wanted = named(right.get());
    if (!shape.equals(wanted)) {
      return new Compare(false, Text.format("shape %s, held against shape %s", shape, wanted));
    }
    if (!left.get().isEven() || !right.get().isEven()) {
      return new Compare(false, "rows of different lengths");
    }
    return numbers(left.get(), right.get(), tolerance);
  }

  private static Compare numbers(Values left, Values right, double tolerance) {
    List<Double> mine = left.flat();
    List<Double> other = right.flat();
    boolean same = true;
    double largest = 0;
    int where = 0;
    double worstExcess = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < mine.size(); i++) {
      double gap = gap(mine.get(i), other.get(i));
      double allowed = tolerance * Math.max(1, Math.abs(other.get(i)));
      boolean isOff = Double.isInfinite(gap);
      same &= gap == 0 || (!isOff && gap <= allowed);
      double excess = isOff ? gap : gap - allowed;
      if (gap > 0 && excess > worstExcess) {
        worstExcess = excess;
        largest = gap;
        where = i;
      }
    }
    String count = mine.size() == 1 ? "" : Text.format(" over %,d values", mine.size());
    if (largest == 0) {
      return new Compare(same, "equal to the last bit" + count);
    }
    String place = left.shape().isEmpty() ? "" : " at " + left.index(where);
    String pair =
        same ? "" : Text.format(": yours %s against %s", shown(mine, where), shown(other, where));
    // Beyond 1 the tolerance is a share of the value, which then has to be seen.
    String size = same && largest > tolerance ? " in " + shown(other, where) : "";
    return new Compare(
        same, "largest difference " + Numbers.digits(largest, 2) + size + place + pair + count);
  }

  private static String shown(List<Double> values, int at) {
    return Numbers.digits(values.get(at), 8);
  }

  private static double gap(double a, double b) {
    if (Double.compare(a, b) == 0 || a == b) {
      return 0;
    }
    double gap = Math.abs(a - b);
    return Double.isNaN(gap) ? Double.POSITIVE_INFINITY : gap;
  }

  private static String named(Values values) {
    return values.shape().isEmpty() ? "a single number" : values.shape().toString();
  }
}
