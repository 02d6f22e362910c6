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
 * length and values that are not finite: at each point the runs that have a finite value there
 * count, n is how many, and the picture says where n changes. At n = 1 there is no band; where
 * every run is −∞, the logarithm of 0, the value has vanished and lies at the floor.
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
        smoothing == null ? runs : Arrays.stream(runs).map(smoothing::of).toArray(double[][]::new);
    double[][] columns = new double[3][x.length];
    for (int i = 0; i < x.length; i++) {
      double[] found = interval.of(finite(drawn, i));
      if (Double.isNaN(found[1])) {
        found[1] = vanished(drawn, i);
      }
      for (int k = 0; k < 3; k++) {
        columns[k][i] = found[k];
      }
    }
    return Curves.Line.of(legend(), x, columns[1]).withBand(columns[0], columns[2]);
  }

  /** How many runs count at each point. */
  int[] counts() {
    return IntStream.range(0, x.length).map(i -> finite(runs, i).length).toArray();
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

  /** Where n varies, in a sentence. */
  List<String> notes(DoubleFunction<String> place) {
    int[] n = counts();
    List<Integer> changes = changes();
    if (changes.isEmpty()) {
      return runs.length == 0 ? List.of(label + ": no run.") : List.of();
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
    return List.of(
        Text.format(
            "%s: %s. A run counts where it has a finite value.", label, String.join(", ", parts)));
  }

  /** Where no run is finite: ±∞ if that is what the runs are, −∞ being the logarithm of 0. */
  private static double vanished(double[][] runs, int point) {
    double[] seen =
        Arrays.stream(runs)
            .filter(run -> point < run.length && !Double.isNaN(run[point]))
            .mapToDouble(run -> run[point])
            .distinct()
            .toArray();
    return seen.length == 1 && Double.isInfinite(seen[0]) ? seen[0] : Double.NaN;
  }

  private static double[] finite(double[][] runs, int point) {
    return Arrays.stream(runs)
        .filter(run -> point < run.length && Math.abs(run[point]) <= Scale.LIMIT)
        .mapToDouble(run -> run[point])
        .toArray();
  }
}
