package deconvlab.verify;

import deconvlab.math.Tensor;

/**
 * How far a result may be from a file's array, relative to the array's largest entry (absolute
 * where that is 0): {@value #FLOAT} for float32, and for the double reference {@value #EXACT} where
 * the file's values are exact, else {@value #FLOAT} as well.
 *
 * <p>No field says whether values are exact, so it is worked out. A file's reals pass through
 * float; a sum of products of multiples of 2^-a and 2^-b is a multiple of 2^-(a+b), and a float
 * holds it exactly while it is below 2^24 such units. Random cases on such a grid, with gradients,
 * are exact. Cases without gradients come from suites that were computed in float32 (ONNX's backend
 * tests) and are not held to more than that.
 */
final class Tolerance {
  static final double FLOAT = 1e-5;
  static final double EXACT = 1e-9;

  private static final double UNITS_OF_A_FLOAT = 1 << 24;

  private Tolerance() {}

  /** Whether the sums of products of a's and b's entries (plus c's) in expected are exact. */
  static boolean exact(Tensor expected, Tensor a, Tensor b, Tensor c) {
    double unit = Math.min(unit(a) * unit(b), c == null ? 1 : unit(c));
    return largest(expected) < UNITS_OF_A_FLOAT * unit;
  }

  /** The largest magnitude in an array; NaN if there is one, 0 for an empty array. */
  static double largest(Tensor tensor) {
    double largest = 0;
    for (double value : tensor.data()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The largest power of two, at most 1, that every entry is a multiple of. */
  private static double unit(Tensor tensor) {
    int exponent = 0;
    for (double value : tensor.data()) {
      if (value != 0) {
        long fraction = (Double.doubleToLongBits(value) & 0xfffffffffffffL) | (1L << 52);
        int lowest = Math.getExponent(value) - 52 + Long.numberOfTrailingZeros(fraction);
        exponent = Math.min(exponent, lowest);
      }
    }
    return Math.scalb(1.0, exponent);
  }
}
