package deconvlab.ablation;

import deconvlab.record.Json;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A study in one size with its seeds: every arm built, every contrast's arms found, every run known
 * that can be known beforehand. Nothing has been run when it stands, and nothing of it can be wrong
 * any more but what data and machine decide.
 */
public final class Plan {
  private final Study study;
  private final String profile;
  private final List<Long> seeds;
  private final ObjectNode set;
  private final Map<String, Map<String, ?>> factors;
  private final Design design;
  private final List<Arm> arms = new ArrayList<>();
  private final List<Comparison> comparisons = new ArrayList<>();

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
    study.contrasts().forEach(contrast -> comparisons.add(compare(contrast)));
    arms.forEach(arm -> measures(arm).forEach(measure -> watched(measure)));
    arms.forEach(
        arm ->
            Checks.that(
                !measures(arm).isEmpty(),
                "arm '%s' is neither measured nor compared: leave it out, or measures",
                arm.name()));
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

  List<Comparison> comparisons() {
    return comparisons;
  }

  private void build(Profile size) {
    List<Tune> tunes = tunes(size.tune() == null ? study.tune() : size.tune());
    Map<TrainConfig, String> known = new HashMap<>();
    Map<String, Boolean> names = new HashMap<>();
    for (Map<String, String> levels : design.arms()) {
      String name = levels.isEmpty() ? "the only arm" : String.join(", ", levels.values());
      String called = names.containsKey(name) ? levels.toString() : name;
      names.put(called, true);
      List<ObjectNode> patches = new ArrayList<>(List.of(study.base(), size.base()));
      levels.forEach((factor, level) -> patches.add(study.factors().get(factor).get(level)));
      patches.add(set);
      try {
        TrainConfig config = Patch.config(patches.toArray(ObjectNode[]::new));
        Tune tune = tune(levels, tunes);
        if (tune != null) {
          tune.grid().forEach(value -> Patch.set(config, tune.key(), value));
        }
        String twin = known.put(config, called);
        Checks.that(tune != null || twin == null, "is the same run as arm '%s'", twin);
        arms.add(new Arm(called, Map.copyOf(levels), config, tune));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("arm '" + called + "': " + e.getMessage(), e);
      }
    }
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
      watched(one.measuring());
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
                            .map(arm -> Design.levels("tune: arms", arm, factors, false))
                            .anyMatch(asked -> levels.entrySet().containsAll(asked.entrySet())))
            .toList();
    Checks.that(mine.size() <= 1, "has %d things to tune, at most one can be", mine.size());
    return mine.isEmpty() ? null : mine.get(0);
  }

  private void watched(Measure measure) {
    String lacks = measure.lacks(watch());
    Checks.that(lacks.isEmpty(), "%s: %s", measure.title(), lacks);
  }

  private Comparison compare(Contrast contrast) {
    try {
      Measure measure = Measures.named(contrast.measure(), contrast.with());
      Checks.that(
          contrast.unit().isEmpty() || contrast.unit().equals(measure.unit()),
          "unit=%s must be '%s', the unit of %s",
          contrast.unit(),
          measure.unit(),
          measure.title());
      return new Comparison(contrast, measure, arms(contrast));
    } catch (IllegalArgumentException e) {
      String which = contrast.name().isEmpty() ? contrast.arm().toString() : contrast.name();
      throw new IllegalArgumentException("contrast '" + which + "': " + e.getMessage(), e);
    }
  }

  private List<Arm> arms(Contrast contrast) {
    Arm arm = arm("arm", contrast.arm());
    JsonNode against = contrast.against();
    if (against.isNumber()) {
      return List.of(arm);
    }
    if (!against.has("interaction")) {
      Arm other = arm("against", against);
      Checks.that(!other.equals(arm), "arm and against are the same, '%s'", arm.name());
      return List.of(arm, other);
    }
    Checks.that(
        against.size() == 1, "against=%s must hold nothing beside \"interaction\"", against);
    Map<String, String> other =
        Design.levels("against.interaction", against.get("interaction"), factors, false);
    Checks.that(
        other.size() == 2
            && other.keySet().stream().noneMatch(f -> other.get(f).equals(arm.level(f))),
        "against.interaction=%s must give two factors, each another level than the arm's",
        against.get("interaction"));
    List<String> two = List.copyOf(other.keySet());
    Map<String, String> second = with(arm.levels(), two.get(1), other);
    Map<String, String> third = with(arm.levels(), two.get(0), other);
    return List.of(arm, arm(second), arm(third), arm(with(third, two.get(1), other)));
  }

  private static Map<String, String> with(
      Map<String, String> levels, String factor, Map<String, String> other) {
    Map<String, String> changed = new LinkedHashMap<>(levels);
    changed.put(factor, other.get(factor));
    return changed;
  }

  /** The arm with these levels; where some are left out, the baseline's. */
  private Arm arm(String place, JsonNode asked) {
    Map<String, String> levels = Design.levels(place, asked, factors, false);
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
        "%s=%s must mean one arm of the design; it means %s",
        place,
        asked,
        found.isEmpty() ? "none" : found.size() + " or more");
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
          .map(Comparison::measure)
          .filter(measure -> measure.most() <= 1)
          .forEach(measure -> all.putIfAbsent(measure.title(), measure));
      if (study.contrasts().isEmpty()) {
        Measure accuracy = Measures.named("validation-accuracy", Json.object());
        all.putIfAbsent(accuracy.title(), accuracy);
      }
    }
    comparisons.stream()
        .filter(comparison -> comparison.arms().contains(arm))
        .map(Comparison::measure)
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

  /** Its arms, contrasts and tunings, a line each. */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (Arm arm : arms) {
      lines.add(
          Text.format(
              "%s: %s%s",
              arm.name(),
              String.join(", ", Patch.differences(Patch.config(), arm.config())),
              arm.tune() == null
                  ? ""
                  : Text.format("; chooses %s of %s", arm.tune().key(), arm.tune().grid())));
    }
    for (Comparison c : comparisons) {
      lines.add(
          Text.format(
              "contrast '%s': %s of %s %s than of %s, margin %s %s%s",
              c.name(),
              c.measure().title(),
              c.arm(),
              c.contrast().direction(),
              c.against(),
              c.contrast().margin(),
              c.measure().unit(),
              c.contrast().primary() ? "" : " (shown, not judged)"));
    }
    return lines;
  }
}
