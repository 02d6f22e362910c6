package deconvlab.plot;

import deconvlab.text.Text;

/** Argument checks whose messages name the argument, its value, the range and the fix. */
final class Require {
  private Require() {}

  static int within(String name, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          Text.format("%s=%d must be in [%d, %d]", name, value, low, high));
    }
    return value;
  }

  static void sameLength(String name, int length, String other, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          Text.format(
              "%s has %d values but %s has %d: give one value of each for every point",
              name, length, other, expected));
    }
  }
}
