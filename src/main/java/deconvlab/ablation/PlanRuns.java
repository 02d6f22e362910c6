package deconvlab.ablation;

import deconvlab.record.Images;
import deconvlab.record.RunKey;
import deconvlab.record.RunRecord;
import deconvlab.record.StepCosts;
import deconvlab.record.Store;
import deconvlab.record.Watch;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/** A plan's runs in a store, each as if it had noted what the plan asks and no more. */
final class PlanRuns {
  private final Plan plan;
  private final Store store;
  private final Map<String, Images> images;
  private final Predicate<RunKey> failedCounts;
  private final Map<RunKey, RunRecord> found = new HashMap<>();
  private final Map<TrainConfig, Map<Long, RunKey>> keys = new HashMap<>();
  private final Map<Arm, TrainConfig> chosen = new HashMap<>();

  /**
   * The runs of {@code plan}.
   *
   * @param images what its data sets' names stand for
   * @param failedCounts which of the runs that failed are taken for runs; the others are missing
   */
  PlanRuns(Plan plan, Store store, Map<String, Images> images, Predicate<RunKey> failedCounts) {
    this.plan = plan;
    this.store = store;
    this.images = images;
    this.failedCounts = failedCounts;
  }

  RunKey key(TrainConfig config, long seed) {
    return keys.computeIfAbsent(config, c -> new HashMap<>())
        .computeIfAbsent(seed, s -> made(config, seed));
  }

  private RunKey made(TrainConfig config, long seed) {
    Images used = images.get(config.data());
    if (used == null) {
      throw new IllegalStateException(
          Text.format("%s: nothing is known of data '%s'", plan.study().id(), config.data()));
    }
    return RunKey.of(
        config.toJson(), seed, used.pixelsSha256(), used.labelsSha256(), plan.study().threads());
  }

  Optional<RunRecord> find(TrainConfig config, long seed) {
    RunKey key = key(config, seed);
    RunRecord known = found.get(key);
    if (known == null) {
      try {
        Optional<RunRecord> run = served(store.find(key));
        if (run.isEmpty() && failedCounts.test(key)) {
          run = store.failed(key);
        }
        run.ifPresent(r -> found.put(key, r));
        return run;
      } catch (IOException e) {
        throw new UncheckedIOException(e.getMessage(), e);
      }
    }
    return Optional.of(known);
  }

  private Optional<RunRecord> served(Optional<RunRecord> run) {
    Watch watch = plan.watch();
    return run.filter(r -> r.watch().covers(watch))
        .map(r -> r.watch().equals(watch) ? r : r.watched(watch));
  }

  /** The runs of one seed, for a measure. */
  Measure.Runs of(long seed) {
    return new Measure.Runs(seed, config -> find(config, seed));
  }

  /** What an arm trains; empty as long as it has not chosen. */
  Optional<TrainConfig> config(Arm arm) {
    if (arm.tune() == null) {
      return Optional.of(arm.config());
    }
    if (!chosen.containsKey(arm)) {
      Tuning.of(arm, this)
          .best()
          .ifPresent(best -> chosen.put(arm, Patch.set(arm.config(), arm.tune().key(), best)));
    }
    return Optional.ofNullable(chosen.get(arm));
  }

  /** What a step of each arm costs, if that was timed of the arms as they are now. */
  Optional<StepCosts> costs() throws IOException {
    return store.findCosts(plan.study().id(), plan.profile()).filter(this::areOurs);
  }

  private boolean areOurs(StepCosts costs) {
    List<String> timed =
        costs.arms().stream()
            .map(arm -> costed(arm.name(), arm.configuration(), costs.platform().threads()))
            .toList();
    List<String> ours =
        plan.arms().stream().flatMap(arm -> config(arm).stream().map(c -> costed(arm, c))).toList();
    return timed.equals(ours);
  }

  private String costed(Arm arm, TrainConfig config) {
    return costed(arm.name(), config.toJson(), plan.study().threads());
  }

  /** Pixels and seeds cost nothing. */
  private static String costed(String arm, ObjectNode config, int threads) {
    return arm + " " + RunKey.of(config, 0, "", "", threads);
  }
}
