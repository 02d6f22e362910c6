package deconvlab.lesson;

import deconvlab.math.NormalMean;
import deconvlab.train.ScheduleConfig;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Answers and slips of lesson 05. */
final class Lesson05 {
  private static final double[] G = {3, -4, 12};
  private static final double[] UNEVEN = {100, 1, -1, 0.5, 0, -0.2};
  private static final double[] EVEN = {2, -2, 2};
  private static final double DECONV = Math.sqrt(2 / 72.0);
  private static final double DENSE = Math.sqrt(2 / 4096.0);

  private Lesson05() {}

  static Map<String, Key> keys() {
    return Map.of(
        "05-1", byNorm(),
        "05-2", turned(),
        "05-3", signs(),
        "05-4", harmless(),
        "05-5", schedule(),
        "05-6", inTime(),
        "05-7", twoSteps(),
        "05-8", normalised(),
        "05-9", halvingMean(),
        "05-10", shift());
  }

  private static double[] each(double[] values, DoubleUnaryOperator f) {
    return DoubleStream.of(values).map(f).toArray();
  }

  private static double norm(double[] v) {
    return Math.sqrt(DoubleStream.of(v).map(a -> a * a).sum());
  }

  private static double[] clip(double[] g, double low, double high) {
    return each(g, v -> Math.max(low, Math.min(high, v)));
  }

  private static double[][] clipped(double size, double least) {
    double small = Math.min(1, 6.5 / size);
    double large = Math.max(least, Math.min(1, 20 / size));
    return new double[][] {each(G, v -> small * v), each(G, v -> large * v)};
  }

  private static Key byNorm() {
    return Key.of(() -> clipped(norm(G) + 1e-6, 0))
        .within(1e-5)
        .slip(
            "you scaled the short gradient up to the limit; clipping never lengthens.",
            () -> clipped(norm(G), 20 / norm(G)))
        .slip(
            "you clipped each element by itself; one factor is for all of them.",
            () -> new double[][] {clip(G, -6.5, 6.5), clip(G, -20, 20)})
        .slip("you left out the root: that is the squared norm.", () -> clipped(169, 0))
        .slip("you took the sum of sizes (L1) for the length.", () -> clipped(19, 0))
        .slip("you took the largest element for the length.", () -> clipped(12, 0));
  }

  private static double cosine(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum() / (norm(a) * norm(b));
  }

  private static double degrees(double cosine) {
    return Math.toDegrees(Math.acos(Math.min(1, cosine)));
  }

  private static Key turned() {
    return Key.of(() -> degrees(cosine(G, clip(G, -3.5, 3.5))))
        .slip("those are radians.", () -> Math.acos(cosine(G, clip(G, -3.5, 3.5))))
        .slip("that is the cosine; take the angle.", () -> cosine(G, clip(G, -3.5, 3.5)))
        .slip(
            "you clipped one side alone: what lies below minus the limit is clipped, too.",
            () -> degrees(cosine(G, clip(G, -100, 3.5))))
        .slip("you clipped by norm, which never turns a gradient.", () -> 0);
  }

  private static double[] ofTwo(ToDoubleFunction<double[]> f) {
    return new double[] {f.applyAsDouble(UNEVEN), f.applyAsDouble(EVEN)};
  }

  private static double[] sign(double[] g) {
    return each(g, Math::signum);
  }

  private static Key signs() {
    return Key.of(() -> ofTwo(g -> degrees(cosine(g, sign(g)))))
        .within(1e-4)
        .slip(
            "you counted the zero among the elements that end at the limit.",
            () -> ofTwo(g -> degrees(cosine(g, sign(g)) * norm(sign(g)) / Math.sqrt(g.length))))
        .slip(
            "you summed up the elements with their signs; each times its own sign is a size.",
            () -> ofTwo(g -> degrees(DoubleStream.of(g).sum() / (norm(g) * norm(sign(g))))))
        .slip("those are radians.", () -> ofTwo(g -> Math.toRadians(degrees(cosine(g, sign(g))))))
        .slip("those are cosines; take the angles.", () -> ofTwo(g -> cosine(g, sign(g))))
        .slip(
            "you divided by the number of signs; their vector's length is its root.",
            () -> ofTwo(g -> degrees(cosine(g, sign(g)) / norm(sign(g)))));
  }

  private static double kept(double a) {
    return NormalMean.of(z -> Math.pow(Math.max(-a, Math.min(a, z)), 2), 1);
  }

  private static double lost(double a) {
    return 0.5 * Math.log10(kept(a));
  }

  /** The limit, in deviations, at which the gain changes by {@code decades}. */
  private static double limit(double decades) {
    double low = 0.01;
    double high = 5;
    for (int i = 0; i < 40; i++) {
      double middle = (low + high) / 2;
      boolean isBelow = lost(middle) < decades;
      low = isBelow ? middle : low;
      high = isBelow ? high : middle;
    }
    return low;
  }

  private static double[] both(double limit) {
    return new double[] {limit, lost(limit / DENSE)};
  }

  private static Key harmless() {
    return Key.of(() -> both(limit(-0.1) * DECONV))
        .within(1e-3)
        .slip("that limit is in units of σ; multiply by the layer's.", () -> both(limit(-0.1)))
        .slip(
            "you left out the half: the gain is the logarithm of a root.",
            () -> both(limit(-0.05) * DECONV))
        .slip(
            "the dense layer's weights are smaller: in units of its own σ the limit is another one.",
            () -> new double[] {limit(-0.1) * DECONV, -0.1})
        .slip(
            "you multiplied by the variance; the limit is in units of σ.",
            () -> both(limit(-0.1) * DECONV * DECONV));
  }

  private static double[] steps(ToDoubleFunction<Integer> rate) {
    return IntStream.of(0, 4, 40, 99).mapToDouble(rate::applyAsDouble).toArray();
  }

  private static double warm(double step) {
    return Math.min(1, (step + 1) / 10);
  }

  private static double cosine(double share) {
    return 0.05 * (1 + Math.cos(Math.PI * share));
  }

  private static Key schedule() {
    ScheduleConfig both = ScheduleConfig.cosine(0).withWarmup(10);
    return Key.of(() -> steps(t -> both.rate(0.1, t, 100)))
        .slip(
            "your first step has the rate 0 and is lost: the warm-up counts steps from 1.",
            () -> steps(t -> warm(t - 1.0) * cosine(t / 100.0)))
        .slip(
            "your warm-up divides whole numbers: it is 0 until it ends. Make one of them a double.",
            () -> steps(t -> Math.min(1, Math.floorDiv(t + 1, 10)) * cosine(t / 100.0)))
        .slip("you left out the warm-up.", () -> steps(t -> cosine(t / 100.0)))
        .slip("you left out the decay.", () -> steps(t -> 0.1 * warm(t)))
        .slip(
            "your cosine begins where the warm-up ends; here it runs over all steps.",
            () -> steps(t -> warm(t) * cosine(Math.max(0, t - 10) / 90.0)))
        .slip(
            "a plain cosine goes below 0; half of one plus the cosine does not.",
            () -> steps(t -> warm(t) * 0.1 * Math.cos(Math.PI * t / 100.0)));
  }

  private static int[] runs(ToDoubleBiFunction<Integer, Double> of) {
    return new int[] {
      (int) of.applyAsDouble(10, 0.5),
      (int) of.applyAsDouble(10, 0.1),
      (int) of.applyAsDouble(7, 0.3)
    };
  }

  private static int longest(int k, double f) {
    int steps = k;
    while (ScheduleConfig.cosine(0).rate(1, k, steps + 1) <= f) {
      steps++;
    }
    return steps;
  }

  private static Key inTime() {
    return Key.of(() -> runs(Lesson05::longest))
        .slip(
            "one step too long: with that T the rate is still above the share.",
            () -> runs((k, f) -> longest(k, f) + 1))
        .slip(
            "you rounded up: with that T the rate is still above the share.",
            () -> runs((k, f) -> Math.ceil(Math.PI * k / Math.acos(2 * f - 1) - 1e-9)))
        .slip(
            "a plain cosine is not the schedule: add 1 and halve it.",
            () -> runs((k, f) -> Math.PI * k / Math.acos(f) + 1e-9))
        .slip(
            "a plain cosine is not the schedule: it has a 1 and a half besides.",
            () -> runs((k, f) -> Math.PI * k / Math.acos(f)))
        .slip(
            "that is a linear decay; a cosine starts more slowly.",
            () -> runs((k, f) -> k / (1 - f) + 1e-9))
        .slip(
            "you solved for the share that is lost, not for the one that is left.",
            () -> runs((k, f) -> Math.PI * k / Math.acos(1 - 2 * f) + 1e-9));
  }

  /** The weight after steps of Adam on the decay's gradient alone. */
  private static double adam(int steps, boolean isCorrected) {
    double w = 2;
    double m = 0;
    double v = 0;
    for (int t = 1; t <= steps; t++) {
      double g = 0.01 * w;
      m = 0.9 * m + 0.1 * g;
      v = 0.999 * v + 0.001 * g * g;
      double first = isCorrected ? 1 - Math.pow(0.9, t) : 1;
      double second = isCorrected ? 1 - Math.pow(0.999, t) : 1;
      w -= 0.1 * (m / first) / Math.sqrt(v / second);
    }
    return w;
  }

  private static double adamw(double rate, int steps) {
    return 2 * Math.pow(1 - rate * 0.01, steps);
  }

  private static Key twoSteps() {
    return Key.of(() -> new double[] {adam(2, true), adamw(0.1, 2)})
        .within(1e-5)
        .slip(
            "you left out Adam's bias correction.",
            () -> new double[] {adam(2, false), adamw(0.1, 2)})
        .slip("that is one step.", () -> new double[] {adam(1, true), adamw(0.1, 1)})
        .slip(
            "AdamW multiplies by 1 − rate·decay; you left out the rate.",
            () -> new double[] {adam(2, true), adamw(1, 2)})
        .slip(
            "the first is plain gradient descent: Adam divides the decay's gradient by its own size.",
            () -> new double[] {adamw(0.1, 2), adamw(0.1, 2)})
        .slip(
            "you sent AdamW's decay through the moments as well; it goes past them.",
            () -> new double[] {adam(2, true), adam(2, true)})
        .slip(
            "you moved by the whole rate twice; in the second step the two moments remember"
                + " differently.",
            () -> new double[] {1.8, adamw(0.1, 2)});
  }

  private static Key normalised() {
    double third = 1 / 3.0;
    return Key.of(() -> new double[] {1, third, third, 1})
        .within(1e-3)
        .slip("those are the factors without batch norm.", () -> new double[] {3, 1, 1, 3})
        .slip("you multiplied where batch norm divides.", () -> new double[] {1, 3, 3, 1})
        .slip(
            "you exchanged the last two: which of them is multiplied by the weights once more?",
            () -> new double[] {1, third, 1, third})
        .slip(
            "forwards all cancels, but on the way back batch norm divides by a larger deviation.",
            () -> new double[] {1, 1, 1, 1})
        .slip(
            "the weights multiply what is handed down: one of the factors comes back.",
            () -> new double[] {1, third, third, third})
        .slip(
            "you divided the weights' gradient twice; it is z's gradient times an input that did not"
                + " change.",
            () -> new double[] {1, third, third * third, 1});
  }

  private static double[] keeps(DoubleUnaryOperator mean) {
    return each(new double[] {0.8, 0.9}, mean);
  }

  private static Key halvingMean() {
    return Key.of(() -> keeps(q -> Math.sqrt((2 * q - 1) / (1 - q))))
        .slip("that is μ²; take the root.", () -> keeps(q -> (2 * q - 1) / (1 - q)))
        .slip(
            "you left out that the variance itself grows by dropout, mean or not.",
            () -> keeps(q -> Math.sqrt(q / (1 - q))))
        .slip(
            "the mean's part is divided by q, too.",
            () -> keeps(q -> Math.sqrt((2 - 1 / q) / (1 - q))))
        .slip(
            "you did not subtract the squared mean: that is the mean square after dropout.",
            () -> keeps(q -> Math.sqrt(2 * q - 1)))
        .slip(
            "dropout divides what it keeps by q, and so the mean's part as well.",
            () -> keeps(q -> 1 / Math.sqrt(1 - q)))
        .slip(
            "you made the remembered variance one and a half times as large, not twice.",
            () -> keeps(q -> Math.sqrt((1.5 * q - 1) / (1 - q))));
  }

  private static double[] shifts(double first, double next) {
    return new double[] {first, first * next, first * next * next};
  }

  private static Key shift() {
    double q = 0.8;
    return Key.of(() -> shifts(q, q / (1 + (1 - q) * meanOverVariance())))
        .slip("you left out the means behind the ReLUs.", () -> shifts(q, q))
        .slip(
            "you gave the first layer a mean, too; its input comes from no ReLU.",
            () -> {
              double all = q / (1 + (1 - q) * meanOverVariance());
              return shifts(all, all);
            })
        .slip("you did not multiply: every layer adds its own shift.", () -> new double[] {q, q, q})
        .slip(
            "you turned the ratio round: what is met is smaller than what is remembered.",
            () -> shifts(1 / q, (1 + (1 - q) * meanOverVariance()) / q))
        .slip(
            "you left out the factor q of the variance itself.",
            () -> shifts(q, 1 / (1 + (1 - q) * meanOverVariance())));
  }

  /** μ²/σ² behind a ReLU of a normal signal: 1/(π − 1). */
  private static double meanOverVariance() {
    double mean = NormalMean.of(z -> Math.max(0, z), 1);
    double square = NormalMean.of(z -> z > 0 ? z * z : 0, 1);
    return mean * mean / (square - mean * mean);
  }
}
