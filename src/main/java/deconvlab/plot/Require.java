package deconvlab.plot;

import deconvlab.text.Checks;
import java.util.function.IntFunction;

/** Refuses values that do not go together, naming both. */
final class Require {
  private Require() {}

  /** Rows of one length. */
  static void rowsAlike(double[][] cells) {
    for (int row = 1; row < cells.length; row++) {
      sameLength("row " + row, cells[row].length, "row 0", cells[0].length);
    }
  }

  /** The columns of rows that have one value for each layer; {@code name} names a row. */
  static double[][] columns(IntFunction<String> name, double[][] rows, int layers) {
    double[][] out = new double[layers][rows.length];
    for (int row = 0; row < rows.length; row++) {
      sameLength(name.apply(row), rows[row].length, "layers", layers);
      for (int layer = 0; layer < layers; layer++) {
        out[layer][row] = rows[row][layer];
      }
    }
    return out;
  }

  static void sameLength(String name, int length, String other, int expected) {
    Checks.that(
        length == expected,
        "%s has %d values but %s has %d: give one value of each for every point",
        name,
        length,
        other,
        expected);
  }
}
