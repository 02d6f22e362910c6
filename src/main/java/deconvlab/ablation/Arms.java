package deconvlab.ablation;

import deconvlab.record.Json;
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

/** The arms of a study in one size: built, checked, found by their levels. */
final class Arms {
  private final Map<String, Map<String, ?>> factors;
  private final Design design;
  private final List<Arm> all = new ArrayList<>();

  Arms(Study study, Profile size, List<Long> seeds, ObjectNode set) {
    factors = new LinkedHashMap<>(study.factors());
    design = Design.of(study.design(), factors);
    List<Tune> tunes = Tune.all(size.tune() == null ? study.tune() : size.tune(), seeds);
    Map<List<Object>, String> known = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (Map<String, String> levels : design.arms()) {
      String plain = levels.isEmpty() ? "the only arm" : String.join(", ", levels.values());
      String name = names.add(plain) ? plain : levels.toString();
      try {
        TrainConfig config = config(study, size, levels, set);
        Arm arm = new Arm(name, Collections.unmodifiableMap(levels), config, tune(levels, tunes));
        all.add(arm);
        // What it chooses for itself tells no two arms apart.
        TrainConfig start = arm.tune() == null ? config : arm.tries().get(0).config();
        String twin = known.put(Arrays.asList(start, arm.tune()), name);
        Checks.that(twin == null, "is the same run as arm '%s'", twin);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("arm '" + name + "': " + e.getMessage(), e);
      }
    }
    for (Tune tune : tunes) {
      boolean used = all.stream().anyMatch(arm -> tune.equals(arm.tune()));
      Checks.that(used, "tune: no arm chooses %s: arms=%s", tune.key(), tune.arms());
    }
  }

  private static TrainConfig config(
      Study study, Profile size, Map<String, String> levels, ObjectNode set) {
    List<ObjectNode> patches = new ArrayList<>(List.of(study.base(), size.base()));
    levels.forEach((factor, level) -> patches.add(study.factors().get(factor).get(level)));
    patches.add(set);
    TrainConfig config = Patch.config(patches.toArray(ObjectNode[]::new));
    config.check();
    return config;
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

  /** In the order in which they run and are shown. */
  List<Arm> all() {
    return Collections.unmodifiableList(all);
  }

  /** Reads {factor: level, …}, where factors may be left out. */
  Map<String, String> levels(String place, JsonNode levels) {
    return Design.levels(place, levels, factors, false);
  }

  /** The arm with these levels; where some are left out, the baseline's. */
  Arm find(String place, JsonNode asked) {
    Map<String, String> levels = levels(place, asked);
    List<Arm> found = all.stream().filter(arm -> arm.has(levels)).toList();
    if (found.size() > 1) {
      Map<String, String> whole = new LinkedHashMap<>(design.baseline());
      whole.putAll(levels);
      found = found.stream().filter(arm -> arm.has(whole)).toList();
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
  Arm find(Map<String, String> levels) {
    return find("arm", Json.tree(levels));
  }
}
