package deconvlab.lesson;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A number, or a (nested) array or list of numbers, whatever its kind, as shape and doubles.
 *
 * @param shape empty for a single number; read along the first elements
 * @param flat the values, last axis fastest
 * @param isEven whether all rows of an axis have one length
 */
public record Values(List<Integer> shape, List<Double> flat, boolean isEven) {

  /** Nothing where {@code value} holds anything but numbers. */
  public static Optional<Values> of(Object value) {
    if (!isNumeric(value)) {
      return Optional.empty();
    }
    List<Integer> shape = new ArrayList<>();
    Object level = value;
    while (!(level instanceof Number)) {
      Object[] items = items(level);
      shape.add(items.length);
      if (items.length == 0) {
        break;
      }
      level = items[0];
    }
    List<Double> flat = new ArrayList<>();
    boolean isEven = fill(value, shape, 0, flat);
    return Optional.of(new Values(List.copyOf(shape), List.copyOf(flat), isEven));
  }

  /** Whether shape and values agree: |this − other| ≤ tolerance·max(1, |other|); NaN equals NaN. */
  public boolean near(Values other, double tolerance) {
    boolean same = isEven && other.isEven && shape.equals(other.shape);
    for (int i = 0; same && i < flat.size(); i++) {
      same = near(flat.get(i), other.flat.get(i), tolerance);
    }
    return same;
  }

  /** Whether two numbers agree, as {@link #near(Values, double)} says. */
  static boolean near(double mine, double other, double tolerance) {
    return Double.compare(mine, other) == 0
        || (Double.isFinite(other)
            && Math.abs(mine - other) <= tolerance * Math.max(1, Math.abs(other)));
  }

  /** The flat position as indices, last axis fastest: position 5 in [2, 3] is [1, 2]. */
  public String index(int at) {
    List<Integer> index = new ArrayList<>();
    int rest = at;
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      index.add(0, rest % shape.get(axis));
      rest /= shape.get(axis);
    }
    return index.toString();
  }

  private static boolean isNumeric(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().allMatch(Values::isNumeric);
    }
    if (value != null && value.getClass().isArray()) {
      Class<?> inner = value.getClass().getComponentType();
      boolean isPlain = inner.isPrimitive() && inner != boolean.class && inner != char.class;
      return isPlain || (!inner.isPrimitive() && isNumeric(Arrays.asList(items(value))));
    }
    return value instanceof Number;
  }

  private static Object[] items(Object arrayOrList) {
    if (arrayOrList instanceof Collection<?> list) {
      return list.toArray();
    }
    Object[] items = new Object[Array.getLength(arrayOrList)];
    for (int i = 0; i < items.length; i++) {
      items[i] = Array.get(arrayOrList, i);
    }
    return items;
  }

  private static boolean fill(Object value, List<Integer> shape, int axis, List<Double> into) {
    if (value instanceof Number number) {
      into.add(number.doubleValue());
      return axis == shape.size();
    }
    Object[] items = items(value);
    boolean isEven = axis < shape.size() && items.length == shape.get(axis);
    for (Object item : items) {
      isEven &= fill(item, shape, axis + 1, into);
    }
    return isEven;
  }
}
