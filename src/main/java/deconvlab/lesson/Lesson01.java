package deconvlab.lesson;

import deconvlab.math.Axis;
import deconvlab.math.Checkerboard;
import deconvlab.math.ConvTranspose;
import deconvlab.math.Geometry;
import deconvlab.math.OperatorMatrix;
import deconvlab.math.Sample;
import deconvlab.math.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers and slips of lesson 01. */
final class Lesson01 {
  private static final double[] X = {1, 2, -3};
  private static final double[] W = {1, 10, 100, 5};
  private static final double[] TENS = {1, 10, 100};
  private static final double[] G = {1, 2, 3, 4, 5};
  private static final int[][] SIZES = {
    {1, 3, 2, 0, 0, 1},
    {4, 4, 2, 1, 0, 1},
    {4, 3, 2, 1, 1, 1},
    {5, 3, 3, 2, 1, 2},
    {7, 5, 1, 2, 0, 1}
  };
  private static final double[][] SMALL = {{1, -2}, {3, 0.5}};
  private static final double[][] STEPS = {{1, 2}, {3, 3, 3}, {2, -1, 0.5, 0.5}};

  private Lesson01() {}

  static Map<String, Key> keys() {
    return Map.of(
        "01-1", stamps(),
        "01-2", size(),
        "01-3", shapeBack(),
        "01-4", matrix(),
        "01-5", inverse(),
        "01-6", gradInput(),
        "01-7", gradKernel(),
        "01-8", phases(),
        "01-9", share(),
        "01-10", evenPhases());
  }

  private static double[] reversed(double[] w) {
    return IntStream.range(0, w.length).mapToDouble(i -> w[w.length - 1 - i]).toArray();
  }

  private static Tensor line(double... values) {
    return Tensor.of(new long[] {1, 1, values.length}, values);
  }

  private static double[] stamp(double[] w, int stride) {
    Geometry g = Geometry.of(1, 1, Axis.of(w.length, stride, 0));
    return ConvTranspose.forward(g, line(X), line(w), null).data();
  }

  private static double[] overwritten() {
    double[] y = new double[stamp(W, 3).length];
    for (int i = 0; i < X.length; i++) {
      for (int k = 0; k < W.length; k++) {
        y[3 * i + k] = X[i] * W[k];
      }
    }
    return y;
  }

  private static Key stamps() {
    return Key.of(() -> stamp(W, 3))
        .slip("you left out the stride: the stamps lie one apart.", () -> stamp(W, 1))
        .slip(
            "you turned the kernel round; a stamp is laid down as it is.",
            () -> stamp(reversed(W), 3))
        .slip(
            "where two stamps overlap you kept the later one; they add up.", Lesson01::overwritten)
        .slip(
            "you made y the stride times x long and cut off the end of the last stamp.",
            () -> Arrays.copyOf(stamp(W, 3), 9));
  }

  private static int[] sizes(ToDoubleFunction<int[]> of) {
    return Stream.of(SIZES).mapToInt(s -> (int) of.applyAsDouble(s)).toArray();
  }

  private static Axis axis(int[] s) {
    return new Axis(s[1], s[2], s[3], s[4], s[5]);
  }

  private static Key size() {
    return Key.of(() -> sizes(s -> axis(s).transposedSize(s[0])))
        .slip(
            "you took the padding once; it cuts at both ends.",
            () -> sizes(s -> axis(s).transposedSize(s[0]) + s[3]))
        .slip(
            "every input adds the stride in yours, the first one too; the first brings its stamp.",
            () -> sizes(s -> axis(s).transposedSize(s[0] + 1)))
        .slip(
            "you left out the dilation.",
            () -> sizes(s -> new Axis(s[1], s[2], s[3], s[4], 1).transposedSize(s[0])))
        .slip(
            "you left out the output padding.",
            () -> sizes(s -> axis(s).transposedSize(s[0]) - s[4]))
        .slip(
            "you let the padding add; it cuts off.",
            () -> sizes(s -> axis(s).transposedSize(s[0]) + 4L * s[3]))
        .slip(
            "dilation spreads the steps between the taps, and there is one fewer than taps.",
            () -> sizes(s -> axis(s).transposedSize(s[0]) + s[5] - 1))
        .slip(
            "yours is one short everywhere: a kernel of one tap has a stamp of one output.",
            () -> sizes(s -> axis(s).transposedSize(s[0]) - 1))
        .slip(
            "you took the size formula of the ordinary convolution.",
            () -> sizes(s -> Math.floorDiv(s[0] + 2 * s[3] - s[5] * (s[1] - 1) - 1, s[2]) + 1));
  }

  private static int[] lengths(IntUnaryOperator of) {
    return IntStream.rangeClosed(30, 33).map(of).toArray();
  }

  private static Key shapeBack() {
    return Key.of(() -> lengths(n -> Axis.undoing(Axis.of(5, 3, 2), n).outputPadding()))
        .slip(
            "you took the remainder of n alone, or the padding once; the convolution divides what"
                + " is left of n with both paddings after one kernel.",
            () -> lengths(n -> n % 3))
        .slip("you left out the padding.", () -> lengths(n -> (n - 5) % 3))
        .slip(
            "that is what is missing to the next whole step, not what was left over.",
            () -> lengths(n -> (3 - (n - 1) % 3) % 3))
        .slip(
            "you divided by the kernel; the convolution divides by its stride.",
            () -> lengths(n -> (n - 1) % 5))
        .slip(
            "those are the lengths after the convolution; asked is what its rounding lost.",
            () -> lengths(n -> (n - 1) / 3 + 1))
        .slip("without output padding not all of these lengths come back.", () -> lengths(n -> 0));
  }

  private static double[][] operator(double[] w, int stride, int padding) {
    Geometry g = Geometry.of(1, 1, Axis.of(3, stride, padding));
    return OperatorMatrix.of(g, new long[] {1, 1, 3}, line(w)).dense();
  }

  /** The stamps in five rows, {@code shift} further down. */
  private static double[][] stamped(double[] w, int stride, int shift) {
    double[][] a = new double[5][3];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < w.length; k++) {
        int o = i * stride + shift + k;
        if (o >= 0 && o < a.length) {
          a[o][i] = w[k];
        }
      }
    }
    return a;
  }

  private static Key matrix() {
    double[] w = {1, 2, 3};
    return Key.of(() -> operator(w, 2, 1))
        .slip(
            "that is the matrix of the ordinary convolution: outputs belong to the rows.",
            () -> {
              Geometry g = Geometry.of(1, 1, Axis.of(3, 2, 1));
              return OperatorMatrix.of(g, new long[] {1, 1, 3}, line(w)).transpose().dense();
            })
        .slip("you turned the kernel round.", () -> operator(reversed(w), 2, 1))
        .slip("you left out the padding: no row is cut off.", () -> operator(w, 2, 0))
        .slip("you left out the stride: each stamp begins one further on.", () -> operator(w, 1, 1))
        .slip(
            "your rows are as many as they should be, but the stamps begin one apart: the stride is"
                + " missing in the index.",
            () -> stamped(w, 1, -1))
        .slip(
            "you moved the stamps the other way: the padding cuts off the first outputs.",
            () -> stamped(w, 2, 1));
  }

  private static Key inverse() {
    return Key.of(() -> new double[] {-0.8, 0.6})
        .slip(
            "that is the first kernel with its numbers exchanged; the two do not stand at a right"
                + " angle yet.",
            () -> new double[] {0.8, 0.6})
        .slip(
            "you changed a sign alone: the two do not stand at a right angle yet.",
            () -> new double[] {-0.6, 0.8})
        .slip(
            "that one restores every signal as well; asked was the one that begins negative.",
            () -> new double[] {0.8, -0.6})
        .slip(
            "it stands at a right angle, but its length is not 1: the signal comes back distorted.",
            () -> new double[] {-4, 3})
        .slip(
            "you turned the first kernel's sign round: it still measures the same thing.",
            () -> new double[] {-0.6, -0.8})
        .slip(
            "yours measures the same as the first kernel once more.",
            () -> new double[] {0.6, 0.8});
  }

  private static double[] backwards(double[] w, int stride) {
    return IntStream.range(0, 2)
        .mapToDouble(i -> IntStream.range(0, 3).mapToDouble(k -> G[i * stride + k] * w[k]).sum())
        .toArray();
  }

  private static Key gradInput() {
    return Key.of(
            () ->
                ConvTranspose.gradInput(Geometry.of(1, 1, Axis.of(3, 2, 0)), line(G), line(TENS))
                    .data())
        .slip(
            "you turned the kernel round: forwards it was laid down as it is, so backwards, too.",
            () -> backwards(reversed(TENS), 2))
        .slip("you left out the stride.", () -> backwards(TENS, 1))
        .slip(
            "you summed up the gradients and left out the weights.",
            () -> backwards(new double[] {1, 1, 1}, 2))
        .slip(
            "you took one output for each input; every input wrote to three.",
            () -> new double[] {G[0] * TENS[0], G[2] * TENS[0]})
        .slip(
            "you kept the last product alone: each further one overwrote it (= for +=).",
            () -> new double[] {G[2] * TENS[2], G[4] * TENS[2]})
        .slip(
            "you stamped g with the kernel, as on the way forward; backwards its values are"
                + " gathered.",
            () -> new double[] {G[0] * TENS[0], G[0] * TENS[1]});
  }

  private static double[] byTap(double[] x, int stride, double scale) {
    return IntStream.range(0, 3)
        .mapToDouble(k -> scale * (x[0] * G[k] + x[1] * G[stride + k]))
        .toArray();
  }

  private static Key gradKernel() {
    double[] x = {1, 3};
    Geometry g = Geometry.of(1, 1, Axis.of(3, 2, 0));
    return Key.of(() -> ConvTranspose.gradWeight(g, line(x), line(G)).data())
        .slip("you left out the stride.", () -> byTap(x, 1, 1))
        .slip(
            "you took the mean over the inputs; every use of a weight counts in full.",
            () -> byTap(x, 2, 0.5))
        .slip(
            "you summed up the gradients and left out the inputs.",
            () -> byTap(new double[] {1, 1}, 2, 1))
        .slip(
            "you exchanged the inputs: tap k of input i wrote to output i·stride + k.",
            () -> byTap(new double[] {3, 1}, 2, 1))
        .slip(
            "the last input alone counts in yours: it overwrote what the others gave (= for +=).",
            () -> byTap(new double[] {0, 3}, 2, 1));
  }

  private static int[] taps(IntUnaryOperator phase) {
    return IntStream.range(0, 5).map(phase).toArray();
  }

  private static Key phases() {
    return Key.of(() -> taps(Axis.of(5, 3, 1)::phaseOf))
        .slip("you left out the padding.", () -> taps(k -> k % 3))
        .slip(
            "you added the padding; it moves outputs towards the start.",
            () -> taps(k -> (k + 1) % 3))
        .slip(
            "Java's % keeps the sign of what it divides; a phase is never negative"
                + " (Math.floorMod).",
            () -> taps(k -> (k - 1) % 3))
        .slip(
            "those are places in the output; a phase is a place's remainder by the stride.",
            () -> taps(k -> k - 1))
        .slip("you divided; the phase is what is left over.", () -> taps(k -> k / 3));
  }

  private static double share(double[] r, int freedom, boolean squareOfMean) {
    double mean = Sample.mean(r);
    double spread = Arrays.stream(r).map(v -> (v - mean) * (v - mean)).sum();
    double square = Arrays.stream(r).map(v -> v * v).sum() / r.length;
    return spread / (r.length - freedom) / (squareOfMean ? mean * mean : square);
  }

  private static double[] shares(ToDoubleFunction<double[]> of) {
    return Stream.of(STEPS).mapToDouble(of).toArray();
  }

  /** A kernel as long as its stride answers a constant with its own taps. */
  private static double ofTaps(double[] r) {
    Geometry g = Geometry.of(1, 1, Axis.of(r.length, r.length, 0));
    return Checkerboard.varianceShare(g, line(r));
  }

  private static Key share() {
    return Key.of(() -> shares(Lesson01::ofTaps))
        .slip(
            "you divided by n − 1: the phases are all there are, no sample of more.",
            () -> shares(r -> share(r, 1, false)))
        .slip(
            "you divided by the square of the mean, and not by the mean of the squares.",
            () -> shares(r -> share(r, 0, true)))
        .slip(
            "you took the standard deviation for the variance.",
            () -> shares(r -> Math.sqrt(share(r, 0, false))))
        .slip(
            "that is the share of the mean; the pattern is the rest.",
            () -> shares(r -> 1 - share(r, 0, false)));
  }

  private static double[][] large(IntUnaryOperator row, IntUnaryOperator column, double scale) {
    double[][] large = new double[4][4];
    for (int k = 0; k < 4; k++) {
      for (int l = 0; l < 4; l++) {
        large[k][l] = scale * SMALL[row.applyAsInt(k)][column.applyAsInt(l)];
      }
    }
    return large;
  }

  private static Key evenPhases() {
    return Key.of(() -> large(k -> k / 2, l -> l / 2, 1))
        .slip(
            "you laid the small kernel side by side: each phase gets one number four times, and the"
                + " phases disagree.",
            () -> large(k -> k % 2, l -> l % 2, 1))
        .slip(
            "you shared each number out among its four places; each phase takes all of it.",
            () -> large(k -> k / 2, l -> l / 2, 0.25))
        .slip(
            "rows are repeated, columns are laid side by side: left and right still disagree.",
            () -> large(k -> k / 2, l -> l % 2, 1))
        .slip(
            "columns are repeated, rows are laid side by side: even and odd rows still disagree.",
            () -> large(k -> k % 2, l -> l / 2, 1));
  }
}
