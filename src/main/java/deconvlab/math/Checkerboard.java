package deconvlab.math;

import deconvlab.text.Checks;

/**
 * How much checkerboard a transposed convolution writes into a constant picture, as a number.
 *
 * <p>With the constant input 1 (the unit step, away from the borders) output channel o shows the
 * value r[o, phase] = Σ w[c, o, k] over the input channels c of its group and the taps k that reach
 * this phase of the stride. If r depends on the phase, the output repeats a pattern of the stride's
 * period: the checkerboard of Odena, Dumoulin and Olah, "Deconvolution and Checkerboard Artifacts",
 * Distill 2016. The measure is the share of variance between phases,
 *
 * <pre>  varianceShare = Σ_o var over phases of r[o] / Σ_o mean over phases of r[o]²,</pre>
 *
 * from 0 (flat) to 1 (a pattern of mean 0). With a constant kernel it is due to the <em>uneven
 * overlap</em> of kernel and stride alone: in one dimension kernel 3, stride 2 answers {1, 2} or
 * {2, 1}, so 0.25 / 2.5 = 0.1, in two dimensions 0.19; kernel 4 or 2, stride 2 gives 0. Random
 * kernels show a checkerboard even where the overlap is even; resize-convolution never does.
 */
public final class Checkerboard {
  /** A transposed convolution, geometry and weight (in, out/groups, kernel…). */
  public record Layer(Geometry geometry, Tensor weight) {
    /** Refuses a weight of another shape than the geometry's. */
    public Layer {
      geometry.checkWeight(weight.shape());
    }
  }

  private Checkerboard() {}

  /** The unit-step response r, of shape (outChannels, stride…): one value an output phase. */
  public static Tensor response(Geometry geometry, Tensor w) {
    geometry.checkWeight(w.shape());
    int dims = geometry.dims();
    long[] shape = new long[dims + 1];
    shape[0] = geometry.outChannels();
    System.arraycopy(geometry.each(Axis::stride), 0, shape, 1, dims);
    Tensor response = Tensor.zeros(shape);
    int in = geometry.inChannels() / geometry.groups();
    int out = geometry.outChannels() / geometry.groups();
    long[] tap = new long[dims + 2];
    for (int i = 0; i < w.size(); i++) {
      Convolution.unravel(i, w.shape(), tap);
      long at = tap[0] / in * out + tap[1];
      for (int a = 0; a < dims; a++) {
        at = at * shape[a + 1] + geometry.axes().get(a).phaseOf((int) tap[a + 2]);
      }
      response.data()[(int) at] += w.at(i);
    }
    return response;
  }

  /** Share of variance between phases of a kernel, in [0, 1]; 0 for a kernel of zeros. */
  public static double varianceShare(Geometry geometry, Tensor w) {
    Tensor response = response(geometry, w);
    int phases = response.size() / geometry.outChannels();
    double variance = 0;
    double meanSquare = 0;
    for (int o = 0; o < geometry.outChannels(); o++) {
      double mean = 0;
      for (int p = 0; p < phases; p++) {
        mean += response.at(o * phases + p) / phases;
      }
      for (int p = 0; p < phases; p++) {
        double r = response.at(o * phases + p);
        variance += (r - mean) * (r - mean) / phases;
        meanSquare += r * r / phases;
      }
    }
    return meanSquare == 0 ? 0 : variance / meanSquare;
  }

  /** The share that uneven overlap alone causes: {@link #varianceShare} of a kernel of ones. */
  public static double overlapShare(Geometry geometry) {
    return varianceShare(geometry, Tensor.full(1, geometry.weightShape()));
  }

  /**
   * How much of a picture's error repeats with period 2, over what white noise has of it on
   * average: the variance between the means of the four phases (row and column even or odd), summed
   * over channels, divided by the mean squared error and by 3/(height·width). In the error's
   * spectrum that is the mean energy at the three frequencies (0, π), (π, 0), (π, π) over the mean
   * energy of all: 1 for white noise, height·width/3 for a pure checkerboard, 0 for no error.
   *
   * @param wanted (channels, height, width) in a row, as {@code made}
   * @param height even, as {@code width}
   */
  public static double ofError(float[] wanted, float[] made, int channels, int height, int width) {
    Checks.that(
        height > 0 && width > 0 && height % 2 == 0 && width % 2 == 0,
        "picture is %d×%d, both must be even: the period is 2",
        height,
        width);
    int area = height * width;
    Checks.that(
        wanted.length == channels * area && made.length == wanted.length,
        "pictures have %d and %d values, must both have %d",
        wanted.length,
        made.length,
        channels * area);
    double[][] phases = new double[channels][4];
    double squares = 0;
    for (int i = 0; i < made.length; i++) {
      double off = (double) made[i] - wanted[i];
      int phase = i % area / width % 2 * 2 + i % width % 2;
      phases[i / area][phase] += off * 4 / area;
      squares += off * off / area;
    }
    double variance = 0;
    for (double[] means : phases) {
      double mean = Sample.mean(means);
      for (double one : means) {
        variance += (one - mean) * (one - mean) / 4;
      }
    }
    return squares == 0 ? 0 : variance / squares * area / 3;
  }

  /**
   * "Resize, then convolve" as the one transposed convolution it equals: nearest-neighbour
   * upsampling by scale on every axis, then an ordinary convolution of stride 1 and padding (kernel
   * − 1)/2. Its kernel is the box of the upsampling convolved with the flipped kernel, of size
   * scale + kernel − 1, so that every phase answers a constant alike.
   *
   * @param scale upsampling factor, at least 1
   * @param w the convolution's weight (out, in, kernel…), odd kernels, one group
   */
  public static Layer resizeConvolution(int scale, Tensor w) {
    int dims = w.shape().length - 2;
    int pairs = w.size(0) * w.size(1);
    Axis[] spread = new Axis[dims];
    Axis[] composite = new Axis[dims];
    long[] box = new long[dims + 1];
    box[0] = 1;
    for (int a = 0; a < dims; a++) {
      int kernel = w.size(a + 2);
      int padding = Axis.same(kernel).padding();
      spread[a] = Axis.of(kernel, 1, 0);
      composite[a] = Axis.of(Math.addExact(scale, kernel - 1), scale, padding);
      box[a + 1] = scale;
    }
    Geometry full = Geometry.of(1, pairs, spread);
    Tensor flipped = flippedInFirst(w).reshape(full.weightShape());
    Tensor kernels = ConvTranspose.forward(full, Tensor.full(1, box), flipped, null);
    Geometry geometry = Geometry.of(w.size(1), w.size(0), composite);
    return new Layer(geometry, kernels.reshape(geometry.weightShape()));
  }

  /** (out, in, kernel…) to (in, out, kernel…) with every kernel flipped. */
  private static Tensor flippedInFirst(Tensor w) {
    int taps = w.size() / (w.size(0) * w.size(1));
    double[] data = new double[w.size()];
    for (int o = 0; o < w.size(0); o++) {
      for (int c = 0; c < w.size(1); c++) {
        for (int k = 0; k < taps; k++) {
          int from = (o * w.size(1) + c) * taps + k;
          data[(c * w.size(0) + o) * taps + taps - 1 - k] = w.at(from);
        }
      }
    }
    long[] shape = w.shape();
    shape[0] = w.size(1);
    shape[1] = w.size(0);
    return Tensor.of(shape, data);
  }
}
