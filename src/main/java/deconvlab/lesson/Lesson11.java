package deconvlab.lesson;

import deconvlab.math.Sample;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Answers and slips of lesson 11. */
final class Lesson11 {
  private static final double[][] INTERVALS = {{2.4, 5}, {0.5, 1.6}, {-3.1, 0.4}, {1.1, 4}};
  private static final double[][] EFFECTS = {
    {-0.3, 0.5}, {-0.4, 3}, {0.2, 0.8}, {1.2, 3}, {-2.5, -1.1}
  };
  private static final double[] A = {41, 35, 52, 46, 38};
  private static final double[] B = {38, 33, 48, 43, 36};
  private static final double[] P = {0.01, 0.04, 0.03, 0.005};
  private static final double[] SEEN = {-0.1, 4.1, 3.2, -0.2, 1.35, 3.7, 0.35, 1.15, 0.4, 1};
  private static final double[] D = {1.3, 1.1, 1.6, 1.2, 1.5, 1.4, 1.7, 0.2};

  private Lesson11() {}

  static Map<String, Key> keys() {
    return Map.of(
        "11-1", verdicts(),
        "11-2", pairing(),
        "11-3", alarms(),
        "11-4", holm(),
        "11-5", believed(),
        "11-6", differences(),
        "11-7", power(),
        "11-8", lost());
  }

  /** What {@code judge} says of an interval. */
  private interface Judged {
    String of(double low, double high);
  }

  private static String each(double[][] intervals, Judged judge) {
    return Stream.of(intervals)
        .map(ends -> judge.of(ends[0], ends[1]))
        .collect(Collectors.joining(", "));
  }

  private static String against(double margin, double low, double high, String between) {
    return low > margin ? "supported" : high < margin ? "refuted" : between;
  }

  private static Key verdicts() {
    String open = "not resolved";
    return Key.of(() -> each(INTERVALS, (low, high) -> against(2, low, high, open)))
        .slip(
            "you held the intervals against 0: to be there is not yet to matter.",
            () -> each(INTERVALS, (low, high) -> against(0, low, high, open)))
        .slip(
            "you judged by the middle of an interval; its ends are what the seeds allow.",
            () -> each(INTERVALS, (low, high) -> against(2, (low + high) / 2, low, "refuted")))
        .slip(
            "you called refuted what reaches over the margin: such an interval allows both.",
            () -> each(INTERVALS, (low, high) -> against(2, low, high, "refuted")))
        .slip(
            "you left open what is surely there and surely too small; that is a verdict.",
            () ->
                each(
                    INTERVALS,
                    (low, high) ->
                        low > 0 && high < 2 ? "not resolved" : against(2, low, high, open)));
  }

  /** Sum of squares about the mean over {@code n − off}. */
  private static double variance(double[] values, int off) {
    double mean = Sample.mean(values);
    return DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - off);
  }

  private static double[] halves(int off, double n, double forPairs, double forArms) {
    double[] d = new double[A.length];
    Arrays.setAll(d, i -> A[i] - B[i]);
    return new double[] {
      forPairs * Math.sqrt(variance(d, off) / n),
      forArms * Math.sqrt((variance(A, off) + variance(B, off)) / n)
    };
  }

  private static Key pairing() {
    double pairs = 2.776;
    double arms = 2.306;
    return Key.of(() -> halves(1, 5, pairs, arms))
        .within(1e-5)
        .slip(
            "you divided by n; a variance of few values takes n − 1.",
            () -> halves(0, 5, 2.776, 2.306))
        .slip(
            "you left out the root of n: that is the spread of one seed, not of their mean.",
            () -> halves(1, 1, pairs, arms))
        .slip(
            "you divided by n outside of the root.",
            () -> {
              double[] one = halves(1, 1, pairs, arms);
              return new double[] {one[0] / 5, one[1] / 5};
            })
        .slip(
            "you took the pairs' quantile for both: ten separate runs have 8 degrees of freedom.",
            () -> halves(1, 5, pairs, pairs))
        .slip(
            "you exchanged the quantiles: fewer degrees of freedom make the larger one.",
            () -> halves(1, 5, arms, pairs))
        .slip(
            "unpaired, you divided by all runs; each arm has n of them.",
            () -> {
              double[] right = halves(1, 5, pairs, arms);
              return new double[] {right[0], right[1] / Math.sqrt(2)};
            })
        .slip(
            "you added standard deviations; what adds up is their squares.",
            () ->
                new double[] {
                  halves(1, 5, pairs, arms)[0],
                  arms * (Math.sqrt(variance(A, 1)) + Math.sqrt(variance(B, 1))) / Math.sqrt(5)
                })
        .slip(
            "you exchanged the two: pairs come first.",
            () -> {
              double[] right = halves(1, 5, pairs, arms);
              return new double[] {right[1], right[0]};
            });
  }

  private static Key alarms() {
    double none = Math.pow(0.95, 41);
    return Key.of(() -> new double[] {2.05, 1 - none})
        .within(1e-4)
        .slip(
            "your second number is the chance of no false alarm.", () -> new double[] {2.05, none})
        .slip(
            "chances of single tests do not add up to that of any: some alarms come together.",
            () -> new double[] {2.05, 1})
        .slip(
            "no chance is above 1; your second number is an expected count.",
            () -> new double[] {2.05, 2.05})
        .slip(
            "your second number is in per cent; return a share of 1.",
            () -> new double[] {2.05, 100 * (1 - none)})
        .slip(
            "that is the chance of exactly one false alarm; several count, too.",
            () -> new double[] {2.05, 41 * 0.05 * Math.pow(0.95, 40)})
        .slip(
            "your first number is of one test; there are many.",
            () -> new double[] {0.05, 1 - none});
  }

  /** p times {@code factor} of its rank from 0, in the order given. */
  private static double[] ranked(IntToDoubleFunction factor, boolean isClimbing) {
    int[] order = order();
    double[] adjusted = new double[P.length];
    double largest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      double own = Math.min(1, factor.applyAsDouble(rank) * P[order[rank]]);
      largest = Math.max(largest, own);
      adjusted[order[rank]] = isClimbing ? largest : own;
    }
    return adjusted;
  }

  private static int[] order() {
    return IntStream.range(0, P.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> P[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static Key holm() {
    int m = P.length;
    return Key.of(() -> ranked(rank -> m - rank, true))
        .slip(
            "you multiplied each by the number of tests: that is Bonferroni.",
            () -> ranked(r -> m, true))
        .slip(
            "an adjusted p is never below that of a smaller p; yours falls once.",
            () -> ranked(rank -> m - rank, false))
        .slip(
            "you returned them sorted; keep the order in which they came.",
            () -> DoubleStream.of(ranked(rank -> m - rank, true)).sorted().toArray())
        .slip(
            "you multiplied the smallest by 1 and the largest by the number of tests: turn it round.",
            () -> ranked(rank -> rank + 1.0, true))
        .slip(
            "you took them in the order in which they came; sort them first.",
            () -> new double[] {0.04, 0.12, 0.06, 0.005})
        .slip(
            "you took them in the order in which they came, maximum and all; sort them first.",
            () -> new double[] {0.04, 0.12, 0.12, 0.12})
        .slip(
            "that is Hochberg's: it comes down from the largest p and keeps the least so far.",
            () -> new double[] {0.03, 0.04, 0.04, 0.02})
        .slip(
            "that is Benjamini and Hochberg's: it bounds the share of false finds, not the chance of any.",
            () -> new double[] {0.02, 0.04, 0.04, 0.02});
  }

  private static double share(DoublePredicate what) {
    return (double) DoubleStream.of(SEEN).filter(what).count() / SEEN.length;
  }

  private static double[] shares(double beyond, double other, double best) {
    return new double[] {beyond, other, best};
  }

  private static Key believed() {
    double beyond = share(d -> d > 2);
    double other = share(d -> d < 0);
    double best = 1 - Math.pow(1 - beyond, 5);
    double positive = share(d -> d > 0);
    return Key.of(() -> shares(beyond, other, best))
        .within(1e-5)
        .slip(
            "you held the first share against 0; a claim must beat its margin.",
            () -> shares(positive, other, 1 - Math.pow(1 - positive, 5)))
        .slip(
            "the second share is of seeds below 0, not of all that miss the margin.",
            () -> shares(beyond, 1 - beyond, best))
        .slip(
            "you have the chance that all five pass; the best passes if any does.",
            () -> shares(beyond, other, Math.pow(beyond, 5)))
        .slip(
            "you have the chance that none of the five passes.",
            () -> shares(beyond, other, 1 - best))
        .slip(
            "five chances do not add up: two seeds may pass together.",
            () -> shares(beyond, other, Math.min(1, 5 * beyond)))
        .slip(
            "no chance is above 1: your last number is how many of five pass on average.",
            () -> shares(beyond, other, 5 * beyond))
        .slip(
            "those are counts; divide by the number of seeds.",
            () -> shares(10 * beyond, 10 * other, best));
  }

  private static String says(double low, double high) {
    return low > 1 || high < -1 ? "different" : low > -1 && high < 1 ? "equal" : "open";
  }

  private static Key differences() {
    return Key.of(() -> each(EFFECTS, Lesson11::says))
        .slip(
            "you called equal what holds 0: one of these holds 0 and three times the margin.",
            () -> each(EFFECTS, (low, high) -> low < 0 && high > 0 ? "equal" : "different"))
        .slip(
            "you judged by the middle of an interval.",
            () -> each(EFFECTS, (low, high) -> says((low + high) / 2, (low + high) / 2)))
        .slip(
            "you called different what is surely not 0, yet surely smaller than what matters.",
            () -> each(EFFECTS, (low, high) -> low > 0 ? "different" : says(low, high)))
        .slip(
            "you looked at one side alone: a difference the other way is a difference.",
            () -> each(EFFECTS, (low, high) -> high < -1 ? "open" : says(low, high)))
        .slip(
            "you called equal what lies on the other side of the margin altogether.",
            () -> each(EFFECTS, (low, high) -> high < 1 ? "equal" : says(low, high)));
  }

  private static int[] seeds(DoubleBinaryOperator count) {
    return new int[] {
      (int) count.applyAsDouble(3, 2),
      (int) count.applyAsDouble(1.5, 2),
      (int) count.applyAsDouble(3, 1),
      (int) count.applyAsDouble(3, 0.5)
    };
  }

  private static double square(double value) {
    return value * value;
  }

  private static Key power() {
    return Key.of(() -> seeds((s, margin) -> Math.ceil(square(2.8 * s / margin))))
        .slip(
            "you rounded down: with so many the effect found is still above the margin.",
            () -> seeds((s, margin) -> Math.floor(square(2.8 * s / margin))))
        .slip(
            "you left out the square: half the margin takes four times the seeds.",
            () -> seeds((s, margin) -> Math.ceil(2.8 * s / margin)))
        .slip(
            "you turned the ratio round: more spread takes more seeds.",
            () -> seeds((s, margin) -> Math.ceil(square(2.8 * margin / s))))
        .slip(
            "with 1.96 alone an effect at that distance is found half of the time.",
            () -> seeds((s, margin) -> Math.ceil(square(1.96 * s / margin))))
        .slip(
            "you counted runs; a seed is a pair of them.",
            () -> seeds((s, margin) -> 2 * Math.ceil(square(2.8 * s / margin))));
  }

  private static double t(double[] d, double margin, int off) {
    return (Sample.mean(d) - margin) * Math.sqrt(d.length) / Math.sqrt(variance(d, off));
  }

  private static double[] filled(double value) {
    double[] all = Arrays.copyOf(D, D.length + 2);
    Arrays.fill(all, D.length, all.length, value);
    return all;
  }

  private static double[] ends(DoubleUnaryOperator of) {
    double worst = DoubleStream.of(D).min().orElseThrow();
    double best = DoubleStream.of(D).max().orElseThrow();
    return new double[] {of.applyAsDouble(worst), of.applyAsDouble(best)};
  }

  private static Key lost() {
    return Key.of(() -> ends(value -> t(filled(value), 0.5, 1)))
        .within(1e-5)
        .slip(
            "you left the lost pairs out: both numbers are those of the eight that are there.",
            () -> ends(value -> t(D, 0.5, 1)))
        .slip(
            "you tested against 0; the claim must beat its margin.",
            () -> ends(v -> t(filled(v), 0, 1)))
        .slip(
            "you filled in 0: that is worse than anything that was seen.",
            () -> new double[] {t(filled(0), 0.5, 1), ends(v -> t(filled(v), 0.5, 1))[1]})
        .slip(
            "you filled in the mean, which makes the spread smaller and the rest surer.",
            () -> ends(value -> t(filled(Sample.mean(D)), 0.5, 1)))
        .slip(
            "you divided by n; a variance of few values takes n − 1.",
            () -> ends(v -> t(filled(v), 0.5, 0)))
        .slip(
            "you exchanged the two: the worst comes first.",
            () -> {
              double[] right = ends(value -> t(filled(value), 0.5, 1));
              return new double[] {right[1], right[0]};
            });
  }
}
