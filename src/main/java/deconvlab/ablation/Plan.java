package deconvlab.ablation;

import deconvlab.record.Json;
import deconvlab.record.Watch;
import deconvlab.text.Checks;
import deconvlab.train.TrainConfig;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
  private final Arms arms;
  private final List<ContrastArms> comparisons = new ArrayList<>();

  private Plan(Study study, String profile, List<Long> seeds, ObjectNode set) {
    Checks.oneOf("profile", profile, study.profileNames());
    this.study = study;
    this.profile = profile;
    this.set = set;
    Profile size = study.profiles().getOrDefault(profile, new Profile(null, null, null));
    this.seeds =
        seeds != null ? seeds : SeedList.of(size.seeds() == null ? study.seeds() : size.seeds());
    arms = new Arms(study, size, this.seeds, set);
    Checks.that(
        (long) arms.all().size() * this.seeds.size() <= MOST_RUNS,
        "%,d arms of %,d seeds are too many: at most %,d runs",
        arms.all().size(),
        this.seeds.size(),
        MOST_RUNS);
    study.contrasts().forEach(contrast -> comparisons.add(ContrastArms.of(contrast, arms)));
    Set<String> stands = new HashSet<>();
    for (ContrastArms c : comparisons) {
      Checks.that(
          stands.add(c.name() + "\n" + c.measure().title()),
          "contrast '%s' by %s stands twice",
          c.name(),
          c.measure().title());
    }
    arms.all().forEach(this::check);
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
      arm.tries().forEach(tried -> measured(arm.tune().measuring(), tried.config()));
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
    return arms.all();
  }

  /** What its runs note. */
  public Watch watch() {
    return study.watch().watch();
  }

  List<ContrastArms> comparisons() {
    return comparisons;
  }

  /** The arm with these levels; a factor that is left out must make no difference. */
  public Arm arm(Map<String, String> levels) {
    return arms.find(levels);
  }

  /** What an arm is measured by, each measure once. */
  List<Measure> measures(Arm arm) {
    Stream<Measure> shown = comparisons.stream().map(ContrastArms::measure);
    if (study.measures() != null) {
      shown = study.measures().stream().map(a -> Measures.named(a.measure(), a.with()));
    } else if (comparisons.isEmpty()) {
      shown = Stream.of(Measures.named("validation-accuracy", Json.object()));
    } else {
      shown = shown.filter(measure -> measure.most() <= 1);
    }
    Stream<Measure> own =
        comparisons.stream().filter(c -> c.arms().contains(arm)).map(ContrastArms::measure);
    return once(Stream.concat(shown, own));
  }

  /** All measures of all arms, each once. */
  List<Measure> measures() {
    return once(arms.all().stream().flatMap(arm -> measures(arm).stream()));
  }

  private static List<Measure> once(Stream<Measure> measures) {
    Map<String, Measure> byTitle = new LinkedHashMap<>();
    measures.forEach(measure -> byTitle.putIfAbsent(measure.title(), measure));
    return List.copyOf(byTitle.values());
  }

  /** What must be known, the tuning first; all arms of one seed stand together. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (Arm arm : arms.all()) {
      if (arm.tune() != null) {
        for (long seed : arm.tune().tuningSeeds()) {
          arm.tries().forEach(a -> cells.add(new Cell(this, a, seed, arm.tune().measuring())));
        }
      }
    }
    for (long seed : seeds) {
      for (Arm arm : arms.all()) {
        measures(arm).forEach(measure -> cells.add(new Cell(this, arm, seed, measure)));
      }
    }
    return cells;
  }

  /** Its size, arms, tunings and contrasts in words, a line each. */
  public List<String> describe() {
    return new PlanWords(this).lines();
  }
}
