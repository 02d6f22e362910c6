package deconvlab.lesson;

import deconvlab.math.NormalMean;
import deconvlab.math.Sample;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers and slips of lesson 04. */
final class Lesson04 {
  private static final Bend SIGMOID =
      new Bend(Lesson04::sigmoid, z -> sigmoid(z) * (1 - sigmoid(z)));
  private static final Bend RELU = new Bend(z -> Math.max(0, z), z -> z > 0 ? 1 : 0);
  private static final Bend TANH = new Bend(Math::tanh, z -> 1 - Math.tanh(z) * Math.tanh(z));
  private static final Bend SILU = new Bend(z -> z * sigmoid(z), Lesson04::siluSlope);
  private static final String PER_CENT = "that is per cent; a share is a part of one whole.";
  private static final String WHOLE =
      "in Java a whole number over a whole number drops what is behind the point.";
  private static final double[] UNITS = {0, 1, -3, 4, 5, -6, 2, -0.5};
  private static final double[][] OUTPUTS = {
    {0, 1, 0, 0, 2}, {0, 0, 0, 3, 0}, {0, 2, 0, 0, 0}, {0, 0, 0, 1, 0}
  };

  /** An activation and its slope. */
  private record Bend(DoubleUnaryOperator f, DoubleUnaryOperator slope) {}

  private Lesson04() {}

  static Map<String, Key> keys() {
    return Map.of(
        "04-1", silu(),
        "04-2", saturated(),
        "04-3", mish(),
        "04-4", normal(),
        "04-5", weightGain(),
        "04-6", spread(),
        "04-7", deadBias(),
        "04-8", deadShare(),
        "04-9", floor(),
        "04-10", behindStride());
  }

  private static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }

  private static double siluSlope(double z) {
    return sigmoid(z) * (1 + z * (1 - sigmoid(z)));
  }

  private static double[] at(DoubleUnaryOperator f, double... z) {
    return DoubleStream.of(z).map(f).toArray();
  }

  private static Key silu() {
    double[] z = {-2, 0, 1.5};
    return Key.of(() -> at(Lesson04::siluSlope, z))
        .slip(
            "you differentiated one factor alone: a product has two terms.",
            () -> at(Lesson04::sigmoid, z))
        .slip("you took the sigmoid for its own slope.", () -> at(v -> sigmoid(v) * (1 + v), z))
        .slip(
            "you multiplied the slopes of the two factors; the product rule adds two terms.",
            () -> at(SIGMOID.slope(), z))
        .slip(
            "you left out the first term: the slope of z is 1, and σ stays.",
            () -> at(v -> v * SIGMOID.slope().applyAsDouble(v), z))
        .slip("that is SiLU itself, not its slope.", () -> at(SILU.f(), z));
  }

  private static double share(DoubleUnaryOperator value, double limit) {
    return DoubleStream.of(UNITS).map(value).filter(v -> v < limit).count() / (double) UNITS.length;
  }

  private static Key saturated() {
    return Key.of(() -> share(SIGMOID.slope(), 0.025))
        .slip(
            "you compared with 0.1 itself: a tenth of the greatest slope is less.",
            () -> share(SIGMOID.slope(), 0.1))
        .slip("that is the share of the others.", () -> 1 - share(SIGMOID.slope(), 0.025))
        .slip(
            "that is a number of units; a share is divided by all of them.",
            () -> share(SIGMOID.slope(), 0.025) * UNITS.length)
        .slip(PER_CENT, () -> share(SIGMOID.slope(), 0.025) * 100)
        .slip(WHOLE, () -> 0)
        .slip(
            "you looked at the sigmoid's value, which finds one of the two flat ends.",
            () -> share(Lesson04::sigmoid, 0.1));
  }

  private static double soft(double z) {
    return Math.tanh(Math.log1p(Math.exp(z)));
  }

  private static Key mish() {
    double[] z = {-2, 0, 1.5};
    DoubleUnaryOperator inner = v -> 1 - soft(v) * soft(v);
    return Key.of(() -> at(v -> soft(v) + v * inner.applyAsDouble(v) * sigmoid(v), z))
        .slip(
            "you differentiated one factor alone: a product has two terms.",
            () -> at(Lesson04::soft, z))
        .slip(
            "the chain goes on: softplus inside of tanh has a slope of its own.",
            () -> at(v -> soft(v) + v * inner.applyAsDouble(v), z))
        .slip(
            "you left out the first term: the slope of z is 1, and the other factor stays.",
            () -> at(v -> v * inner.applyAsDouble(v) * sigmoid(v), z))
        .slip("you left out the slope of tanh.", () -> at(v -> soft(v) + v * sigmoid(v), z));
  }

  private static double[] means(ToDoubleBiFunction<DoubleUnaryOperator, Double> mean) {
    return new double[] {
      mean.applyAsDouble(z -> z * z, 2.0),
      mean.applyAsDouble(RELU.f(), 1.0),
      mean.applyAsDouble(z -> Math.abs(Math.tanh(z)), 3.0)
    };
  }

  private static Key normal() {
    return Key.of(() -> means(NormalMean::of))
        .within(1e-4)
        .slip(
            "you left out the deviation: that is the mean over N(0, 1).",
            () -> means((g, s) -> NormalMean.of(g, 1)))
        .slip(
            "you took the given deviation for a variance.",
            () -> means((g, s) -> NormalMean.of(g, Math.sqrt(s))))
        .slip(
            "you stretched z by the variance; the deviation stretches it.",
            () -> means((g, s) -> NormalMean.of(g, s * s)))
        .slip(
            "your density does not add up to 1: it lacks its constant.",
            () -> means((g, s) -> NormalMean.of(g, s) * Math.sqrt(2 * Math.PI)))
        .slip(
            "you summed over one half of the line alone.",
            () -> means((g, s) -> NormalMean.of(z -> z > 0 ? g.applyAsDouble(z) : 0, s)));
  }

  private static double meanSquare(DoubleUnaryOperator f, double deviation) {
    return NormalMean.of(z -> Math.pow(f.applyAsDouble(z), 2), deviation);
  }

  private static double mean(DoubleUnaryOperator f) {
    return NormalMean.of(f, 1);
  }

  private static double[] bends(ToDoubleFunction<Bend> gain) {
    return Stream.of(RELU, SILU, TANH).mapToDouble(gain).toArray();
  }

  private static Key weightGain() {
    return Key.of(() -> bends(b -> 1 / Math.sqrt(meanSquare(b.f(), 1))))
        .within(1e-4)
        .slip("those are squared gains: take the root.", () -> bends(b -> 1 / meanSquare(b.f(), 1)))
        .slip(
            "you turned the gain round: what the activation takes, the weights must give.",
            () -> bends(b -> Math.sqrt(meanSquare(b.f(), 1))))
        .slip(
            "you took the variance; the next layer sums up squares, their mean included.",
            () -> bends(b -> 1 / Math.sqrt(meanSquare(b.f(), 1) - Math.pow(mean(b.f()), 2))))
        .slip(
            "you levelled the gradient, by the slopes; asked was the forward signal.",
            () -> bends(b -> 1 / Math.sqrt(meanSquare(b.slope(), 1))))
        .slip(
            "you took the mean of |f|; the mean of its square is wanted.",
            () -> bends(b -> 1 / mean(z -> Math.abs(b.f().applyAsDouble(z)))));
  }

  private static double walk(Bend bend, double start, double factor, double power, int layers) {
    double q = start;
    for (int l = 0; l < layers; l++) {
      q = factor * meanSquare(bend.f(), Math.pow(q, power));
    }
    return q;
  }

  private static double[] walks(double gainPower, double power, int more, boolean fromOne) {
    double tanh = Math.pow(5.0 / 3, gainPower);
    double silu = Math.pow(2, gainPower / 2);
    return new double[] {
      walk(TANH, fromOne ? 1 : tanh, tanh, power, 1 + more),
      walk(TANH, fromOne ? 1 : tanh, tanh, power, 8 + more),
      walk(SILU, fromOne ? 1 : silu, silu, power, 5 + more)
    };
  }

  private static Key spread() {
    return Key.of(() -> walks(2, 0.5, 0, false))
        .within(1e-4)
        .slip("the weight gain enters squared: q is a mean square.", () -> walks(1, 0.5, 0, false))
        .slip("you stretched z by q; its deviation is the root of q.", () -> walks(2, 1, 0, false))
        .slip(
            "you began with q = 1; the first layer's weights have a gain, too.",
            () -> walks(2, 0.5, 0, true))
        .slip("you walked one layer too far.", () -> walks(2, 0.5, 1, false))
        .slip("you stopped one layer early.", () -> walks(2, 0.5, -1, false))
        .slip(
            "that is the spread, the root of what is asked.",
            () -> at(Math::sqrt, walks(2, 0.5, 0, false)))
        .slip(
            "the weight gain enters squared in every step, not only in the first.",
            () ->
                new double[] {
                  walk(TANH, 25.0 / 9, 5.0 / 3, 0.5, 1),
                  walk(TANH, 25.0 / 9, 5.0 / 3, 0.5, 8),
                  walk(SILU, 2, Math.sqrt(2), 0.5, 5)
                })
        .slip(
            "you always took the integral at deviation 1 and did not carry q along.",
            () -> walks(2, 0, 0, false));
  }

  private static double[] products(double w) {
    return at(x -> w * x, -1, 0.5, 2);
  }

  private static double[] biases(ToDoubleFunction<double[]> of) {
    return new double[] {of.applyAsDouble(products(3)), of.applyAsDouble(products(-3))};
  }

  private static double max(double[] v) {
    return DoubleStream.of(v).max().orElseThrow();
  }

  private static Key deadBias() {
    return Key.of(() -> biases(p -> -max(p)))
        .slip(
            "you silenced the weakest input; every one of them must be silent.",
            () -> biases(p -> max(at(v -> -v, p))))
        .slip("that bias lifts z; a dead unit needs it lowered.", () -> biases(Lesson04::max))
        .slip(
            "a negative weight makes the smallest input the loudest.",
            () -> biases(p -> -3 * max(new double[] {-1, 0.5, 2})))
        .slip(
            "that silences the mean input; every one of them must be silent.",
            () -> biases(p -> -Sample.mean(p)))
        .slip(
            "the largest x is not the loudest where the weight is negative.",
            () -> new double[] {-6, 6})
        .slip("you left out the weight.", () -> new double[] {-2, -2});
  }

  private static double zeros(int unit) {
    return Stream.of(OUTPUTS).filter(row -> row[unit] == 0).count() / (double) OUTPUTS.length;
  }

  private static double units(DoubleUnaryOperator ofZeros) {
    return IntStream.range(0, 5).mapToDouble(Lesson04::zeros).map(ofZeros).average().orElseThrow();
  }

  private static Key deadShare() {
    return Key.of(() -> units(z -> z == 1 ? 1 : 0))
        .slip(
            "that is the share of zeros; a unit that is 0 now and then is alive.",
            () -> units(z -> z))
        .slip(
            "a unit that is 0 for one picture is not dead: it must be 0 for all.",
            () -> units(z -> z > 0 ? 1 : 0))
        .slip("that is the share of the living.", () -> units(z -> z == 1 ? 0 : 1))
        .slip(
            "that is a number of units; a share is divided by all of them.",
            () -> 5 * units(z -> z == 1 ? 1 : 0))
        .slip(PER_CENT, () -> 100 * units(z -> z == 1 ? 1 : 0))
        .slip(WHOLE, () -> 0);
  }

  private static int[] depths(ToDoubleBiFunction<Double, Double> of) {
    return new int[] {
      (int) of.applyAsDouble(1e-3, 0.65),
      (int) of.applyAsDouble(1.0, 0.5),
      (int) of.applyAsDouble(1e-3, 0.25)
    };
  }

  private static double room(double start, double least) {
    return Math.log10(start) - Math.log10(least);
  }

  private static Key floor() {
    return Key.of(() -> depths((g, d) -> room(g, Float.MIN_VALUE) / d))
        .slip(
            "you rounded up: after that layer the element is already gone.",
            () -> depths((g, d) -> Math.ceil(room(g, Float.MIN_VALUE) / d)))
        .slip(
            "Float.MIN_NORMAL is not the smallest: below it a float goes on with fewer digits.",
            () -> depths((g, d) -> room(g, Float.MIN_NORMAL) / d))
        .slip(
            "you left out where the gradient starts.",
            () -> depths((g, d) -> room(1, Float.MIN_VALUE) / d))
        .slip(
            "that is the floor of a double.", () -> depths((g, d) -> room(g, Double.MIN_VALUE) / d))
        .slip(
            "you took the natural logarithm: a decade is a factor of ten.",
            () -> depths((g, d) -> Math.log(10) * room(g, Float.MIN_VALUE) / d));
  }

  private static double behind(Bend b, double removed) {
    double left = meanSquare(b.f(), 1) - Math.pow(mean(b.f()), 2) * removed;
    return 0.5 * Math.log10(meanSquare(b.slope(), 1) / left);
  }

  private static double[] strides(DoubleUnaryOperator removed, double scale) {
    return at(
        v -> scale * v,
        behind(SIGMOID, removed.applyAsDouble(1)),
        behind(SIGMOID, removed.applyAsDouble(2)),
        behind(RELU, removed.applyAsDouble(3)),
        behind(TANH, removed.applyAsDouble(3)));
  }

  private static Key behindStride() {
    return Key.of(() -> strides(s -> 1 / (s * s), 1))
        .within(1e-4)
        .slip(
            "there are two axes: the number of phases is the square of the stride.",
            () -> strides(s -> 1 / s, 1))
        .slip(
            "you let batch norm remove the whole mean; one mean per channel does not fit all phases.",
            () -> strides(s -> 1, 1))
        .slip("you let batch norm remove nothing of the mean.", () -> strides(s -> 0, 1))
        .slip(
            "you left out the half: a length is the root of a squared length.",
            () -> strides(s -> 1 / (s * s), 2))
        .slip(
            "you turned the fraction round: batch norm divides by what is left.",
            () -> strides(s -> 1 / (s * s), -1));
  }
}
