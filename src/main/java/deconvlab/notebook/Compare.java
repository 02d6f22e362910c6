package deconvlab.notebook;

import deconvlab.plot.Numbers;
import deconvlab.text.Text;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

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
    if (!isNumeric(mine) || !isNumeric(other)) {
      boolean same = Objects.equals(mine, other);
      return new Compare(
          same, same ? "equal" : Text.format("yours: %s, expected: %s", mine, other));
    }
    List<Integer> shape = shape(mine);
    if (!shape.equals(shape(other))) {
      return new Compare(
          false, Text.format("shape %s, expected shape %s", named(shape), named(shape(other))));
    }
    List<Double> left = new ArrayList<>();
    List<Double> right = new ArrayList<>();
    flatten(mine, left);
    flatten(other, right);
    if (left.size() != right.size()) {
      return new Compare(false, "rows of different lengths");
    }
    return numbers(left, right, shape, tolerance);
  }

  private static Compare numbers(
      List<Double> mine, List<Double> other, List<Integer> shape, double tolerance) {
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
    String place = shape.isEmpty() ? "" : " at " + index(where, shape);
    String pair =
        same ? "" : Text.format(": yours %s, expected %s", shown(mine, where), shown(other, where));
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

  private static boolean isNumeric(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().allMatch(Compare::isNumeric);
    }
    if (value != null && value.getClass().isArray()) {
      Class<?> inner = value.getClass();
      while (inner.isArray()) {
        inner = inner.getComponentType();
      }
      return Number.class.isAssignableFrom(inner)
          || (inner.isPrimitive() && inner != boolean.class && inner != char.class);
    }
    return value instanceof Number;
  }

  private static List<Integer> shape(Object value) {
    List<Integer> shape = new ArrayList<>();
    Object level = value;
    while (!(level instanceof Number)) {
      Object array = level instanceof Collection<?> list ? list.toArray() : level;
      int length = Array.getLength(array);
      shape.add(length);
      if (length == 0) {
        return shape;
      }
      level = Array.get(array, 0);
    }
    return shape;
  }

  private static void flatten(Object value, List<Double> into) {
    if (value instanceof Number number) {
      into.add(number.doubleValue());
      return;
    }
    Object array = value instanceof Collection<?> list ? list.toArray() : value;
    for (int i = 0; i < Array.getLength(array); i++) {
      flatten(Array.get(array, i), into);
    }
  }

  private static String named(List<Integer> shape) {
    return shape.isEmpty() ? "a single number" : shape.toString();
  }

  /** The flat position as indices, last axis fastest: position 5 in [2, 3] is [1, 2]. */
  private static String index(int flat, List<Integer> shape) {
    List<Integer> index = new ArrayList<>();
    int rest = flat;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      index.add(0, rest % shape.get(axis));
      rest /= shape.get(axis);
    }
    return index.toString();
  }
}
