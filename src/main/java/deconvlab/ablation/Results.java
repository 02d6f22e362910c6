package deconvlab.ablation;

import deconvlab.record.Pair;
import deconvlab.record.RunRecord;
import deconvlab.record.StepCosts;
import deconvlab.record.Store;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.TrainConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A study's runs in a store, asked by factors and measures.
 *
 * <pre>{@code
 * Results results = Results.of(Store.at(Path.of("docs/records")), "taming-clip");
 * Paired cost = results.paired("validation-accuracy",
 *     Map.of("clip", "norm 1"), Map.of("clip", "none"));
 * }</pre>
 */
public final class Results {
  private final StoredStudy stored;
  private final Plan plan;
  private final PlanRuns runs;

  /** By measure, arm and seed: contrasts share their arms, and some measures take seconds. */
  private final Map<List<Object>, Value> values = new HashMap<>();

  private Results(Store store, StoredStudy stored) {
    this.stored = stored;
    plan = stored.plan();
    runs = new PlanRuns(plan, store, stored.images(), key -> true);
  }

  /**
   * The study in the fullest size that is complete there; if none is, in the smallest.
   *
   * @throws IOException if the store has no such study, or cannot be read
   */
  public static Results of(Store store, String id) throws IOException {
    List<String> profiles = StoredStudy.profiles(store, id);
    for (int i = profiles.size() - 1; i > 0; i--) {
      Results results = of(store, id, profiles.get(i));
      if (results.complete()) {
        return results;
      }
    }
    if (profiles.isEmpty()) {
      throw new IOException(
          Text.format(
              "%s has no study '%s'; it has: %s",
              store.place(), id, String.join(", ", StoredStudy.ids(store))));
    }
    return of(store, id, profiles.get(0));
  }

  /** The study in one size. */
  public static Results of(Store store, String id, String profile) throws IOException {
    return new Results(store, StoredStudy.read(store, id, profile));
  }

  public Study study() {
    return plan.study();
  }

  public Plan plan() {
    return plan;
  }

  StoredStudy stored() {
    return stored;
  }

  PlanRuns planRuns() {
    return runs;
  }

  /** Whether nothing is missing. */
  public boolean complete() throws IOException {
    try {
      return plan.cells().stream().allMatch(cell -> cell.done(runs));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * The runs of the arm with these levels, one for each seed.
   *
   * @throws IllegalStateException if one is missing
   */
  public List<RunRecord> runs(Map<String, String> levels) {
    Arm arm = plan.arm(levels);
    List<RunRecord> all = new ArrayList<>();
    for (long seed : plan.seeds()) {
      all.add(
          runs.config(arm)
              .flatMap(config -> runs.find(config, seed))
              .orElseThrow(() -> missing(arm, seed)));
    }
    return all;
  }

  private IllegalStateException missing(Arm arm, long seed) {
    return new IllegalStateException(
        Text.format(
            "%s: arm '%s' has no run with seed %d: environment/lab ablate makes it",
            study().id(), arm.name(), seed));
  }

  /** What a measure without arguments says of an arm, one number for each seed; NaN for none. */
  public double[] measure(String measure, Map<String, String> levels) {
    return measure(measure, "{}", levels);
  }

  /** What a measure with arguments, as JSON, says of an arm, one number for each seed. */
  public double[] measure(String measure, String with, Map<String, String> levels) {
    Measure by = Measures.named(measure, Study.json(with));
    Arm arm = plan.arm(levels);
    return plan.seeds().stream().mapToDouble(seed -> value(by, arm, seed).number()).toArray();
  }

  /** The differences of two arms, seed by seed, by a measure without arguments. */
  public Paired paired(String measure, Map<String, String> arm, Map<String, String> against) {
    return Paired.of(measure(measure, arm), measure(measure, against));
  }

  /**
   * The differences of one of the study's contrasts by its name, arm − against, seed by seed; a
   * seed of which a value is missing does not count.
   *
   * @throws IllegalArgumentException if the study has no such contrast, and says the nearest, or
   *     several
   */
  public Paired paired(String contrast) {
    List<String> names = plan.comparisons().stream().map(ContrastArms::name).toList();
    Checks.that(
        names.contains(contrast),
        "contrast='%s' is none of %s; perhaps '%s'",
        contrast,
        study().id(),
        Text.nearest(contrast, names));
    Checks.that(
        names.indexOf(contrast) == names.lastIndexOf(contrast),
        "contrast='%s' of %s stands for several measures: give measure, arm and against",
        contrast,
        study().id());
    ContrastArms of = plan.comparisons().get(names.indexOf(contrast));
    return new Paired(
        pairs(of).pairs().stream()
            .filter(Pair::whole)
            .mapToDouble(pair -> pair.arm() - pair.against())
            .toArray());
  }

  Value value(Measure measure, Arm arm, long seed) {
    Optional<TrainConfig> config = runs.config(arm);
    if (config.isEmpty() || measure.next(config.get(), runs.of(seed)).isPresent()) {
      return Value.none("not run");
    }
    return values.computeIfAbsent(
        List.of(measure, arm, seed), key -> measure.of(config.get(), runs.of(seed)));
  }

  /** What a step of each arm costs, if that was timed. */
  Optional<StepCosts> costs() {
    try {
      return runs.costs();
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** Every contrast with its numbers. */
  List<ContrastPairs> contrasts() {
    return plan.comparisons().stream().map(this::pairs).toList();
  }

  private ContrastPairs pairs(ContrastArms c) {
    List<Pair> pairs = new ArrayList<>();
    double resolution = 0;
    for (long seed : plan.seeds()) {
      List<Value> values = c.arms().stream().map(arm -> value(c.measure(), arm, seed)).toList();
      resolution =
          Math.max(resolution, values.stream().mapToDouble(Value::resolution).max().orElse(0));
      pairs.add(pair(c, seed, values));
    }
    // Four rounded numbers differ by √2 times what two do.
    return new ContrastPairs(c, c.isInteraction() ? Math.sqrt(2) * resolution : resolution, pairs);
  }

  private static Pair pair(ContrastArms c, long seed, List<Value> values) {
    List<String> why = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (!values.get(i).why().isEmpty()) {
        why.add(c.arms().get(i).name() + ": " + values.get(i).why());
      }
    }
    double arm = difference(values, 0, c.isInteraction());
    double against =
        values.size() == 1
            ? c.contrast().against().asDouble()
            : difference(values, c.isInteraction() ? 2 : 1, c.isInteraction());
    return new Pair(seed, number(arm), number(against), String.join("; ", why));
  }

  private static double difference(List<Value> values, int first, boolean isInteraction) {
    double value = values.get(first).number();
    return isInteraction ? value - values.get(first + 1).number() : value;
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  /** The tables of what was tuned. */
  List<Tuning> tunings() {
    return plan.arms().stream()
        .filter(arm -> arm.tune() != null)
        .map(arm -> Tuning.of(arm, runs))
        .toList();
  }
}
