package deconvlab.lesson;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Answers and slips of lesson 10. */
final class Lesson10 {
  private static final int[][] KERNELS = {{3, 3}, {3, 3, 2, 3, 3}, {5, 2, 3, 4}};
  private static final int[][] STRIDES = {{1, 1}, {1, 1, 2, 1, 1}, {3, 2, 1, 2}};
  private static final int[][] LABELS = {
    {3, 3, 5, 3, 8, 3}, {1, 2, 2, 1, 0, 2}, {9, 8, 7, 6, 5, 4}, {0, 4, 4, 4, 4, 4}
  };
  private static final double[] Z = {1.5, -2, 0.5, -1, 0, 3};
  private static final double[] SIGNAL = {2, 4, -3, -5, 7, 0.5};
  private static final double[][] BEFORE = {
    {1, 5, 2, 0}, {3, 4, 8, 1}, {-1, -7, 6, 2}, {-3, -2, 4, 9}
  };
  private static final double[][] POOLED = {{10, 20}, {-30, 40}};
  private static final double[] A = {0.1, -3, 0, 0, 2, 0.7, -40};
  private static final double[] B = {-5, 1, 0, 2, -2, 0.3, 9};
  private static final double[] ROW = {1, 2, 3, 4, 5};
  private static final double[][] GREY = {{1, 1, 5, 2}, {0, 4, 9, 2}, {3, 3, 7, 8}};

  private Lesson10() {}

  static Map<String, Key> keys() {
    return Map.of(
        "10-1", side(),
        "10-2", oneClass(),
        "10-3", rules(),
        "10-4", switches(),
        "10-5", likeness(),
        "10-6", edges(),
        "10-7", integrated(),
        "10-8", falls());
  }

  /** What {@code of} makes of a side, a layer's kernel and stride, from the last layer on. */
  private static int[] sides(boolean fromTheImage, int start, Growth of) {
    return IntStream.range(0, KERNELS.length)
        .map(
            n -> {
              int side = start;
              for (int l = 0; l < KERNELS[n].length; l++) {
                int at = fromTheImage ? l : KERNELS[n].length - 1 - l;
                side = of.next(side, KERNELS[n][at], STRIDES[n][at]);
              }
              return side;
            })
        .toArray();
  }

  private interface Growth {
    int next(int side, int kernel, int stride);
  }

  private static Key side() {
    return Key.of(() -> sides(false, 1, (r, k, s) -> (r - 1) * s + k))
        .slip(
            "you went from the image to the unit; start at the unit and go back.",
            () -> sides(true, 1, (r, k, s) -> (r - 1) * s + k))
        .slip("you left out the strides.", () -> sides(false, 1, (r, k, s) -> r + k - 1))
        .slip("r places have r − 1 gaps.", () -> sides(false, 1, (r, k, s) -> r * s + k))
        .slip(
            "the last place still reads a whole window.",
            () -> sides(false, 1, (r, k, s) -> (r - 1) * s + 1))
        .slip("you added up the windows.", () -> sides(false, 0, (r, k, s) -> r + k));
  }

  private static double most(int... labels) {
    return IntStream.of(labels).mapToDouble(l -> count(l, labels)).max().orElseThrow();
  }

  private static double count(int label, int... labels) {
    return IntStream.of(labels).filter(l -> l == label).count();
  }

  private static double mean(ToDoubleFunction<int[]> of) {
    return Stream.of(LABELS).mapToDouble(of).average().orElseThrow();
  }

  private static Key oneClass() {
    return Key.of(() -> mean(Lesson10::most))
        .slip("that is a share; the number of images is wanted.", () -> mean(l -> most(l) / 6))
        .slip("you counted the classes.", () -> mean(l -> IntStream.of(l).distinct().count()))
        .slip(
            "the strongest image's class need not be the commonest.", () -> mean(l -> count(l[0], l)))
        .slip(
            "each channel has a commonest class of its own; you put all images in one heap.",
            () -> most(Stream.of(LABELS).flatMapToInt(IntStream::of).toArray()))
        .slip("a sum; the mean over the channels is wanted.", () -> 4 * mean(Lesson10::most));
  }

  private static double[] each(DoubleBinaryOperator passed) {
    return IntStream.range(0, Z.length)
        .mapToDouble(i -> passed.applyAsDouble(Z[i], SIGNAL[i]))
        .toArray();
  }

  private static double gradient(double z, double g) {
    return z > 0 ? g : 0;
  }

  private static double deconvnet(double z, double g) {
    return Math.max(0, g);
  }

  private static double guided(double z, double g) {
    return z > 0 ? Math.max(0, g) : 0;
  }

  private static double[][] three(DoubleBinaryOperator... rules) {
    return Stream.of(rules).map(Lesson10::each).toArray(double[][]::new);
  }

  private static Key rules() {
    return Key.of(() -> three(Lesson10::gradient, Lesson10::deconvnet, Lesson10::guided))
        .slip(
            "you exchanged gradient and deconvnet.",
            () -> three(Lesson10::deconvnet, Lesson10::gradient, Lesson10::guided))
        .slip(
            "a ReLU whose input was exactly 0 is closed.",
            () ->
                three(
                    (z, g) -> z >= 0 ? g : 0,
                    Lesson10::deconvnet,
                    (z, g) -> z >= 0 ? Math.max(0, g) : 0))
        .slip(
            "guided passes where both are above 0, not where one of them is.",
            () -> three(Lesson10::gradient, Lesson10::deconvnet, (z, g) -> z > 0 || g > 0 ? g : 0))
        .slip(
            "that is the ReLU itself, forwards; the signal is what goes back.",
            () -> three((z, g) -> Math.max(0, z), Lesson10::deconvnet, Lesson10::guided))
        .slip(
            "you let the gradient pass everywhere.",
            () -> three((z, g) -> g, Lesson10::deconvnet, Lesson10::guided));
  }

  /** The signal of a window times what {@code share} gives for a place in it, 0 to 3. */
  private static double[][] back(WindowShare share) {
    double[][] back = new double[4][4];
    for (int i = 0; i < 16; i++) {
      int row = i / 4;
      int column = i % 4;
      double[] window =
          IntStream.range(0, 4)
              .mapToDouble(t -> BEFORE[row / 2 * 2 + t / 2][column / 2 * 2 + t % 2])
              .toArray();
      double of = share.of(window, row % 2 * 2 + column % 2);
      back[row][column] = of * POOLED[row / 2][column / 2];
    }
    return back;
  }

  private interface WindowShare {
    double of(double[] window, int place);
  }

  private static double isGreatest(double[] window, int place) {
    return window[place] == DoubleStream.of(window).max().orElseThrow() ? 1 : 0;
  }

  private static Key switches() {
    return Key.of(() -> back(Lesson10::isGreatest))
        .slip("you put it back to the corner of each window.", () -> back((w, t) -> t == 0 ? 1 : 0))
        .slip("you spread it over the window: that is average pooling.", () -> back((w, t) -> 0.25))
        .slip("you copied it to all places: that is upsampling.", () -> back((w, t) -> 1))
        .slip(
            "you looked for the largest absolute value; pooling compares the values themselves.",
            () ->
                back(
                    (w, t) ->
                        Math.abs(w[t]) == DoubleStream.of(w).map(Math::abs).max().orElseThrow()
                            ? 1
                            : 0))
        .slip(
            "you multiplied the signal with the value that stood there.",
            () -> back((w, t) -> isGreatest(w, t) * w[t]));
  }

  private static double[] sizes(double... map) {
    return DoubleStream.of(map).map(Math::abs).toArray();
  }

  private static double spearman(double[] a, double[] b) {
    return new PearsonsCorrelation().correlation(ranks(a), ranks(b));
  }

  private static double[] ranks(double... values) {
    return new NaturalRanking().rank(values);
  }

  /** Without ties: of equal values the first is the smallest. */
  private static double[] untied(double... values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] + 1e-9 * i).toArray();
  }

  private static double bySquares(double[] r, double[] s) {
    double squares =
        IntStream.range(0, r.length).mapToDouble(i -> (r[i] - s[i]) * (r[i] - s[i])).sum();
    return 1 - 6 * squares / (r.length * ((double) r.length * r.length - 1));
  }

  private static Key likeness() {
    return Key.of(() -> spearman(sizes(A), sizes(B)))
        .slip("you left out the absolute values.", () -> spearman(A, B))
        .slip(
            "that is the correlation of the values; take their ranks.",
            () -> new PearsonsCorrelation().correlation(sizes(A), sizes(B)))
        .slip(
            "equal values share the mean of their ranks; yours came in their order.",
            () -> spearman(untied(sizes(A)), untied(sizes(B))))
        .slip(
            "1 − 6Σd²/(n(n² − 1)) holds without ties alone.",
            () -> bySquares(ranks(sizes(A)), ranks(sizes(B))));
  }

  /** Σ slope(x·(i + shift)/n) times what {@code of} makes of x and n, of both functions. */
  private static double[] integrals(double shift, DoubleBinaryOperator of) {
    DoubleUnaryOperator square = y -> y * y;
    DoubleUnaryOperator step = y -> y < 1 ? 1 : 0;
    return new double[] {
      of.applyAsDouble(3, 4) * sum(square, shift, 3, 4),
      of.applyAsDouble(2, 10) * sum(step, shift, 2, 10)
    };
  }

  private static double sum(DoubleUnaryOperator slope, double shift, double x, int n) {
    return IntStream.range(0, n).mapToDouble(i -> slope.applyAsDouble(x * (i + shift) / n)).sum();
  }

  private static Key integrated() {
    return Key.of(() -> integrals(0.5, (x, n) -> x / n))
        .slip(
            "you took the slopes where the steps begin; take their middles.",
            () -> integrals(0, (x, n) -> x / n))
        .slip(
            "you took the slopes where the steps end; take their middles.",
            () -> integrals(1, (x, n) -> x / n))
        .slip(
            "you left out x, which the mean is multiplied with.",
            () -> integrals(0.5, (x, n) -> 1 / n))
        .slip("a mean, not a sum: divide by the steps.", () -> integrals(0.5, (x, n) -> x))
        .slip("that is the slope at x times x: one step, at its end.", () -> new double[] {27, 0});
  }

  private static double[] windows(ToDoubleFunction<double[]> effect, boolean mean) {
    ToDoubleFunction<double[]> f = v -> v[1] * v[3] + 2 * v[4];
    double[] sums = new double[5];
    double[] covers = new double[5];
    for (int from = 0; from < 4; from++) {
      double[] covered = ROW.clone();
      Arrays.fill(covered, from, from + 2, 0);
      double fall =
          effect.applyAsDouble(new double[] {f.applyAsDouble(ROW), f.applyAsDouble(covered)});
      for (int i = from; i < from + 2; i++) {
        sums[i] += fall;
        covers[i]++;
      }
    }
    return IntStream.range(0, 5).mapToDouble(i -> sums[i] / (mean ? covers[i] : 1)).toArray();
  }

  private static Key falls() {
    return Key.of(() -> windows(v -> v[0] - v[1], true))
        .slip("that is what is left, not the fall.", () -> windows(v -> v[1], true))
        .slip(
            "a sum; the mean over the windows that cover it is wanted.",
            () -> windows(v -> v[0] - v[1], false))
        .slip(
            "you wrote each fall at the first number of its window.",
            () -> new double[] {8, 8, 8, 18, 0})
        .slip(
            "you covered single numbers; the window has `width` of them.",
            () -> new double[] {0, 8, 0, 8, 10});
  }

  private static double[][] strengths(
      int before, int after, double scale, DoubleBinaryOperator of) {
    double[][] made = new double[3][4];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 4; j++) {
        double dx = at(i, j + after) - at(i, j - before);
        double dy = at(i + after, j) - at(i - before, j);
        made[i][j] = scale * of.applyAsDouble(dx, dy);
      }
    }
    return made;
  }

  private static double at(int row, int column) {
    IntBinaryOperator inside = (v, size) -> Math.max(0, Math.min(size - 1, v));
    return GREY[inside.applyAsInt(row, 3)][inside.applyAsInt(column, 4)];
  }

  private static Key edges() {
    return Key.of(() -> strengths(1, 1, 0.5, Math::hypot))
        .slip("you forgot to halve the differences.", () -> strengths(1, 1, 1, Math::hypot))
        .slip(
            "you took the next pixel less this one; the two neighbours are wanted.",
            () -> strengths(0, 1, 1, Math::hypot))
        .slip(
            "you added the sizes of both; the root of the sum of squares is wanted.",
            () -> strengths(1, 1, 0.5, (x, y) -> Math.abs(x) + Math.abs(y)))
        .slip("you left out the root.", () -> strengths(1, 1, 0.25, (x, y) -> x * x + y * y))
        .slip(
            "those are the differences along the rows alone.",
            () -> strengths(1, 1, 0.5, (x, y) -> Math.abs(x)));
  }
}
