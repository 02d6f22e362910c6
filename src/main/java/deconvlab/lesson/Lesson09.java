package deconvlab.lesson;

import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Answers and slips of lesson 09. */
final class Lesson09 {
  private static final double[] VALUES = {0.1, 0.2, 0.9};
  private static final double[] CHANCES = {0.45, 0.25, 0.3};
  private static final double[][] CLOUDS = {{0.5, 0.3}, {-1, -2}};
  private static final double[][] DRAWS = {{0.5, 0.8, -1.5}, {-2, -1, 0.7}};
  private static final double[] VARIANCES = {40, 12, 6, 3, 0.5};
  private static final double[] SCORES = {-4.6, 0.7};
  private static final double[][] MATRIX = {{1, 2, -1}, {0.5, -1, 3}};
  private static final double[] START = {0, 0.6, 0.8};
  private static final double[][] PLANES = {{3, -4}, {0.36, 0.48}};

  private Lesson09() {}

  static Map<String, Key> keys() {
    return Map.of(
        "09-1", best(),
        "09-2", price(),
        "09-3", draw(),
        "09-4", spoken(),
        "09-5", pulls(),
        "09-6", stretch(),
        "09-7", penalty(),
        "09-8", apart());
  }

  /** An answer to 09-1 with the error that it has. */
  private static double[] answered(double with) {
    return new double[] {with, expected(v -> (v - with) * (v - with))};
  }

  private static double expected(DoubleUnaryOperator of) {
    return IntStream.range(0, VALUES.length)
        .mapToDouble(i -> CHANCES[i] * of.applyAsDouble(VALUES[i]))
        .sum();
  }

  private static Key best() {
    double mean = expected(v -> v);
    return Key.of(() -> answered(mean))
        .slip(
            "you answered with the likeliest value; it is far off too often.", () -> answered(0.1))
        .slip(
            "that is the median, which makes the absolute error least, not its square.",
            () -> answered(0.2))
        .slip("you counted all values alike.", () -> answered(0.4))
        .slip(
            "you gave the root of the error; the square itself is wanted.",
            () -> new double[] {mean, Math.sqrt(answered(mean)[1])})
        .slip(
            "that is the mean of the squares; the answer takes some of it away.",
            () -> new double[] {mean, expected(v -> v * v)})
        .slip("even the best answer is wrong.", () -> new double[] {mean, 0});
  }

  private static double[] clouds(DoubleBinaryOperator price) {
    return DoubleStream.of(0, 1)
        .map(i -> price.applyAsDouble(CLOUDS[(int) i][0], CLOUDS[(int) i][1]))
        .toArray();
  }

  private static Key price() {
    return Key.of(() -> clouds((m, l) -> (m * m + Math.exp(l) - 1 - l) / 2))
        .slip("you left out the half.", () -> clouds((m, l) -> m * m + Math.exp(l) - 1 - l))
        .slip(
            "you took ℓ for the logarithm of σ; it is that of σ².",
            () -> clouds((m, l) -> (m * m + Math.exp(2 * l) - 1 - 2 * l) / 2))
        .slip(
            "you took ℓ for σ² itself.",
            () -> clouds((m, l) -> (m * m + l - 1 - Math.log(Math.abs(l))) / 2))
        .slip(
            "the logarithm has the wrong sign: a narrow cloud would be rewarded.",
            () -> clouds((m, l) -> (m * m + Math.exp(l) - 1 + l) / 2))
        .slip("you left out the mean.", () -> clouds((m, l) -> (Math.exp(l) - 1 - l) / 2))
        .slip(
            "you left out the 1: the standard normal would not be free.",
            () -> clouds((m, l) -> (m * m + Math.exp(l) - l) / 2))
        .slip("the mean counts squared.", () -> clouds((m, l) -> (m + Math.exp(l) - 1 - l) / 2));
  }

  private interface Drawn {
    double[] of(double mu, double log, double epsilon);
  }

  private static double[][] draws(Drawn how) {
    double[][] all = new double[DRAWS.length][];
    for (int i = 0; i < all.length; i++) {
      all[i] = how.of(DRAWS[i][0], DRAWS[i][1], DRAWS[i][2]);
    }
    return all;
  }

  private static double[] drawn(double mu, double spread, double slope) {
    return new double[] {mu + spread, 1, slope};
  }

  private static Key draw() {
    return Key.of(() -> draws((m, l, e) -> drawn(m, e * Math.exp(l / 2), e * Math.exp(l / 2) / 2)))
        .slip(
            "you scaled by σ²; the spread of a draw is σ.",
            () -> draws((m, l, e) -> drawn(m, e * Math.exp(l), e * Math.exp(l))))
        .slip(
            "you differentiated with respect to log σ; it is log σ².",
            () -> draws((m, l, e) -> drawn(m, e * Math.exp(l / 2), e * Math.exp(l / 2))))
        .slip(
            "you differentiated with respect to σ.",
            () -> draws((m, l, e) -> drawn(m, e * Math.exp(l / 2), e)))
        .slip("you took ℓ for σ.", () -> draws((m, l, e) -> drawn(m, e * l, e)))
        .slip(
            "you left out the draw in the slope.",
            () -> draws((m, l, e) -> drawn(m, e * Math.exp(l / 2), Math.exp(l / 2) / 2)))
        .slip("without σ every cloud is as wide.", () -> draws((m, l, e) -> drawn(m, e, 0)));
  }

  private static double[] spoken(double threshold, double noise, double factor) {
    double[] said = DoubleStream.of(VARIANCES).filter(v -> v > threshold).toArray();
    return new double[] {
      said.length, factor * DoubleStream.of(said).map(v -> Math.log(v / noise)).sum()
    };
  }

  private static Key spoken() {
    return Key.of(() -> spoken(5, 5, 0.5))
        .slip("you compared with β; the noise has half of it.", () -> spoken(10, 10, 0.5))
        .slip("you compared with 2β; β is already twice the noise.", () -> spoken(20, 20, 0.5))
        .slip("you left out the half.", () -> spoken(5, 5, 1))
        .slip(
            "those are bits; nats have the natural logarithm.",
            () -> spoken(5, 5, 0.5 / Math.log(2)))
        .slip(
            "silent numbers say nothing; you let them take something back.",
            () -> new double[] {3, spoken(0, 5, 0.5)[1]})
        .slip("you let every number speak.", () -> spoken(0, 5, 0.5))
        .slip(
            "you compared with the noise, but left it out of the logarithm.",
            () -> spoken(5, 1, 0.5))
        .slip(
            "you compared with the noise's spread; variances are compared with its variance.",
            () -> spoken(Math.sqrt(5), Math.sqrt(5), 0.5));
  }

  private interface Pull {
    double[] of(double d, double s);
  }

  private static double[][] at(Pull pull) {
    return DoubleStream.of(SCORES)
        .mapToObj(s -> pull.of(1 / (1 + Math.exp(-s)), s))
        .toArray(double[][]::new);
  }

  private static Key pulls() {
    return Key.of(() -> at((d, s) -> new double[] {d, 1 - d, Math.exp(-s)}))
        .slip("you exchanged the two.", () -> at((d, s) -> new double[] {1 - d, d, Math.exp(s)}))
        .slip(
            "your quotient is upside down.",
            () -> at((d, s) -> new double[] {d, 1 - d, Math.exp(s)}))
        .slip(
            "those are slopes with respect to D; the score is one step further back.",
            () -> at((d, s) -> new double[] {1 / (1 - d), 1 / d, (1 - d) / d}))
        .slip(
            "that is the slope of D itself: the logarithm is left out.",
            () -> at((d, s) -> new double[] {d * (1 - d), d * (1 - d), 1}))
        .slip(
            "a slope's sign says where it goes; its size is wanted.",
            () -> at((d, s) -> new double[] {-d, d - 1, Math.exp(-s)}))
        .slip(
            "those are the losses, not their slopes.",
            () ->
                at(
                    (d, s) ->
                        new double[] {
                          Math.log(1 - d), -Math.log(d), -Math.log(d) / Math.log(1 - d)
                        }));
  }

  private static double length(double... v) {
    return Math.sqrt(DoubleStream.of(v).map(a -> a * a).sum());
  }

  private static double[] through(boolean back, double... v) {
    double[] out = new double[back ? 3 : 2];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        out[back ? j : i] += MATRIX[i][j] * v[back ? i : j];
      }
    }
    return out;
  }

  private static double[] unit(double... v) {
    double length = length(v);
    return DoubleStream.of(v).map(a -> a / length).toArray();
  }

  /** σ after one round and after four: half a round less, or rounds more, where asked. */
  private static double[] rounds(boolean half, int more) {
    return DoubleStream.of(1, 4).map(r -> stretch((int) r + more, half)).toArray();
  }

  private static double stretch(int rounds, boolean half) {
    double[] v = START;
    double forth = 0;
    double back = 0;
    for (int i = 0; i < rounds; i++) {
      double[] u = through(false, v);
      forth = length(u);
      double[] w = through(true, unit(u));
      back = length(w);
      v = unit(w);
    }
    return half ? forth : back;
  }

  private static Key stretch() {
    double all = length(DoubleStream.of(1, 2, -1, 0.5, -1, 3).toArray());
    return Key.of(() -> rounds(false, 0))
        .slip("you stopped half way: back through the transpose, too.", () -> rounds(true, 0))
        .slip("that is one round too many.", () -> rounds(false, 1))
        .slip(
            "that is the root of the sum of all squares, an upper bound.",
            () -> new double[] {all, all})
        .slip(
            "that is σ²: one of the two lengths was not divided away.",
            () -> DoubleStream.of(rounds(false, 0)).map(s -> s * s).toArray())
        .slip(
            "you divided by the length; the length itself is wanted.",
            () -> DoubleStream.of(rounds(false, 0)).map(s -> 1 / s).toArray());
  }

  private static double[] planes(DoubleUnaryOperator ofLength) {
    return DoubleStream.of(length(PLANES[0]), length(PLANES[1])).map(ofLength).toArray();
  }

  private static Key penalty() {
    return Key.of(() -> planes(n -> 10 * (n - 1) * (n - 1)))
        .slip(
            "you took 1 from the square of the length.",
            () -> planes(n -> 10 * (n * n - 1) * (n * n - 1)))
        .slip("you left out the square.", () -> planes(n -> 10 * (n - 1)))
        .slip("you left out the 1: that pulls the slope to 0.", () -> planes(n -> 10 * n * n))
        .slip("you left out λ.", () -> planes(n -> (n - 1) * (n - 1)))
        .slip(
            "you punish only slopes above 1; this one punishes both sides.",
            () -> planes(n -> 10 * Math.pow(Math.max(0, n - 1), 2)))
        .slip(
            "you added the sizes of the numbers; a length has squares and a root.",
            () -> new double[] {10 * 36, 10 * 0.16 * 0.16});
  }

  private static Key apart() {
    return Key.of(() -> new double[] {4.25, 4})
        .slip(
            "you squared the difference of the variances; it is that of the spreads.",
            () -> new double[] {4 + 1.75 * 1.75, 64})
        .slip("you left out the last term.", () -> new double[] {10.25, 10})
        .slip("you left out the root.", () -> new double[] {4 + 6.25 - 18, 10 - 18})
        .slip("you left out the two.", () -> new double[] {4 + 6.25 - 3, 7})
        .slip(
            "that is the distance; its square is wanted.", () -> new double[] {Math.sqrt(4.25), 2})
        .slip("you left out the means.", () -> new double[] {0.25, 4})
        .slip("the means count squared.", () -> new double[] {2.25, 4});
  }
}
