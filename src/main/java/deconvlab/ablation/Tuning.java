package deconvlab.ablation;

import deconvlab.record.Evidence;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an arm has tried of its grid.
 *
 * @param arm the arm
 * @param scores mean of the choosing measure over the tuning's seeds, one for each value of the
 *     grid; NaN where a seed has no value; empty while runs are missing
 */
record Tuning(Arm arm, List<Double> scores) {
  static Tuning of(Arm arm, PlanRuns runs) {
    Tune tune = arm.tune();
    Measure measure = tune.measuring();
    List<Double> scores = new ArrayList<>();
    for (Arm tried : arm.tries()) {
      TrainConfig config = tried.config();
      double sum = 0;
      for (long seed : tune.tuningSeeds()) {
        if (measure.next(config, runs.of(seed)).isPresent()) {
          return new Tuning(arm, List.of());
        }
        sum += measure.of(config, runs.of(seed)).number();
      }
      scores.add(sum / tune.tuningSeeds().size());
    }
    return new Tuning(arm, scores);
  }

  /**
   * The value with the best score, of equal ones the smallest; the smallest value if none has a
   * score; empty while runs are missing.
   */
  Optional<Double> best() {
    if (scores.isEmpty()) {
      return Optional.empty();
    }
    int best = -1;
    for (int i = 0; i < scores.size(); i++) {
      boolean better =
          !scores.get(i).isNaN()
              && (best < 0 || arm.tune().better(scores.get(i), scores.get(best)));
      best = better ? i : best;
    }
    return Optional.of(arm.tune().grid().get(Math.max(best, 0)));
  }

  /** As a report shows it. */
  List<Evidence.Tuned> table() {
    List<Evidence.Tuned> table = new ArrayList<>();
    Optional<Double> best = best();
    List<Double> grid = arm.tune().grid();
    for (int i = 0; i < scores.size(); i++) {
      boolean edge = i == 0 || i == grid.size() - 1;
      boolean chosen = best.isPresent() && best.get().equals(grid.get(i));
      table.add(new Evidence.Tuned(arm.name(), grid.get(i), scores.get(i), chosen, edge));
    }
    return table;
  }
}
