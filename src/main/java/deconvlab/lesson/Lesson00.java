package deconvlab.lesson;

import deconvlab.math.Axis;
import deconvlab.math.Geometry;
import deconvlab.math.Tensor;
import deconvlab.plot.Smoothing;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Answers and slips of lesson 00. */
final class Lesson00 {
  private static final double[][] NORMS = {{0.002, 0.01, 0.2}, {8, 5, 2, 1}};
  private static final int[][] LAYERS = {{3, 32, 3}, {128, 64, 3}, {32, 3, 5}};
  private static final double[] LOSSES = {2.36, 2.3, 2.27, 2.31, 2.29, 2.2, 2.28, 2.1, 2.05, 2.0};

  private Lesson00() {}

  static Map<String, Key> keys() {
    return Map.of(
        "00-1", guessing(),
        "00-2", slope(),
        "00-3", decades(),
        "00-4", parameters(),
        "00-5", fiveSigmoids(),
        "00-6", certainty(),
        "00-7", plateau());
  }

  private static double[] at(DoubleUnaryOperator f, double... x) {
    return DoubleStream.of(x).map(f).toArray();
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static Key guessing() {
    double[] classes = {10, 2, 1000};
    return Key.of(() -> at(Math::log, classes))
        .slip(
            "you took the logarithm to base 10: nats belong to base e.",
            () -> at(Math::log10, classes))
        .slip(
            "you took the logarithm to base 2: that counts bits, and nats belong to base e.",
            () -> at(n -> Math.log(n) / Math.log(2), classes))
        .slip(
            "that is the probability of the right class; the loss is minus its logarithm.",
            () -> at(n -> 1 / n, classes))
        .slip(
            "that is the logarithm of the probability; the loss is minus that, and never negative.",
            () -> at(n -> -Math.log(n), classes))
        .slip(
            "an infinite loss: between whole numbers 1 / classes is 0 in Java; write 1.0.",
            () -> at(n -> Double.POSITIVE_INFINITY, classes));
  }

  private static Key slope() {
    double[] x = {0, 2, -5};
    return Key.of(() -> at(v -> sigmoid(v) * (1 - sigmoid(v)), x))
        .slip("that is the sigmoid itself, not its slope.", () -> at(Lesson00::sigmoid, x))
        .slip(
            "you put x itself where σ(x) belongs: the product is σ·(1 − σ).",
            () -> at(v -> v * (1 - v), x))
        .slip(
            "1 − σ² is the rule for tanh, put onto the sigmoid.",
            () -> at(v -> 1 - sigmoid(v) * sigmoid(v), x))
        .slip(
            "you squared σ and left out the factor 1 − σ.",
            () -> at(v -> sigmoid(v) * sigmoid(v), x));
  }

  private static double[] ofNorms(ToDoubleFunction<double[]> f) {
    return new double[] {f.applyAsDouble(NORMS[0]), f.applyAsDouble(NORMS[1])};
  }

  private static double lastByFirst(double[] norms) {
    return norms[norms.length - 1] / norms[0];
  }

  private static Key decades() {
    return Key.of(() -> ofNorms(n -> Math.log10(lastByFirst(n)) / (n.length - 1)))
        .slip(
            "you took the natural logarithm: a decade is a factor of ten.",
            () -> ofNorms(n -> Math.log(lastByFirst(n)) / (n.length - 1)))
        .slip(
            "you divided by the number of layers; count the steps between them.",
            () -> ofNorms(n -> Math.log10(lastByFirst(n)) / n.length))
        .slip(
            "you divided the first norm by the last: the sign is that of the way back.",
            () -> ofNorms(n -> -Math.log10(lastByFirst(n)) / (n.length - 1)))
        .slip(
            "those are the decades of the whole way, not of one layer.",
            () -> ofNorms(n -> Math.log10(lastByFirst(n))))
        .slip(
            "you divided the ratio itself; take its logarithm first.",
            () -> ofNorms(n -> lastByFirst(n) / (n.length - 1)));
  }

  private static int weights(int[] layer) {
    Geometry g = Geometry.square(layer[0], layer[1], Axis.of(layer[2], 1, 0));
    return Tensor.sizeOf(g.weightShape());
  }

  private static int[] ofLayers(IntBinaryOperator ofWeightsAndIndex) {
    return IntStream.range(0, LAYERS.length)
        .map(i -> ofWeightsAndIndex.applyAsInt(weights(LAYERS[i]), i))
        .toArray();
  }

  private static Key parameters() {
    return Key.of(() -> ofLayers((w, i) -> w + LAYERS[i][1]))
        .slip("you left out the biases.", () -> ofLayers((w, i) -> w))
        .slip(
            "you gave every input channel a bias; they belong to the outputs.",
            () -> ofLayers((w, i) -> w + LAYERS[i][0]))
        .slip(
            "a kernel has two sides: you counted one of them.",
            () -> ofLayers((w, i) -> w / LAYERS[i][2] + LAYERS[i][1]))
        .slip(
            "you counted one kernel for each output channel; there is one for each pair of channels.",
            () -> ofLayers((w, i) -> w / LAYERS[i][0] + LAYERS[i][1]));
  }

  private static Key fiveSigmoids() {
    double[] layers = {1, 5, 10};
    return Key.of(() -> at(n -> Math.pow(0.25, n), layers))
        .within(1e-9)
        .slip(
            "you multiplied values of the sigmoid at 0; its slopes multiply a gradient.",
            () -> at(n -> Math.pow(0.5, n), layers))
        .slip(
            "you divided once by all layers; each layer multiplies what the one before left.",
            () -> at(n -> 0.25 / n, layers))
        .slip(
            "you added the slopes; on the way back they multiply.", () -> at(n -> 0.25 * n, layers))
        .slip(
            "you left out one layer: here each has its activation, the last one too.",
            () -> at(n -> Math.pow(0.25, n - 1), layers))
        .slip(
            "that is what is lost, not what is left.",
            () -> at(n -> 1 - Math.pow(0.25, n), layers));
  }

  private static double[] ofAccuracies(ToDoubleFunction<double[]> f) {
    return new double[] {
      f.applyAsDouble(new double[] {0.55, 2000}), f.applyAsDouble(new double[] {0.6, 10})
    };
  }

  private static Key certainty() {
    return Key.of(() -> ofAccuracies(a -> Math.sqrt(a[0] * (1 - a[0]) / a[1])))
        .slip(
            "that is the variance; its root is wanted.",
            () -> ofAccuracies(a -> a[0] * (1 - a[0]) / a[1]))
        .slip(
            "that is the spread of a single picture's answer; a mean over n of them is steadier.",
            () -> ofAccuracies(a -> Math.sqrt(a[0] * (1 - a[0]))))
        .slip(
            "you left out the factor 1 − p: an accuracy of 1 would be uncertain.",
            () -> ofAccuracies(a -> Math.sqrt(a[0] / a[1])))
        .slip(
            "you divided by n outside of the root.",
            () -> ofAccuracies(a -> Math.sqrt(a[0] * (1 - a[0])) / a[1]))
        .slip(
            "those are per cent; the accuracy was given as a share.",
            () -> ofAccuracies(a -> 100 * Math.sqrt(a[0] * (1 - a[0]) / a[1])));
  }

  /** The first step at which the mean of the last {@code window} losses is below the level. */
  private static int below(int window) {
    int end = window - 1;
    while (DoubleStream.of(LOSSES).skip(end - window + 1L).limit(window).average().orElseThrow()
        >= 2.25) {
      end++;
    }
    return end;
  }

  /** The same with the mean of as many losses around the step. */
  private static int around(int window) {
    double[] means = Smoothing.running(window).of(LOSSES);
    return IntStream.range(0, means.length).filter(i -> means[i] < 2.25).findFirst().orElseThrow();
  }

  private static Key plateau() {
    return Key.of(() -> new int[] {below(1), below(3), below(4)})
        .slip(
            "you looked at single losses: one lucky batch ends no plateau.",
            () -> new int[] {below(1), below(1), below(1)})
        .slip(
            "that is where the window begins; its mean is known at its end.",
            () -> new int[] {below(1), below(3) - 2, below(4) - 3})
        .slip(
            "yours is one late everywhere: did you count from 1, or leave the step itself out of its"
                + " mean?",
            () -> new int[] {below(1) + 1, below(3) + 1, below(4) + 1})
        .slip(
            "your mean looks around a step; asked was one that looks back only.",
            () -> new int[] {around(1), around(3), around(4)});
  }
}
