package deconvlab.record;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Named columns of equal length, one entry a step, in the 32-bit precision in which the device
 * computed them. Two series are equal when names, order and every bit of the values are.
 */
public final class Series {
  /** No column, no entry. */
  public static final Series NONE = new Series(Map.of());

  private final Map<String, float[]> columns;
  private final int length;

  /**
   * Takes the columns in their order.
   *
   * @throws IllegalArgumentException if two columns differ in length; names both
   */
  public Series(Map<String, float[]> columns) {
    Map<String, float[]> copy = new LinkedHashMap<>();
    String first = null;
    for (Map.Entry<String, float[]> column : columns.entrySet()) {
      first = first == null ? column.getKey() : first;
      int expected = columns.get(first).length;
      if (column.getValue().length != expected) {
        throw new IllegalArgumentException(
            Text.format(
                "column '%s' has %d values, column '%s' has %d: every column needs one value a step",
                column.getKey(), column.getValue().length, first, expected));
      }
      copy.put(column.getKey(), column.getValue().clone());
    }
    this.columns = Collections.unmodifiableMap(copy);
    this.length = first == null ? 0 : copy.get(first).length;
  }

  /** The columns themselves, for {@link Json}. */
  Map<String, float[]> columns() {
    return columns;
  }

  /** How many steps it holds. */
  public int length() {
    return length;
  }

  /** The columns' names in order. */
  public List<String> names() {
    return new ArrayList<>(columns.keySet());
  }

  /** A copy of the column {@code name}; an unknown one is an error that lists the names. */
  public float[] get(String name) {
    float[] column = columns.get(name);
    if (column == null) {
      throw new IllegalArgumentException(
          Text.format("no column '%s': this series has %s", name, columns.keySet()));
    }
    return column.clone();
  }

  /** As {@link #get}, widened, for charts. */
  public double[] doubles(String name) {
    float[] column = get(name);
    double[] wide = new double[column.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = column[i];
    }
    return wide;
  }

  /** The columns whose names {@code kept} says yes to, in their order. */
  public Series only(Predicate<String> kept) {
    Map<String, float[]> some = new LinkedHashMap<>(columns);
    some.keySet().removeIf(kept.negate());
    return new Series(some);
  }

  /** The entries at {@code rows}, in that order. */
  public Series rows(int... rows) {
    Map<String, float[]> some = new LinkedHashMap<>();
    columns.forEach(
        (name, all) -> {
          float[] kept = new float[rows.length];
          for (int i = 0; i < rows.length; i++) {
            kept[i] = all[rows[i]];
          }
          some.put(name, kept);
        });
    return new Series(some);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series s
        && names().equals(s.names())
        && names().stream().allMatch(n -> Arrays.equals(columns.get(n), s.columns.get(n)));
  }

  @Override
  public int hashCode() {
    return columns.entrySet().stream()
        .mapToInt(e -> e.getKey().hashCode() ^ Arrays.hashCode(e.getValue()))
        .sum();
  }

  @Override
  public String toString() {
    return "Series" + names() + " of " + length + " steps";
  }
}
