package deconvlab.lesson;

import deconvlab.math.Sample;
import deconvlab.train.ScheduleConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Answers and slips of lesson 07. */
final class Lesson07 {
  private static final int[] WIDTHS = {8, 9, 27};
  private static final double[] SAME = {6800, 640, 480, 2080};
  private static final int[] STEPS = {0, 10, 29, 70};
  private static final int[][] CONFUSION = {{95, 4, 1}, {12, 8, 0}, {3, 2, 5}};
  private static final double[] LOSSES = {0.2, 0.4, 1.1, 2.5};
  private static final double[] COUNTS = {60, 60, 30, 10};
  private static final double DRAWS = 3723;

  private Lesson07() {}

  static Map<String, Key> keys() {
    return Map.of(
        "07-1", cost(),
        "07-2", equalWidth(),
        "07-3", sameImages(),
        "07-4", oneCycle(),
        "07-5", softened(),
        "07-6", cutout(),
        "07-7", longTail(),
        "07-8", accuracies(),
        "07-9", weighted(),
        "07-10", resampled());
  }

  /** Both layers of the exercise; {@code small} and {@code large}: numbers of places, then both. */
  private static double[][] costs(double kernel, int[] places) {
    return new double[][] {
      {kernel * 48 * places[0], kernel * 48 * places[1]},
      {kernel * 320 * places[2], kernel * 320 * places[3]}
    };
  }

  private static Key cost() {
    int[] right = {256, 1024, 16, 16};
    return Key.of(() -> costs(9, right))
        .slip(
            "you laid the transposed kernel on the output's pixels; it is laid on the input's.",
            () -> costs(9, new int[] {1024, 1024, 16, 16}))
        .slip(
            "you laid the twin's kernel on the small map; its convolution comes after the repeating.",
            () -> costs(9, new int[] {256, 256, 16, 16}))
        .slip("you left out the kernel's own nine places.", () -> costs(1, right))
        .slip(
            "each output channel has a kernel for every input channel: count both.",
            () -> new double[][] {{9 * 6 * 256, 9 * 6 * 1024}, {9 * 32 * 16, 9 * 32 * 16}})
        .slip(
            "repeating goes both ways: the large map has the stride's square times the pixels.",
            () -> costs(9, new int[] {256, 512, 16, 16}))
        .slip(
            "you counted multiplications and additions apart; here a pair of them is one.",
            () -> costs(18, right))
        .slip(
            "you exchanged the two: the transposed one comes first.",
            () -> costs(9, new int[] {1024, 256, 16, 16}));
  }

  private static long multiplications(int w, int middle) {
    return 27L * w * 1024 + 9L * w * w * middle * middle + 160L * w;
  }

  private static int nearest(int w) {
    long wanted = multiplications(w, 32);
    int twin = 1;
    while (multiplications(twin + 1, 64) <= wanted) {
      twin++;
    }
    long below = wanted - multiplications(twin, 64);
    return multiplications(twin + 1, 64) - wanted < below ? twin + 1 : twin;
  }

  private static int[] widths(IntUnaryOperator of) {
    return IntStream.of(WIDTHS).map(of).toArray();
  }

  private static Key equalWidth() {
    return Key.of(() -> widths(Lesson07::nearest))
        .slip(
            "with that width the parameters are equal; the multiplications are not.",
            () -> WIDTHS.clone())
        .slip(
            "you took the width below: halved and rounded down, or the largest that costs no more; look"
                + " at both neighbours.",
            () -> widths(w -> w / 2))
        .slip(
            "four times the places ask for half the channels, not for a quarter: both sides of the"
                + " kernel get narrower.",
            () -> widths(w -> w / 4))
        .slip(
            "you took the first width that costs no less; the one below may be nearer.",
            () ->
                widths(
                    w ->
                        nearest(w)
                            + (multiplications(nearest(w), 64) < multiplications(w, 32) ? 1 : 0)));
  }

  private static double[] points(double b, double c, double n, double variance) {
    return new double[] {100 * (b - c) / n, 1.96 * 100 / n * Math.sqrt(variance)};
  }

  private static Key sameImages() {
    double n = DoubleStream.of(SAME).sum();
    double b = SAME[1];
    double c = SAME[2];
    double variance = b + c - (b - c) * (b - c) / n;
    return Key.of(() -> points(b, c, n, variance))
        .within(1e-5)
        .slip(
            "you took two separate samples; both networks saw the same images.",
            () -> points(b, c, n, binomial(SAME[0] + b, n) + binomial(SAME[0] + c, n)))
        .slip("that is B − A.", () -> points(c, b, n, variance))
        .slip("you left out the root.", () -> points(b, c, n, variance * variance))
        .slip(
            "that is the whole width of the interval; half of it is wanted.",
            () -> points(b, c, n, 4 * variance))
        .slip(
            "a quotient of whole numbers is whole: make N a double.",
            () -> new double[] {1, points(b, c, n, variance)[1]})
        .slip(
            "you divided by the images on which they differ; all of them were asked.",
            () -> points(b, c, b + c, variance))
        .slip(
            "those are shares; points are hundredths.",
            () -> DoubleStream.of(points(b, c, n, variance)).map(v -> v / 100).toArray())
        .slip(
            "that is one standard error; the interval is 1.96 of them to each side.",
            () -> points(b, c, n, variance / (1.96 * 1.96)))
        .slip("you did not take off the square of the difference.", () -> points(b, c, n, b + c));
  }

  /** n·p·(1 − p) of k right ones. */
  private static double binomial(double k, double n) {
    return k * (1 - k / n);
  }

  private static double[] rates(IntToDoubleFunction rate) {
    return IntStream.of(STEPS).mapToDouble(rate).toArray();
  }

  /** Up and down by {@code way}, with the peak at a step, to an end. */
  private static double cycle(DoubleUnaryOperator way, double first, double peak, int step) {
    return step <= peak
        ? 1 + (first - 1) * way.applyAsDouble(step / peak)
        : 4e-6 + (1 - 4e-6) * way.applyAsDouble((step - peak) / (99 - peak));
  }

  private static double halfCosine(double share) {
    return (1 + Math.cos(Math.PI * share)) / 2;
  }

  private static Key oneCycle() {
    return Key.of(() -> rates(t -> ScheduleConfig.oneCycle().rate(1, t, 100)))
        .slip(
            "you went up and down in straight lines.",
            () -> rates(t -> cycle(u -> 1 - u, 0.04, 29, t)))
        .slip(
            "your peak comes a step late: steps are counted from 0.",
            () -> rates(t -> cycle(Lesson07::halfCosine, 0.04, 30, t)))
        .slip(
            "your way up starts at the rate 0.",
            () -> rates(t -> cycle(Lesson07::halfCosine, 0, 29, t)))
        .slip(
            "you turned the way up round: it ends in the top.",
            () ->
                rates(
                    t ->
                        t <= 29
                            ? 0.04 + 0.96 * halfCosine(t / 29.0)
                            : cycle(Lesson07::halfCosine, 0.04, 29, t)))
        .slip(
            "your share t / p is of whole numbers: 0 until the peak.",
            () -> rates(t -> t < 29 ? 0.04 : cycle(Lesson07::halfCosine, 0.04, 29, t)))
        .slip(
            "your end is not the end: it is the start's rate over ten thousand.",
            () ->
                rates(
                    t ->
                        t <= 29
                            ? cycle(Lesson07::halfCosine, 0.04, 29, t)
                            : 0.04 + 0.96 * halfCosine((t - 29) / 70.0)))
        .slip(
            "the way down counts its share from the peak, not from step 0.",
            () ->
                rates(
                    t ->
                        t <= 29
                            ? cycle(Lesson07::halfCosine, 0.04, 29, t)
                            : 4e-6 + (1 - 4e-6) * halfCosine(t / 99.0)));
  }

  private static double[][] soft(ToDoubleBiFunction<Double, Integer> right, double left) {
    return new double[][] {soft(right, 0.1, 10, left), soft(right, 0.3, 4, left)};
  }

  /** Targets and their entropy; {@code left}: how many classes fewer share. */
  private static double[] soft(
      ToDoubleBiFunction<Double, Integer> right, double s, int classes, double left) {
    double own = right.applyAsDouble(s, classes);
    double other = s / (classes - left);
    return new double[] {own, other, entropy(own) + (classes - 1) * entropy(other)};
  }

  private static double entropy(double p) {
    return -p * Math.log(p);
  }

  private static Key softened() {
    ToDoubleBiFunction<Double, Integer> right = (s, k) -> 1 - s + s / k;
    return Key.of(() -> soft(right, 0))
        .slip(
            "you spread the share over the other classes alone; the right one gets its part, too.",
            () -> soft((s, k) -> 1 - s, 1))
        .slip(
            "your targets do not add up to 1: the right class has its part of the share besides.",
            () -> soft((s, k) -> 1 - s, 0))
        .slip(
            "mind the sign: a cross-entropy is not negative.",
            () -> third(soft(right, 0), row -> -row[2]))
        .slip(
            "that is the loss of the right class at its target; the targets weigh the logarithms.",
            () -> third(soft(right, 0), row -> -Math.log(row[0])))
        .slip("your lowest loss is that without smoothing.", () -> third(soft(right, 0), row -> 0))
        .slip(
            "you counted the right class alone; the others have targets, too.",
            () -> third(soft(right, 0), row -> entropy(row[0])))
        .slip(
            "you counted one of the other classes; there are K − 1 of them.",
            () -> third(soft(right, 0), row -> entropy(row[0]) + entropy(row[1])))
        .slip(
            "that is in bits; nats take the natural logarithm.",
            () -> third(soft(right, 0), row -> row[2] / Math.log(2)));
  }

  /** The same with another lowest loss, from a row of right class, other class, lowest loss. */
  private static double[][] third(double[][] rows, ToDoubleFunction<double[]> lowest) {
    for (double[] row : rows) {
      row[2] = lowest.applyAsDouble(row);
    }
    return rows;
  }

  /** What of the picture stays where {@code cut} says no; the rest is {@code fill}. */
  private static double[][] without(ToDoubleBiFunction<Integer, Integer> cut, double fill) {
    double[][] picture = new double[4][6];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 6; j++) {
        picture[i][j] = cut.applyAsDouble(i, j) > 0 ? fill : 10 * (i + 1) + j + 1;
      }
    }
    return picture;
  }

  private static double square(int i, int j, int row, int column, int reach) {
    return Math.abs(i - row) <= reach && Math.abs(j - column) <= reach ? 1 : 0;
  }

  private static Key cutout() {
    return Key.of(() -> without((i, j) -> square(i, j, 0, 4, 1), 0))
        .slip(
            "you moved the square inside; what sticks out is lost.",
            () -> without((i, j) -> square(i, j, 1, 4, 1), 0))
        .slip(
            "you took row and column for the square's corner; they are its centre.",
            () -> without((i, j) -> i < 3 && j >= 4 ? 1 : 0, 0))
        .slip(
            "your square reaches a whole side from its centre.",
            () -> without((i, j) -> square(i, j, 0, 4, 3), 0))
        .slip(
            "you kept the square and cut the rest.",
            () -> without((i, j) -> 1 - square(i, j, 0, 4, 1), 0))
        .slip(
            "your square ends one short of row + side/2: both ends belong to it.",
            () -> without((i, j) -> i < 1 && j >= 3 && j < 5 ? 1 : 0, 0))
        .slip(
            "you filled the square with the mean; here it becomes black.",
            () -> without((i, j) -> square(i, j, 0, 4, 1), 28.5))
        .slip(
            "both conditions must hold: a square, not a cross of bands.",
            () -> without((i, j) -> i <= 1 || Math.abs(j - 4) <= 1 ? 1 : 0, 0))
        .slip(
            "you cut the centre alone: both ends belong to the square.",
            () -> without((i, j) -> square(i, j, 0, 4, 0), 0))
        .slip("nothing is cut yet.", () -> without((i, j) -> 0, 0));
  }

  private static double[] tail(IntToDoubleFunction share) {
    return IntStream.rangeClosed(0, 9).mapToDouble(c -> 1000 * share.applyAsDouble(c)).toArray();
  }

  private static Key longTail() {
    return Key.of(() -> tail(c -> Math.pow(100, -c / 9.0)))
        .slip(
            "your exponent is whole: c / 9 is 0 until the last class. Make one of them a double.",
            () -> tail(c -> Math.pow(100, -Math.floorDiv(c, 9))))
        .slip(
            "you counted the classes, not the gaps between them: the last one is too large.",
            () -> tail(c -> Math.pow(100, -c / 10.0)))
        .slip(
            "you took equal steps from class to class; a long tail has equal factors.",
            () -> tail(c -> 1 - 0.99 * c / 9))
        .slip(
            "your classes grow: mind the sign of the exponent.",
            () -> tail(c -> Math.pow(100, c / 9.0)))
        .slip("you rounded; the ten numbers are wanted as they are.", () -> rounded())
        .slip(
            "your first class has lost its factor already: c begins at 0.",
            () -> tail(c -> Math.pow(100, -(c + 1) / 9.0)))
        .slip("you began with the rarest class.", () -> tail(c -> Math.pow(100, (c - 9) / 9.0)));
  }

  private static double[] rounded() {
    return DoubleStream.of(tail(c -> Math.pow(100, -c / 9.0))).map(Math::rint).toArray();
  }

  private static double plain() {
    return ratio(
        IntStream.range(0, 3).map(t -> CONFUSION[t][t]),
        Arrays.stream(CONFUSION).flatMapToInt(IntStream::of));
  }

  private static double ratio(IntStream part, IntStream whole) {
    return (double) part.sum() / whole.sum();
  }

  private static double recall(int t) {
    return ratio(IntStream.of(CONFUSION[t][t]), IntStream.of(CONFUSION[t]));
  }

  private static double precision(int s) {
    return ratio(IntStream.of(CONFUSION[s][s]), IntStream.range(0, 3).map(t -> CONFUSION[t][s]));
  }

  private static double mean(IntToDoubleFunction of) {
    return IntStream.range(0, 3).mapToDouble(of).sum() / 3;
  }

  private static Key accuracies() {
    double balanced = mean(Lesson07::recall);
    return Key.of(() -> new double[] {plain(), balanced})
        .slip(
            "you went down the columns: that is precision, of what was said; recall is of what is"
                + " true.",
            () -> new double[] {plain(), mean(Lesson07::precision)})
        .slip("you exchanged the two.", () -> new double[] {balanced, plain()})
        .slip(
            "you weighted the recalls by the classes' images, and that is plain accuracy again.",
            () -> new double[] {plain(), plain()})
        .slip(
            "those are per cent; return shares of 1.",
            () -> new double[] {100 * plain(), 100 * balanced})
        .slip(
            "you added up the recalls; take their mean.",
            () -> new double[] {plain(), 3 * balanced})
        .slip(
            "your quotients are of whole numbers: make one of them a double.",
            () -> new double[] {0, 0})
        .slip(
            "your recalls are quotients of whole numbers: make one of them a double.",
            () -> new double[] {plain(), 0})
        .slip(
            "your plain accuracy is a quotient of whole numbers: make one of them a double.",
            () -> new double[] {0, balanced})
        .slip(
            "those are the shares that are wrong.", () -> new double[] {1 - plain(), 1 - balanced});
  }

  private static double loss(DoubleUnaryOperator weight, double divisor) {
    double[] weights = DoubleStream.of(COUNTS).map(weight).toArray();
    double sum = IntStream.range(0, 4).mapToDouble(i -> weights[i] * LOSSES[i]).sum();
    return sum / (divisor > 0 ? divisor : DoubleStream.of(weights).sum());
  }

  private static Key weighted() {
    return Key.of(() -> loss(n -> 1 / n, 0))
        .slip("that is the plain mean: every image counts alike.", () -> Sample.mean(LOSSES))
        .slip(
            "you divided by the number of images, not by the sum of their weights.",
            () -> loss(n -> 1 / n, 4))
        .slip("you did not divide.", () -> loss(n -> 1 / n, 1))
        .slip(
            "you made the common classes count more: turn the weight round.", () -> loss(n -> n, 0))
        .slip(
            "you took the root of the counts; one image of a class weighs 1/n.",
            () -> loss(n -> 1 / Math.sqrt(n), 0))
        .slip(
            "your weights are quotients of whole numbers, and all 0: write 1.0 / n.",
            () -> Double.NaN)
        .slip(
            "counts[i] is of class i; image i has the class labels[i].",
            () -> (0.2 / 60 + 0.4 / 30 + 1.1 / 10) / (1 / 60.0 + 1 / 30.0 + 1 / 10.0))
        .slip(
            "you divided by the sum over the classes; each image brings its own weight.",
            () -> loss(n -> 1 / n, 1 / 60.0 + 1 / 30.0 + 1 / 10.0))
        .slip(
            "you counted the labels of the batch; n is the class's images in the training set.",
            () -> (0.3 + 1.1 + 2.5) / 3);
  }

  private static double[][] seen(DoubleUnaryOperator missed, double classes) {
    double[][] rows = new double[2][];
    double[] images = {1500, 15};
    for (int i = 0; i < 2; i++) {
      double n = images[i];
      rows[i] = new double[] {n * (1 - missed.applyAsDouble(n)), DRAWS / classes / n};
    }
    return rows;
  }

  private static Key resampled() {
    return Key.of(() -> seen(n -> Math.pow(1 - 1 / (10 * n), DRAWS), 10))
        .within(1e-5)
        .slip(
            "you drew without replacement: here an image may come again before all were shown.",
            () -> seen(n -> 1 - Math.min(1, DRAWS / 10 / n), 10))
        .slip(
            "you left out that a draw takes this class only one time in ten.",
            () -> seen(n -> Math.pow(1 - 1 / n, DRAWS), 1))
        .slip(
            "nearly: e^(−N/10n) is the limit of many images; here they can be counted exactly.",
            () -> seen(n -> Math.exp(-DRAWS / (10 * n)), 10))
        .slip(
            "you returned the images that are missed.",
            () -> seen(n -> 1 - Math.pow(1 - 1 / (10 * n), DRAWS), 10))
        .slip(
            "your first number is a share; multiply by the class's images.",
            () -> {
              double[][] rows = seen(n -> Math.pow(1 - 1 / (10 * n), DRAWS), 10);
              return new double[][] {
                {rows[0][0] / 1500, rows[0][1]}, {rows[1][0] / 15, rows[1][1]}
              };
            })
        .slip(
            "your second number is of the whole class; ask how often one image is shown.",
            () -> {
              double[][] rows = seen(n -> Math.pow(1 - 1 / (10 * n), DRAWS), 10);
              return new double[][] {{rows[0][0], DRAWS / 10}, {rows[1][0], DRAWS / 10}};
            });
  }
}
