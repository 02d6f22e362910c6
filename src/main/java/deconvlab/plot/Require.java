package deconvlab.plot;

import deconvlab.text.Checks;

/** Refuses values that do not go together, naming both. */
final class Require {
  private Require() {}

  /** Rows of one length. */
  static void rowsAlike(double[][] cells) {
    for (int row = 1; row < cells.length; row++) {
      sameLength("row " + row, cells[row].length, "row 0", cells[0].length);
    }
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
