package deconvlab.lesson;

import deconvlab.math.Sample;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Answers and slips of lesson 08. */
final class Lesson08 {
  private static final double[] A = {0.1, 0.4, 0.4, 0.7};
  private static final double[] B = {0.2, 0.3, 0.5, 0.9};
  private static final double[][] MAPS = {
    {1, 2, 3, 4, 5, 6},
    {10, 20, 30, 40, 50, 60},
    {100, 200, 300, 400, 500, 600},
    {7, 8, 9, 11, 12, 13}
  };
  private static final double[][] ERROR = {
    {3, -1, 2, 0, 4, -2}, {1, 0, 0, 1, 2, -1}, {5, -2, 3, 1, 2, -4}, {0, 1, 1, -3, 2, 2}
  };
  private static final double[][] PICTURES = {{0, 0, 1, 1}, {0, 1, 1, 1}, {0, 0, 0, 1}};
  private static final double[] SHARES = {0.5, 0.3, 0.2};
  private static final double[] ERRORS = {0.0004, 0.01, 0.0025};

  private Lesson08() {}

  static Map<String, Key> keys() {
    return Map.of(
        "08-1", noisy(),
        "08-2", ssim(),
        "08-3", average(),
        "08-4", weights(),
        "08-5", shuffle(),
        "08-6", best(),
        "08-7", checkerboard(),
        "08-8", belief());
  }

  private static double[] levels(DoubleUnaryOperator of) {
    return DoubleStream.of(10, 25, 50).map(of).toArray();
  }

  private static Key noisy() {
    return Key.of(() -> levels(s -> 20 * Math.log10(255 / s)))
        .slip(
            "you took ten times the logarithm of the ratio; PSNR is of the squares.",
            () -> levels(s -> 10 * Math.log10(255 / s)))
        .slip(
            "you divided by σ² and left the peak as it is: both are squared.",
            () -> levels(s -> 10 * Math.log10(255 / (s * s))))
        .slip(
            "you took the natural logarithm; a decibel is of the one to base 10.",
            () -> levels(s -> 20 * Math.log(255 / s)))
        .slip(
            "your peak is 256; the brightest value there is, is 255.",
            () -> levels(s -> 20 * Math.log10(256 / s)))
        .slip(
            "your quotient is upside down: less noise is more decibels.",
            () -> levels(s -> 20 * Math.log10(s / 255)))
        .slip(
            "your peak is 1, but σ is in grey levels of 255.",
            () -> levels(s -> -20 * Math.log10(s)));
  }

  /** Sum of products of what is left of a and b without their means, over {@code divisor}. */
  private static double product(double[] a, double[] b, double divisor) {
    double ma = Sample.mean(a);
    double mb = Sample.mean(b);
    return IntStream.range(0, 4).mapToDouble(i -> (a[i] - ma) * (b[i] - mb)).sum() / divisor;
  }

  private static double light(double c1) {
    double ma = Sample.mean(A);
    double mb = Sample.mean(B);
    return (2 * ma * mb + c1) / (ma * ma + mb * mb + c1);
  }

  private static double shape(double divisor, double c2) {
    return (2 * product(A, B, divisor) + c2)
        / (product(A, A, divisor) + product(B, B, divisor) + c2);
  }

  private static Key ssim() {
    return Key.of(() -> light(1e-4) * shape(4, 9e-4))
        .slip(
            "you divided by n − 1; here variances and covariance are divided by n.",
            () -> light(1e-4) * shape(3, 9e-4))
        .slip("you left the two constants out.", () -> light(0) * shape(4, 0))
        .slip("you left the factor of brightness out.", () -> shape(4, 9e-4))
        .slip("that is the factor of brightness alone.", () -> light(1e-4))
        .slip(
            "that is the correlation of the two windows; SSIM compares contrast as well.",
            () -> product(A, B, 4) / Math.sqrt(product(A, A, 4) * product(B, B, 4)))
        .slip(
            "your constants are 0.01 and 0.03; they enter as squares.",
            () -> light(0.01) * shape(4, 0.03))
        .slip(
            "you added standard deviations below; the formula has variances.",
            () ->
                light(1e-4)
                    * (2 * product(A, B, 4) + 9e-4)
                    / (Math.sqrt(product(A, A, 4)) + Math.sqrt(product(B, B, 4)) + 9e-4));
  }

  private static double decibels(double error) {
    return -10 * Math.log10(error);
  }

  private static Key average() {
    double pooled = decibels(Sample.mean(ERRORS));
    double mean = Sample.mean(DoubleStream.of(ERRORS).map(Lesson08::decibels).toArray());
    return Key.of(() -> new double[] {mean, pooled})
        .slip(
            "you exchanged the two: the mean of decibels comes first.",
            () -> new double[] {pooled, mean})
        .slip(
            "both of yours are the mean of decibels; for the second take the mean of the errors.",
            () -> new double[] {mean, mean})
        .slip(
            "both of yours are of the mean error; for the first take each picture's decibels.",
            () -> new double[] {pooled, pooled})
        .slip(
            "your errors are roots already; a mean squared error needs ten times the logarithm.",
            () -> new double[] {2 * mean, 2 * pooled})
        .slip(
            "your sign is turned: a small error is many decibels.",
            () -> new double[] {-mean, -pooled})
        .slip(
            "you took the natural logarithm; a decibel is of the one to base 10.",
            () -> new double[] {mean * Math.log(10), pooled * Math.log(10)});
  }

  private static double near(double d, double a) {
    return ((a + 2) * d - (a + 3)) * d * d + 1;
  }

  private static double keys(double d, double a) {
    return d <= 1 ? near(d, a) : ((a * d - 5 * a) * d + 8 * a) * d - 4 * a;
  }

  private static double[][] both(double sign, double... distances) {
    return DoubleStream.of(-0.75, -0.5)
        .mapToObj(a -> DoubleStream.of(distances).map(d -> keys(d, sign * a)).toArray())
        .toArray(double[][]::new);
  }

  private static Key weights() {
    return Key.of(() -> both(1, 1.75, 0.75, 0.25, 1.25))
        .slip(
            "those are the weights for the new pixel at +1/4.",
            () -> both(1, 2.25, 1.25, 0.25, 0.75))
        .slip(
            "you began with the pixel on the right; they come in the order −2, −1, 0, 1.",
            () -> both(1, 1.25, 0.25, 0.75, 1.75))
        .slip(
            "your new pixel lies half way; with pixels as squares it is a quarter.",
            () -> both(1, 1.5, 0.5, 0.5, 1.5))
        .slip("you changed the sign of a.", () -> both(-1, 1.75, 0.75, 0.25, 1.25))
        .slip(
            "you took the formula for distances up to 1 for all four.",
            () ->
                DoubleStream.of(-0.75, -0.5)
                    .mapToObj(
                        a -> DoubleStream.of(1.75, 0.75, 0.25, 1.25).map(d -> near(d, a)).toArray())
                    .toArray(double[][]::new));
  }

  /** Map and place (row, column) that each place of the large map comes from. */
  private static double[][] laid(IntBinaryOperator map, IntBinaryOperator place) {
    double[][] large = new double[4][6];
    for (int r = 0; r < 4; r++) {
      for (int c = 0; c < 6; c++) {
        large[r][c] = MAPS[map.applyAsInt(r, c)][place.applyAsInt(r, c)];
      }
    }
    return large;
  }

  private static Key shuffle() {
    IntBinaryOperator halves = (r, c) -> r / 2 * 3 + c / 2;
    return Key.of(() -> laid((r, c) -> r % 2 * 2 + c % 2, halves))
        .slip(
            "you exchanged k and l: map number 1 is one to the right, not one below.",
            () -> laid((r, c) -> c % 2 * 2 + r % 2, halves))
        .slip(
            "you laid the small maps side by side; they go into each other.",
            () -> laid((r, c) -> r / 2 * 2 + c / 3, (r, c) -> r % 2 * 3 + c % 3))
        .slip(
            "you repeated each pixel of the first map; the other maps are lost.",
            () -> laid((r, c) -> 0, halves))
        .slip("you began with the last map.", () -> laid((r, c) -> 3 - r % 2 * 2 - c % 2, halves));
  }

  private static double[] phases(IntBinaryOperator phase) {
    double[] means = new double[4];
    for (int i = 0; i < 24; i++) {
      means[phase.applyAsInt(i / 6, i % 6)] += ERROR[i / 6][i % 6] / 6;
    }
    return means;
  }

  private static double variance(double[] means, double divisor) {
    double mean = Sample.mean(means);
    return DoubleStream.of(means).map(m -> (m - mean) * (m - mean)).sum() / divisor;
  }

  private static double meanSquare() {
    return Arrays.stream(ERROR).flatMapToDouble(Arrays::stream).map(e -> e * e).sum() / 24;
  }

  private static double allVariance() {
    double[] all = Arrays.stream(ERROR).flatMapToDouble(Arrays::stream).toArray();
    return meanSquare() - Math.pow(Sample.mean(all), 2);
  }

  private static Key checkerboard() {
    double[] means = phases((r, c) -> r % 2 * 2 + c % 2);
    return Key.of(() -> variance(means, 4) / meanSquare() * 8)
        .slip(
            "you divided by 3 for the variance; the four phases are all there are, so divide by 4.",
            () -> variance(means, 3) / meanSquare() * 8)
        .slip(
            "that is the share itself; hold it against that of white noise.",
            () -> variance(means, 4) / meanSquare())
        .slip(
            "you took the mean square of the phase means; a wrong brightness is no pattern.",
            () -> DoubleStream.of(means).map(m -> m * m).sum() / 4 / meanSquare() * 8)
        .slip(
            "your phases are the quarters of the picture; they are even and odd rows and columns.",
            () -> variance(phases((r, c) -> r / 2 * 2 + c / 3), 4) / meanSquare() * 8)
        .slip(
            "you took the mean off below, too: there stands the mean square.",
            () -> variance(means, 4) / allVariance() * 8)
        .slip(
            "white noise has three of rows·columns frequencies there, not one.",
            () -> variance(means, 4) / meanSquare() * 24);
  }

  /** An answer by pixel, and a cost behind it. */
  private static double[] answered(IntToDoubleFunction pixel, double cost) {
    return DoubleStream.concat(IntStream.range(0, 4).mapToDouble(pixel), DoubleStream.of(cost))
        .toArray();
  }

  private static double expected(IntToDoubleFunction answer) {
    return IntStream.range(0, 12)
            .mapToDouble(
                i ->
                    SHARES[i / 4]
                        * Math.pow(PICTURES[i / 4][i % 4] - answer.applyAsDouble(i % 4), 2))
            .sum()
        / 4;
  }

  private static Key best() {
    IntToDoubleFunction mean =
        i -> IntStream.range(0, 3).mapToDouble(k -> SHARES[k] * PICTURES[k][i]).sum();
    IntToDoubleFunction even = i -> (PICTURES[0][i] + PICTURES[1][i] + PICTURES[2][i]) / 3;
    IntToDoubleFunction likely = i -> PICTURES[0][i];
    return Key.of(() -> answered(mean, expected(mean)))
        .slip(
            "you let all pictures count alike; they have probabilities.",
            () -> answered(even, expected(even)))
        .slip(
            "you answered with the likeliest picture; squared error wants something between.",
            () -> answered(likely, expected(likely)))
        .slip(
            "your cost is the sum over the pixels; take their mean.",
            () -> answered(mean, 4 * expected(mean)))
        .slip(
            "your cost is a root; here it stays squared.",
            () -> answered(mean, Math.sqrt(expected(mean))))
        .slip("an answer that costs nothing there is not.", () -> answered(mean, 0));
  }

  /** {weight, error that is left} for a spread of 20 and each level of noise. */
  private static double[] believed(DoubleBinaryOperator weight, DoubleBinaryOperator left) {
    return DoubleStream.of(10, 25, 50)
        .flatMap(
            noise ->
                DoubleStream.of(weight.applyAsDouble(20, noise), left.applyAsDouble(20, noise)))
        .toArray();
  }

  private static Key belief() {
    DoubleBinaryOperator weight = (s, n) -> s * s / (s * s + n * n);
    DoubleBinaryOperator left = (s, n) -> s * n / Math.hypot(s, n);
    return Key.of(() -> believed(weight, left))
        .slip(
            "that is the weight of the mean; asked is the one of what was seen.",
            () -> believed((s, n) -> weight.applyAsDouble(n, s), left))
        .slip(
            "you weighed by standard deviations; variances decide.",
            () -> believed((s, n) -> s / (s + n), left))
        .slip(
            "your error is a variance; take the root.",
            () -> believed(weight, (s, n) -> Math.pow(left.applyAsDouble(s, n), 2)))
        .slip(
            "your error is the noise that passes; the clean value is missed as well.",
            () -> believed(weight, (s, n) -> weight.applyAsDouble(s, n) * n))
        .slip("your error is that of believing all.", () -> believed(weight, (s, n) -> n))
        .slip("your error is that of believing nothing.", () -> believed(weight, (s, n) -> s));
  }
}
