package deconvlab.ablation;

import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.util.Optional;

/** One arm with one seed under one measure: what a study must know, and the runs that it takes. */
record Cell(Plan plan, Arm arm, long seed, Measure measure) {
  /** The next run it lacks; empty if it knows, or has to wait for what the arm chooses. */
  Optional<TrainConfig> next(PlanRuns runs) {
    return runs.config(arm).flatMap(config -> measure.next(config, runs.of(seed)));
  }

  boolean done(PlanRuns runs) {
    return runs.config(arm)
        .map(config -> measure.next(config, runs.of(seed)).isEmpty())
        .orElse(false);
  }

  /** As progress shows it. */
  String label() {
    return Text.format("%s: %s, seed %d", plan.study().id(), arm.name(), seed);
  }
}
