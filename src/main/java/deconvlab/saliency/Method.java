package deconvlab.saliency;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import deconvlab.data.ImageSet;
import deconvlab.nn.TorchScript;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How a picture is made of what a unit saw. The first three send a signal from the unit back to the
 * image, linear layer by linear layer, each by its transpose (a pooling: to the place of the
 * greatest value), and differ at a ReLU z → max(0, z) alone.
 */
public enum Method {
  /** The gradient (Simonyan et al. 2014): the signal passes where z &gt; 0. */
  GRADIENT("gradient", true, false),
  /** Zeiler &amp; Fergus 2014: the signal passes where it is above 0 itself, whatever z was. */
  DECONVNET("deconvnet", false, true),
  /** Guided backpropagation (Springenberg et al. 2015): it passes where both are above 0. */
  GUIDED("guided", true, true),
  /**
   * Integrated gradients (Sundararajan et al. 2017) from the mean colour 0 to the image x: x times
   * the mean of the gradients at x·(i + ½)/{@value #STEPS}. They sum to f(x) − f(0), up to the
   * error of so many steps.
   */
  INTEGRATED("integrated gradients", true, false),
  /**
   * Zeiler &amp; Fergus 2014: by how much the unit's value falls when a square of side {@value
   * #SQUARE} around is set to the mean colour, at each pixel the mean over the squares that cover
   * it; they stand {@value #SHIFT} pixels apart.
   */
  OCCLUSION("occlusion", true, false);

  private static final TorchScript OPS = TorchScript.resource(Method.class, "lens.py");
  private static final int STEPS = 64;
  private static final int SQUARE = 8;
  private static final int SHIFT = 2;

  private final String label;
  private final boolean byInput;
  private final boolean bySignal;

  Method(String label, boolean byInput, boolean bySignal) {
    this.label = label;
    this.byInput = byInput;
    this.bySignal = bySignal;
  }

  /** Whether it is a rule that is not the gradient's, which ReLU alone has. */
  boolean needsRelu() {
    return bySignal;
  }

  /** Images that are worked on together: one alone becomes many. */
  int batch() {
    return this == INTEGRATED || this == OCCLUSION ? 1 : Lens.BATCH;
  }

  /** What of {@code signal} passes a ReLU whose input was {@code z}, on its way back. */
  NDArray back(NDArray signal, NDArray z) {
    return OPS.callForOne(signal.getManager(), "back", signal, z, byInput, bySignal);
  }

  /** The maps of {@link #batch} normalised images, one unit each, in a row. */
  float[] map(Lens lens, NDArray x, int... units) {
    return switch (this) {
      case GRADIENT, DECONVNET, GUIDED -> lens.back(this, x, units).toFloatArray();
      case INTEGRATED -> integrated(lens, x, units[0]).toFloatArray();
      case OCCLUSION -> occlusion(lens, x, units[0]);
    };
  }

  private NDArray integrated(Lens lens, NDArray x, int unit) {
    int[] units = new int[STEPS];
    Arrays.fill(units, unit);
    NDArray way = OPS.callForOne(x.getManager(), "way", x, STEPS);
    return lens.back(this, way, units).mean(new int[] {0}).mul(x);
  }

  private static float[] occlusion(Lens lens, NDArray x, int unit) {
    int side = ImageSet.SIDE;
    int across = (side - SQUARE) / SHIFT + 1;
    int[][] squares = new int[across * across][];
    for (int s = 0; s < squares.length; s++) {
      int corner = s / across * SHIFT * side + s % across * SHIFT;
      squares[s] =
          IntStream.range(0, SQUARE * SQUARE)
              .map(i -> corner + i / SQUARE * side + i % SQUARE)
              .toArray();
    }
    float[] values = lens.forward(covered(x, squares)).toFloatArray();
    float whole = lens.forward(x).toFloatArray()[unit];
    float[] falls = new float[side * side];
    int[] covers = new int[falls.length];
    for (int s = 0; s < squares.length; s++) {
      for (int pixel : squares[s]) {
        falls[pixel] += whole - values[s * lens.size() + unit];
        covers[pixel]++;
      }
    }
    IntStream.range(0, falls.length).forEach(i -> falls[i] /= covers[i]);
    return falls;
  }

  /** Copies of one image, in each the pixels of one square 0: the mean colour. */
  private static NDArray covered(NDArray x, int[]... squares) {
    float[] image = x.toFloatArray();
    int plane = image.length / ImageSet.CHANNELS;
    float[] copies = new float[squares.length * image.length];
    for (int s = 0; s < squares.length; s++) {
      System.arraycopy(image, 0, copies, s * image.length, image.length);
      for (int pixel : squares[s]) {
        for (int c = 0; c < ImageSet.CHANNELS; c++) {
          copies[s * image.length + c * plane + pixel] = 0;
        }
      }
    }
    Shape shape = new Shape(squares.length).addAll(x.getShape().slice(1));
    return x.getManager().create(copies, shape);
  }

  @Override
  public String toString() {
    return label;
  }
}
