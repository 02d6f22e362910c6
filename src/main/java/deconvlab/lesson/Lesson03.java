package deconvlab.lesson;

import deconvlab.math.Axis;
import deconvlab.math.ConvTranspose;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;
import deconvlab.nn.Fans;
import deconvlab.nn.Nonlinearity;
import deconvlab.nn.WeightInit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers and slips of lesson 03. */
final class Lesson03 {
  private static final Geometry[] LAYERS = {
    Geometry.square(64, 32, Axis.of(4, 2, 1)),
    new Geometry(12, 30, 3, List.of(Axis.of(5, 2, 2), Axis.of(5, 2, 2))),
    new Geometry(7, 7, 7, List.of(Axis.of(3, 3, 0), Axis.of(3, 3, 0)))
  };
  private static final Geometry SMALL = Geometry.square(24, 10, Axis.of(4, 2, 1));
  private static final double[][] ROWS = {{3, 4}, {1, 2}};

  private Lesson03() {}

  static Map<String, Key> keys() {
    return Map.of(
        "03-1", amplitude(),
        "03-2", forwardFan(),
        "03-3", terms(),
        "03-4", variances(),
        "03-5", ownGain(),
        "03-6", smallKernel(),
        "03-7", orthonormal(),
        "03-8", depth(),
        "03-9", wrongFormulas(),
        "03-10", batchNorm());
  }

  private static double[] left(DoubleBinaryOperator f) {
    return new double[] {f.applyAsDouble(0.5, 1), f.applyAsDouble(0.5, 16), f.applyAsDouble(2, 4)};
  }

  private static Key amplitude() {
    return Key.of(() -> left((c, n) -> Math.pow(c, n / 2)))
        .slip(
            "that is what is left of the mean square; an amplitude is its root.",
            () -> left(Math::pow))
        .slip(
            "layers / 2 rounds down in Java: one layer has taken nothing.",
            () -> left((c, n) -> Math.pow(c, Math.floor(n / 2))))
        .slip(
            "you multiplied by the number of layers; factors multiply.",
            () -> left((c, n) -> c * n))
        .slip(
            "you took the root once; every layer takes its own.",
            () -> left((c, n) -> Math.sqrt(c)))
        .slip(
            "you turned it round: that is before over after.",
            () -> left((c, n) -> Math.pow(c, -n / 2)))
        .slip(
            "that is what is lost, not what is left.",
            () -> left((c, n) -> 1 - Math.pow(c, n / 2)));
  }

  private static double[] layers(ToDoubleFunction<Geometry> fan) {
    return Stream.of(LAYERS).mapToDouble(fan).toArray();
  }

  private static int stride(Geometry g) {
    return g.axes().get(0).stride();
  }

  private static Key forwardFan() {
    return Key.of(() -> layers(Geometry::forwardFan))
        .slip(
            "you left out the stride: that many taps reach an output of a convolution.",
            () -> layers(g -> g.forwardFan() * stride(g) * stride(g)))
        .slip(
            "you divided by the stride once; there are two axes.",
            () -> layers(g -> g.forwardFan() * stride(g)))
        .slip(
            "you left out the groups: an output sees the inputs of its own group alone.",
            () -> layers(g -> g.forwardFan() * g.groups()))
        .slip(
            "that is the backward fan, which libraries call fan in: they read it off the weight's"
                + " shape.",
            () -> layers(Geometry::libraryFan))
        .slip(
            "the stride is in it, but you counted the channels out: an output sums over those in.",
            () -> layers(g -> g.libraryFan() / (stride(g) * stride(g))))
        .slip(
            "kernel² / stride² rounds down in Java: make one of them a double.",
            () ->
                layers(
                    g -> {
                      int side = g.axes().get(0).kernel();
                      int taps = side * side / (stride(g) * stride(g));
                      return (double) taps * g.inChannels() / g.groups();
                    }))
        .slip(
            "kernel / stride rounds down in Java: divide last, and in double.",
            () ->
                layers(
                    g -> {
                      int taps = g.axes().get(0).kernel() / stride(g);
                      return (double) taps * taps * g.inChannels() / g.groups();
                    }))
        .slip(
            "you counted one side of the kernel.",
            () -> layers(g -> g.forwardFan() * stride(g) / g.axes().get(0).kernel()));
  }

  private static double[] reached(int stride, int padding) {
    Geometry g = Geometry.of(1, 1, Axis.of(3, stride, padding));
    Tensor ones = Tensor.full(1, 1, 1, 4);
    return ConvTranspose.forward(g, ones, Tensor.full(1, 1, 1, 3), null).data();
  }

  private static Key terms() {
    return Key.of(() -> reached(2, 1))
        .slip("you left out the padding: nothing is cut off.", () -> reached(2, 0))
        .slip("you left out the stride.", () -> reached(1, 1))
        .slip(
            "you gave every output the mean; the phases differ, and the borders too.",
            () -> DoubleStream.generate(() -> 1.5).limit(7).toArray())
        .slip(
            "you gave every output all taps, as in an ordinary convolution of stride 1.",
            () -> DoubleStream.generate(() -> 3).limit(7).toArray());
  }

  private static double[] phases(DoubleBinaryOperator f) {
    return new double[] {
      f.applyAsDouble(3, 3), f.applyAsDouble(3, 2), f.applyAsDouble(2, 3), f.applyAsDouble(2, 2)
    };
  }

  /** An interior output of each phase, with inputs and weights all 1. */
  private static double[] ofOnes() {
    Geometry g = Geometry.square(8, 1, Axis.of(5, 2, 2));
    Tensor y =
        ConvTranspose.forward(g, Tensor.full(1, 8, 7, 7), Tensor.full(1, g.weightShape()), null);
    return new double[] {y.get(0, 6, 6), y.get(0, 6, 7), y.get(0, 7, 6), y.get(0, 7, 7)};
  }

  private static Key variances() {
    return Key.of(Lesson03::ofOnes)
        .slip(
            "that is the mean over the phases; each has a variance of its own.",
            () -> phases((a, b) -> 50))
        .slip("you left out the channels.", () -> phases((a, b) -> a * b))
        .slip(
            "you added the taps of the two axes; each of one meets each of the other.",
            () -> phases((a, b) -> 8 * (a + b)))
        .slip("those are standard deviations.", () -> phases((a, b) -> Math.sqrt(8 * a * b)))
        .slip("that is one axis alone.", () -> phases((a, b) -> 8 * a));
  }

  private static double[] leaky(DoubleUnaryOperator gain, double abs) {
    double[] slopes = {0, 0.2, 1};
    return DoubleStream.concat(DoubleStream.of(abs), DoubleStream.of(slopes).map(gain)).toArray();
  }

  private static Key ownGain() {
    return Key.of(() -> leaky(Nonlinearity.LEAKY_RELU::gain, 1))
        .slip("those are squared gains: take the root.", () -> leaky(a -> 2 / (1 + a * a), 1))
        .slip(
            "you turned the gain round: what the activation takes, the weights must give.",
            () -> leaky(a -> 1 / Nonlinearity.LEAKY_RELU.gain(a), 1))
        .slip(
            "you took the mean of the slopes; the mean of their squares is wanted.",
            () -> leaky(a -> Math.sqrt(2 / (1 + a)), 1))
        .slip(
            "those are the mean squares themselves; a gain makes up for them, under a root.",
            () -> leaky(a -> (1 + a * a) / 2, 1))
        .slip(
            "you took the mean of |z|; the mean of its square is wanted.",
            () -> leaky(Nonlinearity.LEAKY_RELU::gain, Math.sqrt(Math.PI / 2)))
        .slip(
            "you took the variance of |z|, which leaves its mean out.",
            () -> leaky(Nonlinearity.LEAKY_RELU::gain, 1 / Math.sqrt(1 - 2 / Math.PI)))
        .slip(
            "|z| throws nothing away: it is not like ReLU.",
            () -> leaky(Nonlinearity.LEAKY_RELU::gain, Math.sqrt(2)));
  }

  private static double icnr(double gain) {
    return WeightInit.ICNR.std(Fans.transposed(SMALL), gain);
  }

  private static Key smallKernel() {
    return Key.of(() -> new double[] {icnr(Math.sqrt(2)), icnr(Math.sqrt(2))})
        .slip(
            "the second counts all taps of the large kernel; the stride lets a quarter of them reach"
                + " an output.",
            () -> new double[] {icnr(Math.sqrt(2)), Math.sqrt(2.0 / 384)})
        .slip("you left out ReLU's gain.", () -> new double[] {icnr(1), icnr(1)})
        .slip(
            "those are variances; a standard deviation is their root.",
            () -> new double[] {2.0 / 96, 2.0 / 96})
        .slip(
            "both count all taps of the large kernel; the colleague looks at the small one.",
            () -> new double[] {Math.sqrt(2.0 / 384), Math.sqrt(2.0 / 384)});
  }

  private static double[] unit(double[] v) {
    double length = Math.hypot(v[0], v[1]);
    return new double[] {v[0] / length, v[1] / length};
  }

  private static double[] rest(double[] along) {
    double part = ROWS[1][0] * along[0] + ROWS[1][1] * along[1];
    return new double[] {ROWS[1][0] - part * along[0], ROWS[1][1] - part * along[1]};
  }

  private static double[] restOfUnscaled() {
    double part = ROWS[1][0] * ROWS[0][0] + ROWS[1][1] * ROWS[0][1];
    return new double[] {ROWS[1][0] - part * ROWS[0][0], ROWS[1][1] - part * ROWS[0][1]};
  }

  private static Key orthonormal() {
    return Key.of(() -> new double[][] {unit(ROWS[0]), unit(rest(unit(ROWS[0])))})
        .slip(
            "both rows have length 1, but they do not stand at a right angle: take out the part"
                + " along the first.",
            () -> new double[][] {unit(ROWS[0]), unit(ROWS[1])})
        .slip(
            "a right angle, but the second row has not length 1.",
            () -> new double[][] {unit(ROWS[0]), rest(unit(ROWS[0]))})
        .slip(
            "you took out the whole first row, and not the part along it.",
            () -> {
              double[] u = unit(ROWS[0]);
              return new double[][] {u, unit(new double[] {ROWS[1][0] - u[0], ROWS[1][1] - u[1]})};
            })
        .slip(
            "you took out the part along the first row as it came, before it had length 1.",
            () -> new double[][] {unit(ROWS[0]), unit(restOfUnscaled())})
        .slip(
            "a right angle, but the second row points the other way.",
            () -> {
              double[] v = unit(rest(unit(ROWS[0])));
              return new double[][] {unit(ROWS[0]), {-v[0], -v[1]}};
            })
        .slip(
            "a right angle, but the first row was left at its length.",
            () -> new double[][] {ROWS[0], unit(rest(unit(ROWS[0])))});
  }

  /** Layers until the product of the factors, of the last layer first, is below the limit. */
  private static int until(double limit, double... factors) {
    double left = 1;
    int layers = 0;
    while (left > limit) {
      left *= factors[layers++ % factors.length];
    }
    return layers;
  }

  private static double squared(Fans fans, double slopeSquare) {
    return Math.pow(WeightInit.XAVIER_LIBRARY.std(fans, 1), 2) * fans.forward() * slopeSquare;
  }

  private static Key depth() {
    Fans up = Fans.transposed(Geometry.square(64, 32, Axis.of(4, 2, 1)));
    Fans down = Fans.convolution(Geometry.square(32, 64, Axis.of(3, 2, 1)));
    return Key.of(() -> until(1e-12, squared(up, 0.5), squared(down, 0.5)))
        .slip(
            "you let the squared length shrink to a millionth; the length is its root.",
            () -> until(1e-6, squared(up, 0.5), squared(down, 0.5)))
        .slip(
            "you left out ReLU's half, gave Xavier ReLU's gain, or took the right fans.",
            () -> until(1e-12, squared(up, 1), squared(down, 1)))
        .slip(
            "at that depth it is still more than a millionth: round up.",
            () -> until(1e-12, squared(up, 0.5), squared(down, 0.5)) - 1)
        .slip(
            "you began with a convolution; the last layer is a transposed one.",
            () -> until(1e-12, squared(down, 0.5), squared(up, 0.5)))
        .slip(
            "you took every layer for a transposed convolution.",
            () -> until(1e-12, squared(up, 0.5)))
        .slip("you took every layer for a convolution.", () -> until(1e-12, squared(down, 0.5)));
  }

  private static String letters(boolean keeps) {
    double[] deviations = {
      1 / Math.sqrt(192), 1 / Math.sqrt(768), 1, Math.sqrt(2.0 / 960), 2 / Math.sqrt(768)
    };
    double fan = Geometry.square(48, 48, Axis.of(4, 2, 1)).forwardFan();
    StringBuilder letters = new StringBuilder();
    IntStream.range(0, 5)
        .filter(i -> Math.abs(deviations[i] * deviations[i] * fan - 1) < 1e-9 == keeps)
        .forEach(i -> letters.append((char) ('A' + i)));
    return letters.toString();
  }

  private static Key wrongFormulas() {
    return Key.of(() -> letters(false))
        .slip("those are the ones that keep the mean square.", () -> letters(true))
        .slip("too few: work out σ² times the number of terms for each of them.", () -> "BC")
        .slip("too few: how many taps of a stamp reach one output at stride 2?", () -> "CD")
        .slip("you took the library's fan for the right one.", () -> "ACDE")
        .slip("too few: put numbers in where a formula looks plausible, too.", () -> "BD")
        .slip("too few: look at the other four as well.", () -> "B")
        .slip("too few: one letter does not do it.", () -> "C")
        .slip("the letters in alphabetical order, please.", () -> "DCB")
        .slip("too many: some of them look different and are one number.", () -> "BCDE");
  }

  private static int[] layersUntil(double perLayer, boolean isRounded) {
    return Arrays.stream(new double[] {10, 100})
        .mapToInt(f -> (int) (Math.log(f) / Math.log(perLayer) + (isRounded ? 1 : 0)))
        .toArray();
  }

  private static Key batchNorm() {
    double squared = Math.PI / (Math.PI - 1);
    return Key.of(() -> layersUntil(Math.sqrt(squared), true))
        .slip(
            "you let the squared length grow that far; the length is its root.",
            () -> layersUntil(squared, true))
        .slip(
            "at that depth it has not quite got there: round up.",
            () -> layersUntil(Math.sqrt(squared), false))
        .slip(
            "you divided by the square of the mean that ReLU leaves, and not by the variance.",
            () -> layersUntil(Math.sqrt(Math.PI), true));
  }
}
