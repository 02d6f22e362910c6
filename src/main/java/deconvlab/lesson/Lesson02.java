package deconvlab.lesson;

import deconvlab.diagnose.Decades;
import deconvlab.diagnose.GainTheory;
import deconvlab.math.Axis;
import deconvlab.math.ConvTranspose;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Answers and slips of lesson 02. */
final class Lesson02 {
  private static final double[] NORMS = {0.02, 0.05, 0.05, 1};
  private static final double[] G = {1, 2, 3, 4, 5};
  private static final double[] TENS = {1, 10, 100};
  private static final double[] POINT = {0.5, 2, 1};
  private static final double STEP = 1e-5;
  private static final double[] GAINS = {-0.02, 0.01, -0.05};
  private static final double[] ENTRIES = {128, 512, 512, 2048};
  private static final double[] WEIGHT_SLOPES = {-0.4323, -0.0170, -0.0136};
  private static final double[] SIGNAL_SLOPES = {0.0005, 0.6405, -0.2626};

  private Lesson02() {}

  static Map<String, Key> keys() {
    return Map.of(
        "02-1", gains(),
        "02-2", backwards(),
        "02-3", checker(),
        "02-4", flipped(),
        "02-5", predicted(),
        "02-6", levelling(),
        "02-7", rms(),
        "02-8", ruler(),
        "02-9", estimated(),
        "02-10", vanishing());
  }

  private static double[] scaled(double[] values, double by) {
    return DoubleStream.of(values).map(v -> by * v).toArray();
  }

  private static double[] pairs(DoubleBinaryOperator f, double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> f.applyAsDouble(a[i], b[i])).toArray();
  }

  private static Key gains() {
    return Key.of(() -> Decades.gains(NORMS))
        .slip(
            "you took the natural logarithm: a decade is a factor of ten.",
            () -> scaled(Decades.gains(NORMS), Math.log(10)))
        .slip(
            "you divided the later layer by the earlier: the gradient travels the other way.",
            () -> scaled(Decades.gains(NORMS), -1))
        .slip(
            "those are factors; a gain is their logarithm.",
            () -> DoubleStream.of(Decades.gains(NORMS)).map(v -> Math.pow(10, v)).toArray())
        .slip(
            "those are logarithms of the norms; a gain compares two neighbours.",
            () -> DoubleStream.of(NORMS).map(Math::log10).toArray())
        .slip(
            "you halved it: the half belongs to squared lengths, and these are lengths.",
            () -> scaled(Decades.gains(NORMS), 0.5));
  }

  private static double[] gathered(IntBinaryOperator output, boolean isTurned) {
    double[] dx = new double[3];
    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 3; k++) {
        int o = output.applyAsInt(i, k);
        dx[i] += o >= 0 && o < G.length ? G[o] * TENS[isTurned ? 2 - k : k] : 0;
      }
    }
    return dx;
  }

  private static Key backwards() {
    Geometry g = Geometry.of(1, 1, Axis.of(3, 2, 1));
    return Key.of(
            () ->
                ConvTranspose.gradInput(
                        g,
                        Tensor.of(new long[] {1, 1, 5}, G),
                        Tensor.of(new long[] {1, 1, 3}, TENS))
                    .data())
        .slip("you left out the padding.", () -> gathered((i, k) -> 2 * i + k, false))
        .slip(
            "you added the padding; it moves outputs towards the start.",
            () -> gathered((i, k) -> 2 * i + 1 + k, false))
        .slip("you left out the stride.", () -> gathered((i, k) -> i - 1 + k, false))
        .slip(
            "you turned the kernel round: backwards uses each weight where forwards used it.",
            () -> gathered((i, k) -> 2 * i - 1 + k, true));
  }

  private static double function(double[] v) {
    return Math.exp(v[0]) * v[1] + Math.sin(v[2]);
  }

  private static double[] exact() {
    return new double[] {POINT[1] * Math.exp(POINT[0]), Math.exp(POINT[0]), Math.cos(POINT[2])};
  }

  private static double[] moved(int i, double by) {
    double[] v = POINT.clone();
    v[i] += by;
    return v;
  }

  private static double[] oneSided(double step) {
    return IntStream.range(0, 3)
        .mapToDouble(i -> (function(moved(i, step)) - function(POINT)) / step)
        .toArray();
  }

  private static double[] leftMoved() {
    double[] v = POINT.clone();
    double[] gradient = new double[3];
    for (int i = 0; i < 3; i++) {
      v[i] += STEP;
      double above = function(v);
      v[i] -= 2 * STEP;
      gradient[i] = (above - function(v)) / (2 * STEP);
    }
    return gradient;
  }

  private static Key checker() {
    return Key.of(Lesson02::exact)
        .within(1e-8)
        .slip("twice too large: the two points are two steps apart.", () -> scaled(exact(), 2))
        .slip(
            "one-sided differences are off by about the step; take a step to each side.",
            () -> oneSided(STEP))
        .slip(
            "one-sided, and a step at which rounding shows: take a step to each side.",
            () -> oneSided(1e-8))
        .slip(
            "you did not put the argument back before you went on to the next.",
            Lesson02::leftMoved)
        .slip(
            "you moved all entries at once; a partial derivative moves one.",
            () -> {
              double all = DoubleStream.of(exact()).sum();
              return new double[] {all, all, all};
            });
  }

  private static Key flipped() {
    return Key.of(() -> "C")
        .slip("A turns the kernel round; a symmetric kernel hides that.", () -> "A")
        .slip("B forgets the stride.", () -> "B");
  }

  private static Key predicted() {
    double mean = (1 + 0.2 * 0.2) / 2;
    DoubleUnaryOperator ofFan = fan -> theory(fan).gain(mean);
    return Key.of(() -> ofFan.applyAsDouble(192))
        .within(1e-5)
        .slip(
            "you left out the stride: only one tap in stride² reaches an output from each input.",
            () -> ofFan.applyAsDouble(768))
        .slip(
            "you counted the channels out; an output sums over the channels in.",
            () -> ofFan.applyAsDouble(256))
        .slip(
            "the stride is in it, but you counted the channels out: an output sums over those in.",
            () -> ofFan.applyAsDouble(64))
        .slip("you divided by the stride once; there are two axes.", () -> ofFan.applyAsDouble(384))
        .slip(
            "you took the mean of the slopes; the mean of their squares is wanted.",
            () -> theory(192).gain((1 + 0.2) / 2))
        .slip(
            "you squared the mean of the slopes; square first, then take the mean.",
            () -> theory(192).gain(0.36))
        .slip("you took ReLU's half; this one leaks.", () -> theory(192).gain(0.5))
        .slip("you left out the activation.", () -> theory(192).gain(1))
        .slip(
            "you left out the half: a length is the root of a squared length.",
            () -> 2 * ofFan.applyAsDouble(192))
        .slip(
            "you took the natural logarithm: a decade is a factor of ten.",
            () -> Math.log(10) * ofFan.applyAsDouble(192))
        .slip(
            "you put σ where its square belongs.",
            () -> new GainTheory("deconv", 0.05, 192, 0, false).gain(mean));
  }

  private static GainTheory theory(double fan) {
    return new GainTheory("deconv", 0.05 * 0.05, fan, 0, false);
  }

  private static double[] deviations(double fan) {
    return new double[] {1 / Math.sqrt(fan), 4 / Math.sqrt(fan)};
  }

  private static Key levelling() {
    return Key.of(() -> deviations(24 * 25))
        .slip(
            "you divided the fan by stride²; that is for transposed convolutions.",
            () -> deviations(24 * 25 / 4.0))
        .slip(
            "you counted the channels out; an output sums over the channels in.",
            () -> deviations(64 * 25))
        .slip(
            "that 2 makes up for ReLU, and there is none here.",
            () -> scaled(deviations(600), Math.sqrt(2)))
        .slip(
            "the sigmoid's slope enters squared, before the root.",
            () -> new double[] {1 / Math.sqrt(600), 2 / Math.sqrt(600)})
        .slip(
            "those are variances; a standard deviation is their root.",
            () -> new double[] {1 / 600.0, 16 / 600.0})
        .slip(
            "the two slopes are not alike: what is the sigmoid's at its steepest?",
            () -> new double[] {1 / Math.sqrt(600), 1 / Math.sqrt(600)});
  }

  private static double[] rmsGains(double factor, boolean isRatio) {
    return IntStream.range(0, GAINS.length)
        .mapToDouble(
            l -> GAINS[l] + factor * Math.log10(ENTRIES[l + 1] / (isRatio ? ENTRIES[l] : 1)))
        .toArray();
  }

  private static Key rms() {
    return Key.of(() -> rmsGains(0.5, true))
        .slip(
            "you turned the ratio of entries round: fewer entries share the same length.",
            () -> rmsGains(-0.5, true))
        .slip(
            "you left out the half: the root of the number of entries counts.",
            () -> rmsGains(1, true))
        .slip(
            "you took the natural logarithm: a decade is a factor of ten.",
            () -> rmsGains(0.5 * Math.log(10), true))
        .slip(
            "you used the entries of one layer alone; a gain compares two.",
            () -> rmsGains(0.5, false))
        .slip(
            "your entries lag one layer behind: the gains leave out the first layer, they do not.",
            () ->
                IntStream.range(0, GAINS.length)
                    .mapToDouble(
                        l -> GAINS[l] + (l > 0 ? 0.5 * Math.log10(ENTRIES[l] / ENTRIES[l - 1]) : 0))
                    .toArray());
  }

  private static double[] ofTwo(ToDoubleFunction<float[]> norm) {
    return new double[] {
      Math.log10(norm.applyAsDouble(new float[] {3e-30f, 4e-30f})),
      Math.log10(norm.applyAsDouble(new float[] {3e30f, 4e30f}))
    };
  }

  private static double power(float[] v, double p) {
    return Math.pow(Math.pow(Math.abs(v[0]), p) + Math.pow(Math.abs(v[1]), p), 1 / p);
  }

  private static Key ruler() {
    return Key.of(() -> ofTwo(v -> power(v, 2)))
        .slip(
            "the squares left the range of float: the ruler broke, not the gradient.",
            () -> ofTwo(v -> (float) Math.sqrt(v[0] * v[0] + v[1] * v[1])))
        .slip(
            "you added sizes; a length is the root of the sum of squares.",
            () -> ofTwo(v -> power(v, 1)))
        .slip(
            "that is the root mean square; a length does not divide by the number of entries.",
            () -> ofTwo(v -> power(v, 2) / Math.sqrt(2)))
        .slip("that is the largest entry alone.", () -> ofTwo(v -> v[1]))
        .slip(
            "that is the squared length's logarithm: half of it is missing.",
            () -> scaled(ofTwo(v -> power(v, 2)), 2))
        .slip(
            "those are the lengths; their logarithms are wanted.", () -> new double[] {5e-30, 5e30})
        .slip(
            "you took the natural logarithm: a decade is a factor of ten.",
            () -> scaled(ofTwo(v -> power(v, 2)), Math.log(10)));
  }

  private static Key estimated() {
    return Key.of(() -> pairs((w, s) -> w - s, WEIGHT_SLOPES, SIGNAL_SLOPES))
        .slip(
            "you added the signal's slope; it is already in the weight gradient's.",
            () -> pairs(Double::sum, WEIGHT_SLOPES, SIGNAL_SLOPES))
        .slip(
            "you took the weight gradient's slope off the signal's.",
            () -> pairs((w, s) -> s - w, WEIGHT_SLOPES, SIGNAL_SLOPES))
        .slip("those are the slopes of the weight gradients, as they are.", () -> WEIGHT_SLOPES)
        .slip(
            "you multiplied; on a logarithmic scale products are sums.",
            () -> pairs((w, s) -> w * s, WEIGHT_SLOPES, SIGNAL_SLOPES));
  }

  private static Key vanishing() {
    return Key.of(() -> "B")
        .slip("you believed the weight gradients: A only looks ill.", () -> "A")
        .slip("C's gradient grows on its way back.", () -> "C");
  }
}
