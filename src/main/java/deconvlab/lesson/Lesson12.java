package deconvlab.lesson;

import java.util.Arrays;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers and slips of lesson 12. */
final class Lesson12 {
  private static final double[] WEIGHTS = {0.2, -1.2, 0.05, 0.3, -0.4, 0.9, -0.1, 0.35};
  private static final double[][] LAYERS = {{0.1, -0.2, 0.3, -0.4}, {1, -2, 3, -0.25, 0.5, -0.6}};
  private static final double[][][] FILTERS = {
    {{0.31, -1.2, 0.05, 0.6}, {2.5, -0.02, 0.4, -2.49}},
    {{-0.9, 0.11, 1.19, -0.33}, {0.7, 1.3, -1.9, 0.013}}
  };
  private static final double[] ROUNDED = {0.31, -1.2, -0.45, 0.62};
  private static final double LARGEST = 1.2;

  private Lesson12() {}

  static Map<String, Key> keys() {
    return Map.of(
        "12-1", pruned(),
        "12-2", gone(),
        "12-3", norms(),
        "12-4", left(),
        "12-5", rounded(),
        "12-6", bits(),
        "12-7", price(),
        "12-8", breakEven());
  }

  private static double[] kept(DoublePredicate stays) {
    return Arrays.stream(WEIGHTS).map(w -> stays.test(w) ? w : 0).toArray();
  }

  private static Key pruned() {
    return Key.of(() -> kept(w -> Math.abs(w) > 0.3))
        .slip(
            "you let the smallest numbers go; one far below 0 is a large weight.",
            () -> kept(w -> w > 0.05))
        .slip("those are the ones that go.", () -> kept(w -> Math.abs(w) <= 0.3))
        .slip(
            "you took the share for a limit on the size; it counts weights.",
            () -> kept(w -> Math.abs(w) >= 0.5))
        .slip(
            "that is the mask; the weights that stay are wanted.",
            () -> Arrays.stream(WEIGHTS).map(w -> Math.abs(w) > 0.3 ? 1 : 0).toArray())
        .slip("one too few went.", () -> kept(w -> Math.abs(w) > 0.2))
        .slip("one too many went.", () -> kept(w -> Math.abs(w) > 0.35));
  }

  private static double[] counted(DoublePredicate goes, IntToDoubleFunction whole) {
    return IntStream.range(0, LAYERS.length)
        .mapToDouble(l -> Arrays.stream(LAYERS[l]).filter(goes).count() / whole.applyAsDouble(l))
        .toArray();
  }

  private static Key gone() {
    IntToDoubleFunction own = l -> LAYERS[l].length;
    return Key.of(() -> counted(w -> Math.abs(w) <= 0.4, own))
        .slip(
            "you let half of each layer go; the list is one for all.",
            () -> new double[] {0.5, 0.5})
        .slip("those are the shares that stay.", () -> counted(w -> Math.abs(w) > 0.4, own))
        .slip("those are numbers; take shares.", () -> counted(w -> Math.abs(w) <= 0.4, l -> 1))
        .slip(
            "you divided by all weights; each layer has its own number.",
            () -> counted(w -> Math.abs(w) <= 0.4, l -> 10))
        .slip("you forgot the signs: size is what counts.", () -> counted(w -> w <= 0.1, own));
  }

  /** Sums over the taps, [in][out], of some function of each weight. */
  private static double[][] summed(DoubleUnaryOperator each) {
    return Stream.of(FILTERS)
        .map(in -> Stream.of(in).mapToDouble(w -> Arrays.stream(w).map(each).sum()).toArray())
        .toArray(double[][]::new);
  }

  private static double[] byOutput(DoubleUnaryOperator each, DoubleUnaryOperator end) {
    double[][] s = summed(each);
    return new double[] {
      end.applyAsDouble(s[0][0] + s[1][0]), end.applyAsDouble(s[0][1] + s[1][1])
    };
  }

  private static Key norms() {
    return Key.of(() -> byOutput(Math::abs, s -> s))
        .slip(
            "you added up what one channel in sends out; that is the axis of a convolution.",
            () -> Stream.of(summed(Math::abs)).mapToDouble(s -> Arrays.stream(s).sum()).toArray())
        .slip("you let signs cancel: take magnitudes.", () -> byOutput(w -> w, s -> s))
        .slip(
            "you took magnitudes of the sum; it is the sum of magnitudes.",
            () -> byOutput(w -> w, Math::abs))
        .slip("that is the L2 norm; L1 adds magnitudes.", () -> byOutput(w -> w * w, Math::sqrt))
        .slip("those are squares; L1 adds magnitudes.", () -> byOutput(w -> w * w, s -> s))
        .slip("those are means; take sums.", () -> byOutput(Math::abs, s -> s / 8));
  }

  private static double[][] shares(DoubleUnaryOperator first, DoubleUnaryOperator second) {
    return Stream.of(0.5, 0.25)
        .map(p -> new double[] {first.applyAsDouble(p), second.applyAsDouble(p)})
        .toArray(double[][]::new);
  }

  private static Key left() {
    return Key.of(() -> shares(p -> 1 - p, p -> (1 - p) * (1 - p)))
        .slip(
            "the second layer also reads fewer channels than before.",
            () -> shares(p -> 1 - p, p -> 1 - p))
        .slip(
            "what stands in front of the first layer keeps its channels.",
            () -> shares(p -> (1 - p) * (1 - p), p -> (1 - p) * (1 - p)))
        .slip(
            "those are the shares that go; what is left is wanted.",
            () -> shares(p -> p, p -> 1 - (1 - p) * (1 - p)))
        .slip(
            "two losses do not add up: the second takes a share of what the first one left.",
            () -> shares(p -> 1 - p, p -> 1 - 2 * p))
        .slip("you exchanged the two.", () -> shares(p -> (1 - p) * (1 - p), p -> 1 - p));
  }

  private static double[] grid(double step, DoubleUnaryOperator rounding, double back) {
    return Arrays.stream(ROUNDED).map(w -> back * rounding.applyAsDouble(w / step)).toArray();
  }

  /** The same for four bits and two, the step made of the whole numbers on one side. */
  private static double[][] grids(DoubleUnaryOperator side, DoubleUnaryOperator rounding) {
    return Stream.of(4.0, 2.0)
        .map(
            b -> {
              double step = LARGEST / side.applyAsDouble(b);
              return grid(step, rounding, step);
            })
        .toArray(double[][]::new);
  }

  private static Key rounded() {
    DoubleUnaryOperator side = b -> Math.pow(2, b - 1) - 1;
    return Key.of(() -> grids(side, Math::rint))
        .slip(
            "those are the whole numbers; multiply them by Δ again.",
            () ->
                Stream.of(7.0, 1.0)
                    .map(m -> grid(LARGEST / m, Math::rint, 1))
                    .toArray(double[][]::new))
        .slip(
            "you used one whole number too many on each side: m is 2^(b−1) − 1.",
            () -> grids(b -> Math.pow(2, b - 1), Math::rint))
        .slip(
            "you gave all the bits to one side; one of them is the sign.",
            () -> grids(b -> Math.pow(2, b) - 1, Math::rint))
        .slip("you rounded down; go to the nearest.", () -> grids(side, Math::floor))
        .slip("you cut digits off; go to the nearest.", () -> grids(side, q -> (int) q))
        .slip(
            "you took the largest number, not the largest magnitude.",
            () -> grids(b -> side.applyAsDouble(b) * LARGEST / 0.62, Math::rint));
  }

  /** The fewest bits for which {@code side} has a whole number of at least what is needed. */
  private static int[] fewest(double parts, int sign) {
    double[][] asked = {{1.2, 0.1}, {1.3, 0.2}, {3, 0.01}};
    return Stream.of(asked)
        .mapToInt(
            a ->
                IntStream.iterate(1, b -> b + 1)
                    .filter(b -> a[0] / (Math.pow(2, b - sign) - 1) / parts <= a[1])
                    .findFirst()
                    .orElseThrow())
        .toArray();
  }

  private static Key bits() {
    return Key.of(() -> fewest(2, 1))
        .slip("rounding moves by half a step, not by a whole one.", () -> fewest(1, 1))
        .slip("one of the bits is the sign.", () -> fewest(2, 0))
        .slip("half a step, and a bit for the sign: you have neither.", () -> fewest(1, 0));
  }

  private static final double SMALL = 64;
  private static final double WHOLE = SMALL * 64 * 32 * 9;

  private static double[] prices(double first, double second, double thin) {
    return new double[] {WHOLE, first, second, thin};
  }

  private static Key price() {
    double mixed = SMALL * 64 * 32;
    double first = mixed + SMALL * 32 * 9;
    double second = SMALL * 64 * 9 + 4 * mixed;
    double thin = SMALL * 64 * 16 + SMALL * 16 * 32 * 9;
    return Key.of(() -> prices(first, second, thin))
        .slip("you exchanged the two orders.", () -> prices(second, first, thin))
        .slip(
            "behind the depthwise layer the map is larger: the 1×1 convolution stands on it.",
            () -> prices(first, SMALL * 64 * 9 + mixed, thin))
        .slip(
            "a transposed convolution works once for each pixel that comes in.",
            () -> {
              double out = 4 * SMALL;
              return new double[] {
                4 * WHOLE,
                mixed + out * 32 * 9,
                out * 64 * 9 + 4 * mixed,
                SMALL * 64 * 16 + out * 16 * 32 * 9
              };
            })
        .slip(
            "1×1 first leaves the channels out: the depthwise layer has as many kernels as those.",
            () -> prices(mixed + SMALL * 64 * 9, second, thin))
        .slip(
            "that counts the whole layer with r channels and leaves the 1×1 one out.",
            () -> prices(first, second, SMALL * 16 * 32 * 9))
        .slip(
            "a kernel has k² weights, not k.",
            () ->
                new double[] {
                  WHOLE / 3,
                  mixed + SMALL * 32 * 3,
                  SMALL * 64 * 3 + 4 * mixed,
                  SMALL * 64 * 16 + SMALL * 16 * 32 * 3
                });
  }

  private static double[][] shares(double[] one, double... other) {
    return new double[][] {one, other};
  }

  private static Key breakEven() {
    return Key.of(() -> shares(new double[] {1 / 3.0, 1 / 32.0}, 2 / 3.0, 1 / 8.0))
        .slip(
            "those are shares of what is not 0.",
            () -> shares(new double[] {2 / 3.0, 31 / 32.0}, 1 / 3.0, 7 / 8.0))
        .slip(
            "an entry of the list is a place and a number.",
            () -> shares(new double[] {1 - 32 / 16.0, 1 / 32.0}, 1 - 8 / 16.0, 1 / 8.0))
        .slip(
            "you exchanged list and map.",
            () -> shares(new double[] {1 / 32.0, 1 / 3.0}, 1 / 8.0, 2 / 3.0))
        .slip(
            "in the map every number pays its bit, those that are 0, too.",
            () -> shares(new double[] {1 / 3.0, 1 / 33.0}, 2 / 3.0, 1 / 9.0));
  }
}
