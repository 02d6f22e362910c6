package deconvlab.ablation;

import deconvlab.diagnose.SignalTable;
import deconvlab.record.RunRecord;
import deconvlab.record.Series;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** The looks inside a run at some of its steps, as rows of {@link RunRecord#probes()}. */
final class Looks {
  private Looks() {}

  /** The mean over the looks at steps from..to that have a finite number; or why there is none. */
  static Value mean(RunRecord run, int from, int to, IntToDoubleFunction number) {
    if (OneRun.diverged(run) && run.steps().length() <= to) {
      return Value.none("diverged");
    }
    int[] looks = looks(run, from, to);
    double[] numbers = Arrays.stream(looks).mapToDouble(number).filter(Double::isFinite).toArray();
    return numbers.length > 0
        ? Value.of(Arrays.stream(numbers).average().orElseThrow())
        : Value.none(why(run, from, to, looks));
  }

  /** The rows of looks: a study's runs look on schedule alone. */
  private static int[] looks(RunRecord run, int from, int to) {
    double[] step = column(run.probes(), RunRecord.PROBE_STEP);
    return IntStream.range(0, step.length)
        .filter(row -> step[row] >= from && step[row] <= to)
        .toArray();
  }

  /** A gradient of 0 never comes back: the network is dead, not level. */
  private static String why(RunRecord run, int from, int to, int... looks) {
    boolean seen = false;
    for (String layer : SignalTable.layers(run.probes(), SignalTable.GRADIENT_NORM)) {
      double[] norm = column(run.probes(), SignalTable.GRADIENT_NORM + layer);
      for (int row : looks) {
        if (norm[row] == 0) {
          return run.probes().get(RunRecord.PROBE_STEP)[row] == 0 ? "dead at init" : "dead";
        }
        seen |= !Double.isNaN(norm[row]);
      }
    }
    return seen ? "gradients not finite" : "no look" + during(from, to);
  }

  /** NaN throughout where no look was made. */
  static double[] column(Series series, String name) {
    if (series.names().contains(name)) {
      return series.doubles(name);
    }
    double[] none = new double[series.length()];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  static void range(int from, int to) {
    Checks.least("from", from, 0);
    Checks.that(to >= from, "to=%d must be at least from=%d", to, from);
  }

  static String during(int from, int to) {
    return from == to
        ? Text.format(", step %d", from)
        : Text.format(", mean of steps %d to %d", from, to);
  }

  /** The norms say of a look without a slope whether the network is dead. */
  static String lacks(Watch watch, int from, int to, String... columns) {
    List<String> needed = new ArrayList<>(List.of(columns));
    needed.add(0, RunRecord.PROBE_STEP);
    needed.add(SignalTable.GRADIENT_NORM);
    if (watch.look() == 0) {
      return "needs looks inside: watch.look above 0";
    }
    // The first multiple of look that is not before from.
    long first = ((long) from + watch.look() - 1) / watch.look() * watch.look();
    return first > to
        ? Text.format(
            "needs a look in steps %d to %d: watch.look that divides one of them", from, to)
        : OneRun.unkept(watch, needed.toArray(String[]::new));
  }
}
