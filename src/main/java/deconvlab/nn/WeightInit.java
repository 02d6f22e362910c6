package deconvlab.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import deconvlab.math.Orthonormal;
import deconvlab.math.Tensor;
import deconvlab.text.Checks;
import java.util.Random;

/**
 * How weights start, by name: zero-mean Gaussians that differ in the fan their variance is divided
 * by, and orthogonal matrices. He et al. 2015 (eq. 10 forward, eq. 14 backward): std = gain / √fan.
 * Glorot &amp; Bengio 2010 (eq. 12): std = gain · √(2 / (fan in + fan out)).
 */
public enum WeightInit {
  /** He on the right, forward fan: the default. */
  HE("he"),
  /** He on the right backward fan, which keeps the gradient's variance. */
  HE_BACKWARD("he-backward-fan"),
  /** He on what libraries call fan in. */
  HE_LIBRARY("he-library-fan"),
  /** Xavier on the right fans. */
  XAVIER("xavier"),
  /** Xavier on the library's fans. */
  XAVIER_LIBRARY("xavier-library-fan"),
  /** N(0, 0.01²) whatever the layer. */
  NORMAL("normal"),
  /**
   * He on the right fan with all phases of a transposed convolution alike (Aitken et al. 2017,
   * "Checkerboard artifact free sub-pixel convolution"): taps j·s … j·s + s − 1 share one value, so
   * the layer starts as nearest-neighbour upsampling after a convolution. Exact where the stride
   * divides the kernel.
   */
  ICNR("icnr"),
  /**
   * gain · Q (Saxe et al. 2014, "Exact solutions to the nonlinear dynamics of learning in deep
   * linear neural networks"): the weight as a matrix of its first axis × all others has orthonormal
   * rows, or orthonormal columns where it has more rows than columns; Q is uniform among those.
   *
   * <ul>
   *   <li>Convolution (out, in, k, k), dense (out, in): a window of in·k² numbers maps to out.
   *       While out ≤ in·k², rows have length 1: an output has gain² times the variance of
   *       (uncorrelated) inputs, as with He on the right fan. Beyond, every window keeps its
   *       length.
   *   <li>Transposed convolution (in, out, k, k): in inputs at one place map to the out·k² taps
   *       they write. While in ≤ out·k², the taps of one place have the length of its inputs. Taps
   *       of neighbours overlap, so that an interior output has on average gain²·in/(out·s²) times
   *       the variance of the inputs; it is the gradient on its way back that keeps its variance,
   *       as with He on the backward fan.
   * </ul>
   */
  ORTHOGONAL("orthogonal");

  private final String label;

  WeightInit(String label) {
    this.label = label;
  }

  /** The initialiser called {@code name}; an unknown name is an error that lists the names. */
  public static WeightInit named(String name) {
    return Checks.named("init", name, values());
  }

  /**
   * Standard deviation of the weights of a layer with these fans before a unit of this gain; for
   * orthogonal weights the root of their mean square, gain / √max(rows, columns).
   */
  public double std(Fans fans, double gain) {
    return switch (this) {
      case HE, ICNR -> gain / Math.sqrt(fans.forward());
      case HE_BACKWARD -> gain / Math.sqrt(fans.backward());
      case HE_LIBRARY -> gain / Math.sqrt(fans.libraryIn());
      case XAVIER -> gain * Math.sqrt(2 / (fans.forward() + fans.backward()));
      case XAVIER_LIBRARY -> gain * Math.sqrt(2 / (fans.libraryIn() + fans.libraryOut()));
      case NORMAL -> 0.01;
      case ORTHOGONAL -> gain / Math.sqrt(Math.max(fans.units(), fans.libraryIn()));
    };
  }

  /**
   * A DJL initialiser that draws from {@code random}, so that layers of the same shape and stream
   * start alike whatever surrounds them.
   */
  public Initializer initializer(Fans fans, double gain, Random random) {
    return (manager, shape, dataType) -> {
      float[] values = draw(fans, gain, shape, random);
      // A clone, because toType of the same type is an alias of a Java buffer that dies with close.
      try (NDArray drawn = manager.create(values, shape).toType(dataType, false)) {
        return drawn.duplicate();
      }
    };
  }

  private float[] draw(Fans fans, double gain, Shape shape, Random random) {
    double std = std(fans, gain);
    if (this == ORTHOGONAL) {
      return orthogonal(shape, gain, random);
    }
    return this == ICNR && fans.stride().length > 0
        ? replicated(shape, fans.stride(), std, random)
        : gaussian(Math.toIntExact(shape.size()), std, random);
  }

  private static float[] orthogonal(Shape shape, double gain, Random random) {
    int rows = Math.toIntExact(shape.get(0));
    int columns = Math.toIntExact(shape.size() / rows);
    boolean wide = rows <= columns;
    Tensor q =
        wide ? Orthonormal.rows(random, rows, columns) : Orthonormal.rows(random, columns, rows);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      int row = i / columns;
      int column = i % columns;
      values[i] = (float) (gain * (wide ? q.get(row, column) : q.get(column, row)));
    }
    return values;
  }

  private static float[] gaussian(int count, double std, Random random) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (std * random.nextGaussian());
    }
    return values;
  }

  /** Draws a kernel of ⌈k/s⌉ taps an axis and repeats each tap s times. */
  private static float[] replicated(Shape shape, int[] stride, double std, Random random) {
    int maps = Math.toIntExact(shape.get(0) * shape.get(1));
    int[] kernel = new int[stride.length];
    int[] coarse = new int[stride.length];
    int coarseTaps = 1;
    for (int a = 0; a < stride.length; a++) {
      kernel[a] = Math.toIntExact(shape.get(a + 2));
      coarse[a] = (kernel[a] + stride[a] - 1) / stride[a];
      coarseTaps *= coarse[a];
    }
    int taps = Math.toIntExact(shape.size()) / maps;
    float[] values = new float[maps * taps];
    for (int m = 0; m < maps; m++) {
      float[] small = gaussian(coarseTaps, std, random);
      for (int t = 0; t < taps; t++) {
        values[m * taps + t] = small[coarseIndex(t, kernel, coarse, stride)];
      }
    }
    return values;
  }

  private static int coarseIndex(int tap, int[] kernel, int[] coarse, int[] stride) {
    int index = 0;
    int scale = 1;
    for (int a = kernel.length - 1, rest = tap; a >= 0; a--) {
      index += rest % kernel[a] / stride[a] * scale;
      rest /= kernel[a];
      scale *= coarse[a];
    }
    return index;
  }

  /** The name that {@link #named} takes. */
  @Override
  public String toString() {
    return label;
  }
}
