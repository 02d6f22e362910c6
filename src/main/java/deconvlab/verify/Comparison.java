package deconvlab.verify;

import deconvlab.math.Tensor;
import deconvlab.text.Text;
import java.util.Arrays;

/** Compares an operator's arrays with a file's, one by one, and keeps the worst. */
final class Comparison {
  private final Operator operator;
  private double worstError;
  private double worstTolerance;
  private String problem = "";

  Comparison(Operator operator) {
    this.operator = operator;
  }

  /**
   * Compares one array.
   *
   * @param exact whether the file's values are exact, so that the double reference must meet them
   */
  void add(String array, Tensor actual, Tensor expected, boolean exact) {
    double tolerance = operator.inDouble() && exact ? Tolerance.EXACT : Tolerance.FLOAT;
    if (!Arrays.equals(actual.shape(), expected.shape())) {
      String shapes =
          Text.format(
              "%s has shape %s, expected %s",
              array, Arrays.toString(actual.shape()), Arrays.toString(expected.shape()));
      record(Double.POSITIVE_INFINITY, tolerance, shapes);
      return;
    }
    double largest = Tolerance.largest(expected);
    double scale = largest == 0 ? 1 : largest;
    int worst = 0;
    double error = 0;
    for (int i = 0; i < expected.size(); i++) {
      double gap = Math.abs(actual.at(i) - expected.at(i)) / scale;
      // Not "gap > error": a NaN must count as the largest of all.
      if (!(gap <= error)) {
        worst = i;
        error = Double.isNaN(gap) ? Double.POSITIVE_INFINITY : gap;
      }
    }
    String where = "";
    if (error > tolerance) {
      where =
          Text.format(
              "%s is %s at element %d, expected %s: error %s of the largest entry %s, tolerance %s",
              array,
              actual.at(worst),
              worst,
              expected.at(worst),
              VerifyResult.number(error),
              largest,
              VerifyResult.number(tolerance));
    }
    record(error, tolerance, where);
  }

  /** Keeps the array that comes nearest to its tolerance, or exceeds it most. */
  private void record(double error, double tolerance, String what) {
    if (worstTolerance == 0 || error / tolerance > worstError / worstTolerance) {
      worstError = error;
      worstTolerance = tolerance;
      problem = what;
    }
  }

  /** The verdict over all arrays. */
  OperatorResult result() {
    return new OperatorResult(
        operator.name(), problem.isEmpty(), worstError, worstTolerance, problem);
  }
}
