package deconvlab.plot;

import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/**
 * One arm's runs, one for each seed: drawn as one line with a band. The rule for runs of unequal
 * length and values that are not finite: at each point the runs that have a value there count, n is
 * how many, and the picture says where n changes. −∞, the logarithm of 0, is a value: it has
 * vanished and lies at the floor, and with it a mean, or a median of which it is the half. NaN and
 * +∞ are none. At n = 1 there is no band.
 *
 * @param label the arm's name in the legend
 * @param x one position for each point, ascending; no run is longer
 * @param runs [seed][point]
 * @param interval what line and band mean
 */
public record SeedRuns(String label, double[] x, double[][] runs, Interval interval) {
  private static final int MOST_CHANGES = 4;

  public SeedRuns {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(interval, "interval");
    for (int seed = 0; seed < runs.length; seed++) {
      if (runs[seed].length > x.length) {
        throw new IllegalArgumentException(
            Text.format(
                "run %d of '%s' has %d values but x has %d: give a position for every point",
                seed, label, runs[seed].length, x.length));
      }
    }
  }

  /** Runs over x = 1, 2, … as mean and 95 % t-interval. */
  public static SeedRuns of(String label, double[][] runs) {
    int longest = Arrays.stream(runs).mapToInt(run -> run.length).max().orElse(0);
    double[] x = IntStream.rangeClosed(1, longest).asDoubleStream().toArray();
    return new SeedRuns(label, x, runs, Interval.MEAN_T95);
  }

  /** The same runs at positions {@code x}. */
  public SeedRuns at(double[] x) {
    return new SeedRuns(label, x, runs, interval);
  }

  /** The same runs under another kind of line and band. */
  public SeedRuns as(Interval interval) {
    return new SeedRuns(label, x, runs, interval);
  }

  /** Line and band; {@code smoothing}, where not null, smooths each run first. */
  Curves.Line line(Smoothing smoothing) {
    double[][] drawn =
        smoothing == null
            ? runs
            : Arrays.stream(runs).map(run -> smooth(run, smoothing)).toArray(double[][]::new);
    double[][] columns = new double[3][x.length];
    for (int i = 0; i < x.length; i++) {
      double[] found = interval.of(values(drawn, i));
      if (Double.isNaN(found[1]) && exploded(drawn, i)) {
        found[1] = Double.POSITIVE_INFINITY;
      }
      for (int k = 0; k < 3; k++) {
        columns[k][i] = found[k];
      }
    }
    return Curves.Line.of(legend(), x, columns[1]).withBand(columns[0], columns[2]);
  }

  /** How many runs count at each point. */
  int[] counts() {
    return IntStream.range(0, x.length).map(i -> values(runs, i).length).toArray();
  }

  /** The label with n, and with a word where there is no band. */
  String legend() {
    int[] n = counts();
    int most = Arrays.stream(n).max().orElse(0);
    int least = Arrays.stream(n).min().orElse(0);
    String count = least == most ? "n = " + most : Text.format("n = %d to %d", least, most);
    return Text.format("%s (%s%s)", label, count, most == 1 ? ", no band" : "");
  }

  /** Points at which n differs from the point before, at most {@value #MOST_CHANGES}. */
  List<Integer> changes() {
    int[] n = counts();
    return IntStream.range(1, n.length)
        .filter(i -> n[i] != n[i - 1])
        .limit(MOST_CHANGES)
        .boxed()
        .toList();
  }

  /** Where n varies, and that a run which vanished takes the mean along, in sentences. */
  List<String> notes(DoubleFunction<String> place) {
    if (runs.length == 0) {
      return List.of(label + ": no run.");
    }
    List<String> notes = new ArrayList<>();
    long mixed = IntStream.range(0, x.length).filter(this::partlyVanished).count();
    if (mixed > 0 && interval != Interval.MEDIAN_RANGE) {
      notes.add(
          Text.format(
              "%s: at %d of %d points some of the runs have vanished, and with them their mean.",
              label, mixed, x.length));
    }
    int[] n = counts();
    List<Integer> changes = changes();
    if (changes.isEmpty()) {
      return notes;
    }
    List<String> parts = new ArrayList<>();
    parts.add("n = " + n[0]);
    for (int at : changes) {
      parts.add(Text.format("%d from %s on", n[at], place.apply(x[at])));
    }
    long all = IntStream.range(1, n.length).filter(i -> n[i] != n[i - 1]).count();
    if (all > changes.size()) {
      parts.add(Text.format("then %d more changes", all - changes.size()));
    }
    notes.add(
        Text.format("%s: %s. A run counts where it has a value.", label, String.join(", ", parts)));
    return notes;
  }

  private boolean partlyVanished(int point) {
    double[] seen = values(runs, point);
    long gone = Arrays.stream(seen).filter(v -> v == Double.NEGATIVE_INFINITY).count();
    return gone > 0 && gone < seen.length;
  }

  /** Smoothing leaves out what is not finite; what has vanished stays so. */
  private static double[] smooth(double[] run, Smoothing smoothing) {
    double[] smooth = smoothing.of(run);
    return IntStream.range(0, run.length)
        .mapToDouble(i -> run[i] == Double.NEGATIVE_INFINITY ? run[i] : smooth[i])
        .toArray();
  }

  /** Whether runs are +∞ at this point, and none is anything else. */
  private static boolean exploded(double[][] runs, int point) {
    double[] seen =
        Arrays.stream(runs)
            .filter(run -> point < run.length && !Double.isNaN(run[point]))
            .mapToDouble(run -> run[point])
            .toArray();
    return seen.length > 0 && Arrays.stream(seen).allMatch(v -> v == Double.POSITIVE_INFINITY);
  }

  /** Of the runs that have one; −∞, the logarithm of 0, is one. */
  private static double[] values(double[][] runs, int point) {
    return Arrays.stream(runs)
        .filter(run -> point < run.length)
        .mapToDouble(run -> run[point])
        .filter(v -> Math.abs(v) <= Scale.LIMIT || v == Double.NEGATIVE_INFINITY)
        .toArray();
  }
}
