package deconvlab.lesson;

import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers and slips of lesson 06. */
final class Lesson06 {
  private static final double[] ACCURACIES = {70.2, 68.9, 71.1, 69.6, 70.7};
  private static final double T = 2.776;
  private static final double[] SURE = {0.9, 0.4, 0.8, 0.6, 0.99, 0.7};
  private static final boolean[] RIGHT = {true, false, false, true, true, true};
  private static final double[][] CONFUSION = {{80, 15, 5}, {30, 60, 10}, {10, 5, 85}};
  private static final double[] IMAGES = {10, 30, 60};
  private static final double[] HITS = {5, 18, 45};
  private static final double[] CONFIDENCE = {4, 21, 57};
  private static final double[][] SCORES = {{1, 3, 0}, {2, 1.5, 0}, {0, 1, 5}, {1, 0, 0.5}};

  private Lesson06() {}

  static Map<String, Key> keys() {
    return Map.of(
        "06-1", sizes(),
        "06-2", cost(),
        "06-3", interval(),
        "06-4", error(),
        "06-5", recall(),
        "06-6", kept(),
        "06-7", calibration(),
        "06-8", temperature());
  }

  private static int[][] three(IntUnaryOperator layer) {
    return IntStream.of(32, 224)
        .mapToObj(n -> IntStream.iterate(layer.applyAsInt(n), layer).limit(3).toArray())
        .toArray(int[][]::new);
  }

  private static Key sizes() {
    return Key.of(() -> three(n -> 2 * n - 1))
        .slip(
            "you doubled: that takes an output padding of 1, and there is none.",
            () -> three(n -> 2 * n))
        .slip(
            "you left out the padding, or took the stride once too often: n inputs have n − 1 gaps.",
            () -> three(n -> 2 * n + 1))
        .slip(
            "you left out the kernel: the last input's stamp has a width.",
            () -> three(n -> 2 * n - 4))
        .slip("those are ordinary convolutions of the same stride.", () -> three(n -> (n + 1) / 2))
        .slip("you left out the stride: such layers keep the size.", () -> three(n -> n))
        .slip(
            "your first size is the input’s own; the three outputs are wanted.",
            () -> new int[][] {{32, 63, 125}, {224, 447, 893}})
        .slip(
            "you gave every layer the first one's input; each starts from what the last one made.",
            () -> Stream.of(63, 447).map(n -> new int[] {n, n, n}).toArray(int[][]::new));
  }

  /** Of the two layers; with a factor for the transposed convolution and one for its twin's. */
  private static double[][] costs(double transposed, double twin) {
    return Stream.of(128.0 * 64 * 9 * 4 * 4, 32.0 * 3 * 9 * 16 * 16)
        .map(madds -> new double[] {transposed * madds, twin * madds})
        .toArray(double[][]::new);
  }

  private static Key cost() {
    return Key.of(() -> costs(1, 4))
        .slip(
            "you counted the outputs of the transposed convolution; it stamps once for each input.",
            () -> costs(4, 4))
        .slip(
            "the twin's convolution comes after the upsampling: it works on the large map.",
            () -> costs(1, 1))
        .slip("the large map is twice as high and twice as wide.", () -> costs(1, 2))
        .slip(
            "a map has n² places, not n.",
            () -> new double[][] {{128.0 * 64 * 9 * 4, 128.0 * 64 * 9 * 8}, {13_824, 27_648}})
        .slip("you exchanged the two layers.", () -> costs(4, 1))
        .slip("a kernel has k² weights, not k.", () -> costs(1 / 3.0, 4 / 3.0))
        .slip("you left out the kernel.", () -> costs(1 / 9.0, 4 / 9.0))
        .slip("an addition goes with each multiplication: count them once.", () -> costs(2, 8));
  }

  private static double mean() {
    return DoubleStream.of(ACCURACIES).average().orElseThrow();
  }

  private static double deviation(double divisor) {
    double mean = mean();
    return Math.sqrt(DoubleStream.of(ACCURACIES).map(v -> (v - mean) * (v - mean)).sum() / divisor);
  }

  private static double[] around(double half) {
    return new double[] {mean(), half};
  }

  private static Key interval() {
    double root = Math.sqrt(5);
    return Key.of(() -> around(T * deviation(4) / root))
        .within(1e-5)
        .slip(
            "you divided the squares by n; the mean was taken from the same numbers.",
            () -> around(T * deviation(5) / root))
        .slip(
            "that is for one more run, not for the mean: divide by the root of n.",
            () -> around(T * deviation(4)))
        .slip(
            "you divided by n; the spread of a mean falls with its root.",
            () -> around(T * deviation(4) / 5))
        .slip("you left out t.", () -> around(deviation(4) / root))
        .slip(
            "1.96 is for many runs; five know little about their own spread.",
            () -> around(1.96 * deviation(4) / root))
        .slip(
            "those are the two ends; mean and half the width are wanted.",
            () -> new double[] {mean() - T * deviation(4) / root, mean() + T * deviation(4) / root})
        .slip(
            "that is the whole width; half of it is wanted.",
            () -> around(2 * T * deviation(4) / root))
        .slip(
            "you left out the root: that is from the variance.",
            () -> around(T * deviation(4) * deviation(4) / root));
  }

  /** Standard errors times {@code one}, and times {@code two} for the smallest difference. */
  private static double[][] errors(double one, double two) {
    return Stream.of(Math.sqrt(0.7 * 0.3 / 10_000), Math.sqrt(0.6 * 0.4 / 2_000))
        .map(error -> new double[] {one * error, two * error})
        .toArray(double[][]::new);
  }

  private static Key error() {
    double root = Math.sqrt(2);
    return Key.of(() -> errors(100, 196 * root))
        .within(1e-5)
        .slip("those are shares; points are hundredths.", () -> errors(1, 1.96 * root))
        .slip("both accuracies have an error: their variances add.", () -> errors(100, 196))
        .slip("you added the errors; it is their squares that add.", () -> errors(100, 2 * 196))
        .slip(
            "you left out the root: that is the variance.",
            () ->
                DoubleStream.of(0.7 * 0.3 / 100, 0.6 * 0.4 / 20)
                    .mapToObj(e -> new double[] {e, 1.96 * root * e})
                    .toArray(double[][]::new))
        .slip(
            "that difference is one standard error; one in three is larger by chance.",
            () -> errors(100, 100 * root))
        .slip(
            "you took the largest error there is, that of a half.",
            () ->
                Stream.of(10_000, 2_000)
                    .map(n -> 50 / Math.sqrt(n))
                    .map(e -> new double[] {e, 1.96 * root * e})
                    .toArray(double[][]::new));
  }

  private static double row(int c) {
    return DoubleStream.of(CONFUSION[c]).sum();
  }

  private static double column(int c) {
    return Stream.of(CONFUSION).mapToDouble(row -> row[c]).sum();
  }

  private static double[][] both(IntToPair pair) {
    return new double[][] {pair.of(0), pair.of(1)};
  }

  private interface IntToPair {
    double[] of(int c);
  }

  private static double[] over(int c, double first, double second) {
    return new double[] {CONFUSION[c][c] / first, CONFUSION[c][c] / second};
  }

  private static Key recall() {
    return Key.of(() -> both(c -> over(c, row(c), column(c))))
        .slip("you exchanged the two.", () -> both(c -> over(c, column(c), row(c))))
        .slip(
            "you divided by all images; each of the two has a row or a column for its whole.",
            () -> both(c -> over(c, 300, 300)))
        .slip(
            "you left the right answers out of the whole.",
            () -> both(c -> over(c, row(c) - CONFUSION[c][c], column(c) - CONFUSION[c][c])))
        .slip("you took the row for both.", () -> both(c -> over(c, row(c), row(c))))
        .slip("you took the column for both.", () -> both(c -> over(c, column(c), column(c))))
        .slip(
            "those are the shares that went wrong.",
            () ->
                both(
                    c -> {
                      double[] right = over(c, row(c), column(c));
                      return new double[] {1 - right[0], 1 - right[1]};
                    }));
  }

  /** How many are in, and how many of these are right. */
  private static double[] counts(DoublePredicate in) {
    int[] kept = IntStream.range(0, 6).filter(i -> in.test(SURE[i])).toArray();
    return new double[] {kept.length, IntStream.of(kept).filter(i -> RIGHT[i]).count()};
  }

  private static double[] shares(double[] counts) {
    return new double[] {counts[0] / 6, counts[1] / counts[0]};
  }

  private static Key kept() {
    return Key.of(() -> shares(counts(c -> c >= 0.7)))
        .slip(
            "an answer that is just as sure as asked for is kept.",
            () -> shares(counts(c -> c > 0.7)))
        .slip("those are the answers that are left out.", () -> shares(counts(c -> c < 0.7)))
        .slip(
            "you divided by all images; the accuracy is that of the answers kept.",
            () -> new double[] {counts(c -> c >= 0.7)[0] / 6, counts(c -> c >= 0.7)[1] / 6})
        .slip(
            "that accuracy is of all answers; only those that are sure enough count.",
            () -> new double[] {counts(c -> c >= 0.7)[0] / 6, counts(c -> true)[1] / 6})
        .slip("you left out the threshold.", () -> shares(counts(c -> true)))
        .slip("those are numbers; take shares.", () -> counts(c -> c >= 0.7))
        .slip(
            "you exchanged the two.",
            () -> {
              double[] right = shares(counts(c -> c >= 0.7));
              return new double[] {right[1], right[0]};
            });
  }

  private static double[] each(DoubleUnaryOperator gap) {
    return IntStream.range(0, 3)
        .mapToDouble(b -> gap.applyAsDouble(CONFIDENCE[b] - HITS[b]))
        .toArray();
  }

  private static double[] gaps() {
    double[] sums = each(Math::abs);
    return IntStream.range(0, 3).mapToDouble(b -> sums[b] / IMAGES[b]).toArray();
  }

  private static Key calibration() {
    return Key.of(() -> DoubleStream.of(each(Math::abs)).sum() / 100)
        .slip(
            "you let too sure and not sure enough cancel: take the size of each bin's gap.",
            () -> DoubleStream.of(each(gap -> -gap)).sum() / 100)
        .slip(
            "that is one bin for all answers: take the size of each bin's gap.",
            () -> DoubleStream.of(each(gap -> gap)).sum() / 100)
        .slip(
            "every bin counted the same; weigh each by its images.",
            () -> DoubleStream.of(gaps()).average().orElseThrow())
        .slip(
            "that is the largest gap of a bin; the mean one is wanted.",
            () -> DoubleStream.of(gaps()).max().orElseThrow())
        .slip(
            "you forgot to divide by the number of images.",
            () -> DoubleStream.of(each(Math::abs)).sum())
        .slip("you added the bins' gaps without weights.", () -> DoubleStream.of(gaps()).sum());
  }

  /** The largest softmax probability of scores / t. */
  private static double sure(double[] scores, double t) {
    double most = DoubleStream.of(scores).max().orElseThrow();
    return 1 / DoubleStream.of(scores).map(z -> Math.exp((z - most) / t)).sum();
  }

  private static double sure(double t) {
    return Stream.of(SCORES).mapToDouble(z -> sure(z, t)).average().orElseThrow();
  }

  private static double found(DoubleUnaryOperator sure, double accuracy) {
    double low = 0.01;
    double high = 100;
    for (int i = 0; i < 60; i++) {
      double middle = Math.sqrt(low * high);
      boolean isTooSure = sure.applyAsDouble(middle) > accuracy;
      low = isTooSure ? middle : low;
      high = isTooSure ? high : middle;
    }
    return low;
  }

  private static Key temperature() {
    return Key.of(() -> found(Lesson06::sure, 0.5))
        .within(1e-3)
        .slip(
            "that is what the scores are multiplied with; they are divided by T.",
            () -> 1 / found(Lesson06::sure, 0.5))
        .slip(
            "you divided the mean confidence by the accuracy; it does not fall in proportion.",
            () -> sure(1) / 0.5)
        .slip(
            "you stopped at the first answer; it is the mean of all that is to agree.",
            () -> found(t -> sure(SCORES[0], t), 0.5))
        .slip("you moved the wrong end: who is too sure needs a larger T.", () -> 10)
        .slip("with that T nothing changes.", () -> 1);
  }
}
