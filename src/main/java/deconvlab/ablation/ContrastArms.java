package deconvlab.ablation;

import deconvlab.record.Literature;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A contrast with its arms found.
 *
 * @param contrast as the study has it
 * @param measure its measure
 * @param arms the arm; with a second one the arm it is held against; with four, an interaction:
 *     (first − second) − (third − fourth)
 */
record ContrastArms(Contrast contrast, Measure measure, List<Arm> arms) {
  /** Finds what a contrast means by its measure and arms. */
  static ContrastArms of(Contrast contrast, Arms all) {
    try {
      Measure measure = Measures.named(contrast.measure(), contrast.with());
      Checks.that(
          contrast.unit().isEmpty() || contrast.unit().equals(measure.unit()),
          "unit=%s must be '%s', the unit of %s",
          Text.brief(contrast.unit()),
          measure.unit(),
          measure.title());
      return new ContrastArms(contrast, measure, arms(contrast, all));
    } catch (IllegalArgumentException e) {
      String which = contrast.name().isEmpty() ? contrast.arm().toString() : contrast.name();
      throw new IllegalArgumentException(
          "contrast '" + Text.brief(which) + "': " + e.getMessage(), e);
    }
  }

  /** Refuses a name that means no contrast of a study, or several. */
  static void named(String place, Literature one, List<ContrastArms> contrasts) {
    List<String> names = contrasts.stream().map(ContrastArms::name).toList();
    long found = names.stream().filter(one.contrast()::equals).count();
    Checks.that(
        found == 1 || one.contrast().isEmpty(),
        "%s.contrast='%s' is the name of %d contrasts, must be of one%s",
        place,
        Text.brief(one.contrast()),
        found,
        found > 1 || names.isEmpty() ? "" : "; perhaps " + Text.nearest(one.contrast(), names));
  }

  private static List<Arm> arms(Contrast contrast, Arms all) {
    Arm arm = all.find("arm", contrast.arm());
    JsonNode against = contrast.against();
    if (against.isNumber()) {
      return List.of(arm);
    }
    if (!against.has("interaction")) {
      Arm other = all.find("against", against);
      Checks.that(!other.equals(arm), "arm and against are the same, '%s'", arm.name());
      return List.of(arm, other);
    }
    Checks.that(
        against.size() == 1, "against=%s must hold nothing beside \"interaction\"", against);
    Map<String, String> other = all.levels("against.interaction", against.get("interaction"));
    Checks.that(
        other.size() == 2
            && other.keySet().stream().noneMatch(f -> other.get(f).equals(arm.level(f))),
        "against.interaction=%s must give two factors, each another level than the arm's",
        against.get("interaction"));
    List<String> two = List.copyOf(other.keySet());
    Map<String, String> second = with(arm.levels(), two.get(1), other);
    Map<String, String> third = with(arm.levels(), two.get(0), other);
    return List.of(
        arm, all.find(second), all.find(third), all.find(with(third, two.get(1), other)));
  }

  private static Map<String, String> with(
      Map<String, String> levels, String factor, Map<String, String> other) {
    Map<String, String> changed = new LinkedHashMap<>(levels);
    changed.put(factor, other.get(factor));
    return changed;
  }

  /** The arm in words; of an interaction the effect it looks at. */
  String arm() {
    return isInteraction() ? effect(0) : arms.get(0).name();
  }

  /** What it is held against, in words. */
  String against() {
    if (isInteraction()) {
      return effect(2);
    }
    return arms.size() == 2 ? arms.get(1).name() : contrast.against().toString();
  }

  boolean isInteraction() {
    return arms.size() == 4;
  }

  private String effect(int first) {
    return arms.get(first).name() + " − " + arms.get(first + 1).name();
  }

  String name() {
    return contrast.name().isEmpty() ? arm() + " against " + against() : contrast.name();
  }
}
