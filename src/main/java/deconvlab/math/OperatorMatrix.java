package deconvlab.math;

import deconvlab.text.Text;

/**
 * A transposed convolution (without bias) as a sparse matrix, in coordinate form: y = A·x for the
 * flattened input and output of one batch. Its transpose is the ordinary convolution with the same
 * kernel, stride, padding and dilation, so that ⟨A·x, y⟩ = ⟨x, Aᵀ·y⟩ (the adjoint identity); it is
 * not the inverse.
 */
public final class OperatorMatrix {
  private final int rows;
  private final int columns;
  private final int[] row;
  private final int[] column;
  private final double[] value;

  private OperatorMatrix(int rows, int columns, int[] row, int[] column, double[] value) {
    this.rows = rows;
    this.columns = columns;
    this.row = row;
    this.column = column;
    this.value = value;
  }

  /**
   * The matrix that maps a flattened input of shape xShape to the flattened output.
   *
   * @throws IllegalArgumentException if a shape does not fit, naming it and what would
   */
  public static OperatorMatrix of(Geometry geometry, long[] xShape, Tensor w) {
    geometry.checkWeight(w.shape());
    int rows = Tensor.sizeOf(geometry.outputShape(xShape));
    int columns = Tensor.sizeOf(xShape);
    int[] count = {0};
    Terms.forEach(geometry, xShape, (x, k, y) -> count[0]++);
    int[] row = new int[count[0]];
    int[] column = new int[count[0]];
    double[] value = new double[count[0]];
    Terms.forEach(
        geometry,
        xShape,
        (x, k, y) -> {
          int entry = --count[0];
          row[entry] = y;
          column[entry] = x;
          value[entry] = w.at(k);
        });
    return new OperatorMatrix(rows, columns, row, column, value);
  }

  /** Rows: the elements of the output. */
  public int rows() {
    return rows;
  }

  /** Columns: the elements of the input. */
  public int columns() {
    return columns;
  }

  /** The transposed matrix. */
  public OperatorMatrix transpose() {
    return new OperatorMatrix(columns, rows, column, row, value);
  }

  /**
   * The product with a vector of as many elements as there are columns.
   *
   * @throws IllegalArgumentException if the length differs
   */
  public double[] times(double[] vector) {
    if (vector.length != columns) {
      throw new IllegalArgumentException(
          Text.format(
              "vector has %d elements, the matrix %d columns: they must agree",
              vector.length, columns));
    }
    double[] product = new double[rows];
    for (int e = 0; e < value.length; e++) {
      product[row[e]] += value[e] * vector[column[e]];
    }
    return product;
  }

  /**
   * All rows × columns entries, for small matrices that are to be looked at.
   *
   * @throws IllegalArgumentException above a million entries
   */
  public double[][] dense() {
    if ((long) rows * columns > 1_000_000) {
      throw new IllegalArgumentException(
          Text.format(
              "a dense %d × %d matrix has more than 1000000 entries: use a smaller input",
              rows, columns));
    }
    double[][] full = new double[rows][columns];
    for (int e = 0; e < value.length; e++) {
      full[row[e]][column[e]] += value[e];
    }
    return full;
  }
}
