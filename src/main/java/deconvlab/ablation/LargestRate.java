package deconvlab.ablation;

import deconvlab.record.Defaulted;
import deconvlab.record.Outcome;
import deconvlab.record.RunRecord;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * log10 of the largest rate of a grid with which a run trains, that is neither diverges nor
 * collapses. Found by bisection, as if every rate below one that trains trains: ceil(log2(k + 1))
 * runs of k rates, 5 of 31. None trains: one step below the grid, censored; the last one trains:
 * that, censored.
 *
 * @param grid rates, ascending, at least 2
 * @param key the number of the configuration that takes them, {@code optimizer.learningRate} where
 *     it is left out
 */
record LargestRate(List<Double> grid, @Defaulted String key) implements Measure {
  private static final String RATE = "optimizer.learningRate";
  private static final int MOST = 1000;
  private static final double ROUNDED = 0.01;

  LargestRate {
    key = key == null ? RATE : key;
    grid = checked(grid);
    Checks.that(
        Patch.isNumber(key), "key=%s must be a number of a configuration, such as %s", key, RATE);
  }

  private static List<Double> checked(List<Double> grid) {
    Checks.present("grid", grid);
    boolean rates =
        grid.size() >= 2
            && grid.size() <= MOST
            && grid.stream().allMatch(r -> r != null && r > 0 && Double.isFinite(r))
            && IntStream.range(1, grid.size()).allMatch(i -> grid.get(i - 1) < grid.get(i));
    Checks.that(
        rates,
        "grid=%s must be 2 to %d rates above 0, ascending",
        Text.brief(grid.toString()),
        MOST);
    return List.copyOf(grid);
  }

  /** Short where first, last and number say the whole grid. */
  @Override
  public String title() {
    double[] steps = steps();
    boolean even = Arrays.stream(steps).allMatch(step -> Math.abs(step - steps[0]) < 1e-9);
    String rates =
        even
            ? Text.format(
                "%d from %s to %s",
                grid.size(), Measures.shown(grid.get(0)), Measures.shown(grid.get(grid.size() - 1)))
            : Measures.shown(grid);
    return Text.format(
        "%s that trains, of %s", key.equals(RATE) ? "largest rate" : "largest " + key, rates);
  }

  @Override
  public String unit() {
    return "decades";
  }

  @Override
  public void check(TrainConfig arm) {
    grid.forEach(value -> Patch.set(arm, key, value));
  }

  @Override
  public int most() {
    // floor(log2 k) + 1 = ceil(log2(k + 1)).
    return Integer.SIZE - Integer.numberOfLeadingZeros(grid.size());
  }

  @Override
  public Optional<TrainConfig> next(TrainConfig arm, Runs runs) {
    return search(arm, runs).missing;
  }

  @Override
  public Value of(TrainConfig arm, Runs runs) {
    Search search = search(arm, runs);
    return search.why.isEmpty() ? value(search.best) : Value.none(search.why);
  }

  @Override
  public List<TrainConfig> looked(TrainConfig arm, Runs runs) {
    return search(arm, runs).looked;
  }

  /** How far a bisection is; {@code best} is −1 while no rate was seen to train. */
  private record Search(
      List<TrainConfig> looked, int best, Optional<TrainConfig> missing, String why) {}

  private Search search(TrainConfig arm, Runs runs) {
    List<TrainConfig> looked = new ArrayList<>();
    int trains = -1;
    int not = grid.size();
    while (not - trains > 1) {
      int middle = (trains + not) / 2;
      TrainConfig config = Patch.set(arm, key, grid.get(middle));
      Optional<RunRecord> run = runs.of(config);
      if (run.isEmpty()) {
        return new Search(looked, trains, Optional.of(config), OneRun.NOT_RUN);
      }
      looked.add(config);
      String why = OneRun.unfinished(run.get());
      if (!why.isEmpty()) {
        return new Search(looked, trains, Optional.empty(), why);
      }
      if (run.get().outcome() == Outcome.COMPLETED) {
        trains = middle;
      } else {
        not = middle;
      }
    }
    return new Search(looked, trains, Optional.empty(), "");
  }

  private Value value(int best) {
    double[] steps = steps();
    double widest = Arrays.stream(steps).max().orElseThrow();
    if (best < 0) {
      return Value.of(Math.log10(grid.get(0)) - steps[0], widest)
          .censored("no rate of the grid trains");
    }
    Value value = Value.of(Math.log10(grid.get(best)), widest);
    return best == grid.size() - 1 ? value.censored("the largest rate of the grid trains") : value;
  }

  /** In decades, from each rate to the next. */
  private double[] steps() {
    return IntStream.range(1, grid.size())
        .mapToDouble(i -> meant(Math.log10(grid.get(i) / grid.get(i - 1))))
        .toArray();
  }

  /** 1/3 for the 0.334 between 0.0215 and 0.0464: rates are written with few digits. */
  private static double meant(double step) {
    double parts = Math.rint(1 / step);
    return Math.abs(step * parts - 1) < ROUNDED ? 1 / parts : step;
  }
}
