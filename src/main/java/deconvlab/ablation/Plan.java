package deconvlab.ablation;

import deconvlab.record.Json;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A study in one size with its seeds: every arm built, every contrast's arms found, every run known
 * that can be known beforehand. Nothing has been run when it stands, and nothing of it can be wrong
 * any more but what data and machine decide.
 */
public final class Plan {
  private static final int MOST_RUNS = 100_000;

  private final Study study;
  private final String profile;
  private final List<Long> seeds;
  private final ObjectNode set;
  private final Map<String, Map<String, ?>> factors;
  private final Design design;
  private final List<Arm> arms = new ArrayList<>();
  private final List<ContrastArms> comparisons = new ArrayList<>();

  private Plan(Study study, String profile, List<Long> seeds, ObjectNode set) {
    Checks.oneOf("profile", profile, study.profileNames());
    this.study = study;
    this.profile = profile;
    this.set = set;
    Profile size = study.profiles().getOrDefault(profile, new Profile(null, null, null));
    this.seeds =
        seeds != null ? seeds : SeedList.of(size.seeds() == null ? study.seeds() : size.seeds());
    factors = new LinkedHashMap<>(study.factors());
    design = Design.of(study.design(), factors);
    build(size);
    study.contrasts().forEach(contrast -> comparisons.add(ContrastArms.of(contrast, this)));
    Set<String> stands = new HashSet<>();
    for (ContrastArms c : comparisons) {
      Checks.that(
          stands.add(c.name() + "\n" + c.measure().title()),
          "contrast '%s' by %s stands twice",
          c.name(),
          c.measure().title());
    }
    arms.forEach(this::check);
    for (int i = 0; i < study.literature().size(); i++) {
      ContrastArms.named("literature[" + i + "]", study.literature().get(i), comparisons);
    }
  }

  /** Refuses what cannot be measured. */
  private void check(Arm arm) {
    List<Measure> measures = measures(arm);
    Checks.that(
        !measures.isEmpty(),
        "arm '%s' is neither measured nor compared: leave it out, or say measures",
        arm.name());
    try {
      measures.forEach(measure -> measured(measure, arm.config()));
      if (arm.tune() != null) {
        arm.tune().grid().forEach(v -> measured(arm.tune().measuring(), tried(arm, v).config()));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("arm '" + arm.name() + "': " + e.getMessage(), e);
    }
  }

  private void measured(Measure measure, TrainConfig config) {
    String lacks = measure.lacks(watch());
    Checks.that(lacks.isEmpty(), "%s: %s", measure.title(), lacks);
    measure.check(config);
  }

  /** The study in a size with this size's seeds. */
  public static Plan of(Study study, String profile) {
    return of(study, profile, null, Json.object());
  }

  /**
   * The study in a size.
   *
   * @param seeds null for this size's own
   * @param set a patch over every arm
   * @throws IllegalArgumentException naming study, profile, place, value and what is right
   */
  public static Plan of(Study study, String profile, List<Long> seeds, ObjectNode set) {
    try {
      return new Plan(study, profile, seeds, set);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          study.id() + ", profile " + profile + ": " + e.getMessage(), e);
    }
  }

  public Study study() {
    return study;
  }

  public String profile() {
    return profile;
  }

  public List<Long> seeds() {
    return seeds;
  }

  /** What was set over every arm. */
  public ObjectNode set() {
    return set;
  }

  /** In the order in which they run and are shown. */
  public List<Arm> arms() {
    return List.copyOf(arms);
  }

  /** What its runs note. */
  public Watch watch() {
    return study.watch().watch();
  }

  List<ContrastArms> comparisons() {
    return comparisons;
  }

  private void build(Profile size) {
    List<Tune> tunes = tunes(size.tune() == null ? study.tune() : size.tune());
    Map<List<Object>, String> known = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (Map<String, String> levels : design.arms()) {
      String plain = levels.isEmpty() ? "the only arm" : String.join(", ", levels.values());
      String name = names.add(plain) ? plain : levels.toString();
      try {
        Arm arm = arm(name, levels, size, tunes);
        arms.add(arm);
        // What it chooses for itself tells no two arms apart.
        TrainConfig start =
            arm.tune() == null ? arm.config() : tried(arm, arm.tune().grid().get(0)).config();
        String twin = known.put(Arrays.asList(start, arm.tune()), name);
        Checks.that(twin == null, "is the same run as arm '%s'", twin);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("arm '" + name + "': " + e.getMessage(), e);
      }
    }
    for (Tune tune : tunes) {
      boolean used = arms.stream().anyMatch(arm -> tune.equals(arm.tune()));
      Checks.that(used, "tune: no arm chooses %s: arms=%s", tune.key(), tune.arms());
    }
    Checks.that(
        (long) arms.size() * seeds.size() <= MOST_RUNS,
        "%,d arms of %,d seeds are too many: at most %,d runs",
        arms.size(),
        seeds.size(),
        MOST_RUNS);
  }

  private Arm arm(String name, Map<String, String> levels, Profile size, List<Tune> tunes) {
    List<ObjectNode> patches = new ArrayList<>(List.of(study.base(), size.base()));
    levels.forEach((factor, level) -> patches.add(study.factors().get(factor).get(level)));
    patches.add(set);
    TrainConfig config = Patch.config(patches.toArray(ObjectNode[]::new));
    config.check();
    return new Arm(name, Collections.unmodifiableMap(levels), config, tune(levels, tunes));
  }

  private List<Tune> tunes(JsonNode tune) {
    List<Tune> all = new ArrayList<>();
    if (tune != null) {
      Iterable<JsonNode> each = tune.isArray() ? tune : List.of(tune);
      for (JsonNode one : each) {
        all.add(Json.bind(one, Tune.class, "tune"));
      }
    }
    for (Tune one : all) {
      one.tuningSeeds().stream()
          .filter(seeds::contains)
          .findFirst()
          .ifPresent(
              seed -> {
                throw Checks.refusal(
                    "tune: seed %d is one of the study's: choose on seeds that are not judged",
                    seed);
              });
    }
    return all;
  }

  private Tune tune(Map<String, String> levels, List<Tune> tunes) {
    List<Tune> mine =
        tunes.stream()
            .filter(
                tune ->
                    tune.arms().isEmpty()
                        || tune.arms().stream()
                            .map(arm -> levels("tune: arms", arm))
                            .anyMatch(asked -> levels.entrySet().containsAll(asked.entrySet())))
            .toList();
    Checks.that(mine.size() <= 1, "has %d things to tune, at most one can be", mine.size());
    return mine.isEmpty() ? null : mine.get(0);
  }

  /** Reads {factor: level, …}, where factors may be left out. */
  Map<String, String> levels(String place, JsonNode levels) {
    return Design.levels(place, levels, factors, false);
  }

  /** The arm with these levels; where some are left out, the baseline's. */
  Arm arm(String place, JsonNode asked) {
    Map<String, String> levels = levels(place, asked);
    List<Arm> found =
        arms.stream()
            .filter(arm -> arm.levels().entrySet().containsAll(levels.entrySet()))
            .toList();
    if (found.size() > 1) {
      Map<String, String> whole = new LinkedHashMap<>(design.baseline());
      whole.putAll(levels);
      found =
          found.stream()
              .filter(arm -> arm.levels().entrySet().containsAll(whole.entrySet()))
              .toList();
    }
    Checks.that(
        found.size() == 1,
        "%s=%s means %d arms of the design: it must mean one, so give the levels that tell it apart",
        place,
        asked,
        found.size());
    return found.get(0);
  }

  /** The arm with these levels; a factor that is left out must make no difference. */
  public Arm arm(Map<String, String> levels) {
    return arm("arm", Json.tree(levels));
  }

  /** What an arm is measured by, each measure once. */
  List<Measure> measures(Arm arm) {
    Map<String, Measure> all = new LinkedHashMap<>();
    if (study.measures() != null) {
      study.measures().stream()
          .map(asked -> Measures.named(asked.measure(), asked.with()))
          .forEach(measure -> all.putIfAbsent(measure.title(), measure));
    } else {
      comparisons.stream()
          .map(ContrastArms::measure)
          .filter(measure -> measure.most() <= 1)
          .forEach(measure -> all.putIfAbsent(measure.title(), measure));
      if (study.contrasts().isEmpty()) {
        Measure accuracy = Measures.named("validation-accuracy", Json.object());
        all.putIfAbsent(accuracy.title(), accuracy);
      }
    }
    comparisons.stream()
        .filter(comparison -> comparison.arms().contains(arm))
        .map(ContrastArms::measure)
        .forEach(measure -> all.putIfAbsent(measure.title(), measure));
    return List.copyOf(all.values());
  }

  /** All measures of all arms, each once. */
  List<Measure> measures() {
    Map<String, Measure> all = new LinkedHashMap<>();
    arms.forEach(arm -> measures(arm).forEach(m -> all.putIfAbsent(m.title(), m)));
    return List.copyOf(all.values());
  }

  /** What must be known, the tuning first; all arms of one seed stand together. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Arm arm : arms) {
      Tune tune = arm.tune();
      if (tune != null) {
        for (long seed : tune.tuningSeeds()) {
          for (double value : tune.grid()) {
            cells.add(new Cell(this, tried(arm, value), seed, tune.measuring()));
          }
        }
      }
    }
    for (long seed : seeds) {
      for (Arm arm : arms) {
        measures(arm).forEach(measure -> cells.add(new Cell(this, arm, seed, measure)));
      }
    }
    return cells;
  }

  /** An arm at one point of its grid. */
  static Arm tried(Arm arm, double value) {
    Tune tune = arm.tune();
    return new Arm(
        arm.name() + ", " + tune.key() + "=" + value,
        arm.levels(),
        Patch.set(arm.config(), tune.key(), value),
        null);
  }

  /** Its size, arms, tunings and contrasts in words, a line each. */
  public List<String> describe() {
    return PlanWords.of(this);
  }
}
