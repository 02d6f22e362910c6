package deconvlab.math;

import deconvlab.text.Text;
import java.util.Arrays;
import java.util.Random;

/**
 * A dense array of doubles in row-major order, as small as the reference needs it. By convention
 * nobody writes into a tensor that was handed out.
 */
public final class Tensor {
  private final long[] shape;
  private final double[] data;

  private Tensor(long[] shape, double[] data) {
    this.shape = shape;
    this.data = data;
  }

  /**
   * A tensor over data, which is not copied: {@code Tensor.of(new long[] {1, 1, 2}, 1, 2)}.
   *
   * @throws IllegalArgumentException if data does not hold the product of shape's entries
   */
  public static Tensor of(long[] shape, double... data) {
    int size = sizeOf(shape);
    if (data.length != size) {
      throw new IllegalArgumentException(
          Text.format(
              "data has %d elements, shape %s needs %d",
              data.length, Arrays.toString(shape), size));
    }
    return new Tensor(shape.clone(), data);
  }

  /**
   * The numbers of a matrix in the shape (rows, columns): {@code Tensor.ofRows(new double[][] {{1,
   * 2}, {3, 4}})}; {@link #reshape} adds batch and channel.
   *
   * @throws IllegalArgumentException if the rows differ in length
   */
  public static Tensor ofRows(double[][] rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    Tensor tensor = zeros(rows.length, columns);
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].length != columns) {
        throw new IllegalArgumentException(
            Text.format(
                "row %d has %d elements, row 0 has %d: they must agree",
                r, rows[r].length, columns));
      }
      System.arraycopy(rows[r], 0, tensor.data, r * columns, columns);
    }
    return tensor;
  }

  /** Zeros of this shape. */
  public static Tensor zeros(long... shape) {
    return new Tensor(shape.clone(), new double[sizeOf(shape)]);
  }

  /** The same value everywhere. */
  public static Tensor full(double value, long... shape) {
    Tensor tensor = zeros(shape);
    Arrays.fill(tensor.data, value);
    return tensor;
  }

  /** Independent draws from N(0, 1). */
  public static Tensor gaussian(Random random, long... shape) {
    Tensor tensor = zeros(shape);
    Arrays.setAll(tensor.data, i -> random.nextGaussian());
    return tensor;
  }

  /**
   * Number of elements of a shape.
   *
   * @throws IllegalArgumentException if an entry is negative or the product exceeds a Java array
   */
  public static int sizeOf(long... shape) {
    boolean empty = false;
    for (long entry : shape) {
      if (entry < 0) {
        throw new IllegalArgumentException(
            Text.format(
                "shape=%s has the entry %d, must be at least 0", Arrays.toString(shape), entry));
      }
      empty |= entry == 0;
    }
    long size = empty ? 0 : 1;
    for (int i = 0; i < shape.length && size > 0; i++) {
      if (shape[i] > Integer.MAX_VALUE / size) {
        throw new IllegalArgumentException(
            Text.format(
                "shape=%s must hold at most %d elements, as a Java array does: use smaller sizes",
                Arrays.toString(shape), Integer.MAX_VALUE));
      }
      size *= shape[i];
    }
    return (int) size;
  }

  /** Sizes of the axes, outermost first (a copy). */
  public long[] shape() {
    return shape.clone();
  }

  /** Size of one axis. */
  public int size(int axis) {
    return (int) shape[axis];
  }

  /** Number of elements. */
  public int size() {
    return data.length;
  }

  /** The elements in row-major order: the tensor's own array, to be read only. */
  public double[] data() {
    return data;
  }

  /** Element number i in row-major order. */
  public double at(int i) {
    return data[i];
  }

  /**
   * The element at one index an axis.
   *
   * @throws IndexOutOfBoundsException naming index and shape
   */
  public double get(long... index) {
    boolean inside = index.length == shape.length;
    int flat = 0;
    for (int a = 0; inside && a < index.length; a++) {
      inside = index[a] >= 0 && index[a] < shape[a];
      flat = (int) (flat * shape[a] + index[a]);
    }
    if (!inside) {
      throw new IndexOutOfBoundsException(
          Text.format(
              "index %s is outside shape %s", Arrays.toString(index), Arrays.toString(shape)));
    }
    return data[flat];
  }

  /** The same elements in another shape of the same size. */
  public Tensor reshape(long... newShape) {
    return of(newShape, data);
  }

  /**
   * The elements as a matrix whose rows run along the last axis (a copy): shape (1, 1, 5, 4) gives
   * 5 rows of 4, and (2, 3, 3) the 3 rows of the first channel, then those of the second.
   */
  public double[][] toRows() {
    int columns = shape.length == 0 ? 1 : size(shape.length - 1);
    double[][] rows = new double[columns == 0 ? 0 : data.length / columns][];
    Arrays.setAll(rows, r -> Arrays.copyOfRange(data, r * columns, (r + 1) * columns));
    return rows;
  }

  /** Inner product: the sum of the products of corresponding elements. */
  public double dot(Tensor other) {
    if (!Arrays.equals(shape, other.shape)) {
      throw new IllegalArgumentException(
          Text.format(
              "shapes differ: %s and %s", Arrays.toString(shape), Arrays.toString(other.shape)));
    }
    double sum = 0;
    for (int i = 0; i < data.length; i++) {
      sum += data[i] * other.data[i];
    }
    return sum;
  }

  /** Shape, and the elements while they fit on a line. */
  @Override
  public String toString() {
    String values = data.length <= 64 ? " " + Arrays.toString(data) : "";
    return "Tensor" + Arrays.toString(shape) + values;
  }
}
