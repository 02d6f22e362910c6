package deconvlab.lesson;

import deconvlab.plot.Numbers;
import deconvlab.text.Text;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** How numbers differ from those that are wanted, in words that do not give the latter away. */
final class Misfit {
  private static final double SAME_FACTOR = 1e-6;

  private Misfit() {}

  /** One sentence on {@code mine}, which is not {@code wanted}. */
  static String of(Values mine, Values wanted, double tolerance) {
    if (mine.flat().isEmpty()) {
      return "your array is empty.";
    }
    if (!mine.isEven()) {
      return "the rows of your array have different lengths.";
    }
    if (mine.shape().equals(wanted.shape())) {
      return values(mine, wanted, tolerance);
    }
    return shape(mine.shape(), wanted.shape());
  }

  /** What a shape is called. */
  static String named(List<Integer> shape) {
    return switch (shape.size()) {
      case 0 -> "a single number";
      case 1 -> "an array of numbers";
      default -> Text.format("an array with %d axes", shape.size());
    };
  }

  private static String shape(List<Integer> mine, List<Integer> wanted) {
    if (mine.size() != wanted.size()) {
      return Text.format("%s is wanted, yours is %s.", named(wanted), named(mine));
    }
    int axis = 0;
    while (mine.get(axis).equals(wanted.get(axis))) {
      axis++;
    }
    return Text.format(
        "axis %d has %d values, %d are wanted.", axis, mine.get(axis), wanted.get(axis));
  }

  private static String values(Values mine, Values wanted, double tolerance) {
    int size = mine.flat().size();
    int first =
        IntStream.range(0, size)
            .filter(i -> !Values.near(mine.flat().get(i), wanted.flat().get(i), tolerance))
            .findFirst()
            .orElseThrow();
    String place = mine.shape().isEmpty() ? "" : " at " + mine.index(first);
    double value = mine.flat().get(first);
    String shown = Numbers.digits(value, 6);
    if (!Double.isFinite(value)) {
      return Text.format(
          "the value%s is %s: look for a division by 0, a root or logarithm of what is not above 0,"
              + " or a quotient of whole numbers, which Java rounds towards 0.",
          place, shown);
    }
    String kind = kind(mine, wanted, tolerance);
    if (!kind.isEmpty()) {
      return kind;
    }
    return place.isEmpty()
        ? Text.format("%s is not it.", shown)
        : Text.format("the first value that is off is%s, yours is %s.", place, shown);
  }

  private static String kind(Values mine, Values wanted, double tolerance) {
    int size = mine.flat().size();
    if (agree(mine, wanted, i -> i, -1, tolerance)) {
      return size == 1 ? "the sign is the other way round." : "all signs are the other way round.";
    }
    int rows = mine.shape().isEmpty() ? 1 : mine.shape().get(0);
    boolean isSquare = mine.shape().equals(List.of(rows, rows));
    if (isSquare && agree(mine, wanted, i -> i % rows * rows + i / rows, 1, tolerance)) {
      return "rows and columns are exchanged.";
    }
    if (size > 1 && agree(mine, wanted, i -> size - 1 - i, 1, tolerance)) {
      return "the right values, from the last to the first.";
    }
    int largest = largest(wanted.flat());
    double factor = mine.flat().get(largest) / wanted.flat().get(largest);
    // What cannot be told from 0 has any factor.
    long others = wanted.flat().stream().filter(v -> Math.abs(v) > tolerance).count();
    if (others < 2 || !agree(mine, wanted, i -> i, factor, SAME_FACTOR)) {
      return "";
    }
    if (factor == 0) {
      return "all values are 0: between whole numbers Java's division rounds down.";
    }
    boolean isNear = Math.abs(factor - 1) < SAME_FACTOR; // all are merely inexact
    return isNear ? "" : "all values are off by one and the same factor.";
  }

  private static int largest(List<Double> values) {
    return IntStream.range(0, values.size())
        .reduce((a, b) -> Math.abs(values.get(a)) >= Math.abs(values.get(b)) ? a : b)
        .orElseThrow();
  }

  private static boolean agree(
      Values mine, Values wanted, IntUnaryOperator from, double factor, double tolerance) {
    return IntStream.range(0, mine.flat().size())
        .allMatch(
            i ->
                Values.near(
                    mine.flat().get(i), factor * wanted.flat().get(from.applyAsInt(i)), tolerance));
  }
}
