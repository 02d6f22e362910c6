package deconvlab.math;

import deconvlab.text.Checks;

/**
 * A symmetric matrix as its eigenvalues and the unit vectors that belong to them, by Jacobi's
 * rotations (Jacobi 1846): slow, exact to the last digits, ten lines of thought.
 *
 * @param values in no order
 * @param vectors in columns, as the values are
 */
record Symmetric(double[] values, double[][] vectors) {
  private static final int SWEEPS = 60;
  private static final double SMALL = 1e-30;

  /** Of a square matrix, the mean of what stands above and below its diagonal. */
  static Symmetric of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][n];
    double[][] v = new double[n][n];
    double size = 0;
    for (int i = 0; i < n; i++) {
      Checks.that(
          matrix[i].length == n, "row %d has %d numbers, must have %d", i, matrix[i].length, n);
      v[i][i] = 1;
      for (int j = 0; j < n; j++) {
        a[i][j] = (matrix[i][j] + matrix[j][i]) / 2;
        size += a[i][j] * a[i][j];
      }
    }
    double off = size;
    for (int sweep = 0; sweep < SWEEPS && off > SMALL * size; sweep++) {
      off = 0;
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          off += a[p][q] * a[p][q];
          rotate(a, v, p, q);
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    return new Symmetric(values, v);
  }

  /** Turns the plane of p and q so that a[p][q] is 0. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      turn(a[k], p, q, c, s);
      turn(v[k], p, q, c, s);
    }
    for (int k = 0; k < a.length; k++) {
      double above = a[p][k];
      double below = a[q][k];
      a[p][k] = c * above - s * below;
      a[q][k] = s * above + c * below;
    }
  }

  private static void turn(double[] row, int p, int q, double c, double s) {
    double left = row[p];
    double right = row[q];
    row[p] = c * left - s * right;
    row[q] = s * left + c * right;
  }

  /** The matrix whose square this is; what rounding left below 0 counts as 0. */
  double[][] root() {
    int n = values.length;
    double[][] root = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int k = 0; k < n; k++) {
          root[i][j] += vectors[i][k] * Math.sqrt(Math.max(0, values[k])) * vectors[j][k];
        }
      }
    }
    return root;
  }
}
