package deconvlab.ablation;

import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Which combinations of levels are arms.
 *
 * @param baseline the levels that a contrast may leave out, factor → level; empty without one
 * @param arms each factor → level, in the order of the factors
 */
record Design(Map<String, String> baseline, List<Map<String, String>> arms) {
  private static final int MOST = 1_000;
  private static final String ONE = "one-at-a-time";
  private static final String OUT = "leave-one-out";

  /** The arms of a study. */
  static Design of(JsonNode design, Map<String, Map<String, ?>> factors) {
    String name = design == null ? "grid" : design.isString() ? design.asString() : "";
    if (name.equals("grid")) {
      return new Design(Map.of(), grid(factors));
    }
    if (name.equals(ONE) || name.equals(OUT)) {
      return around(ends(factors, name.equals(OUT)), factors);
    }
    if (design.isArray() && !design.isEmpty()) {
      List<Map<String, String>> arms = new ArrayList<>();
      few(design.size());
      design.forEach(arm -> arms.add(levels("design[" + arms.size() + "]", arm, factors, true)));
      return new Design(Map.of(), arms);
    }
    for (String kind : List.of(ONE, OUT)) {
      if (design.size() == 1 && design.has(kind)) {
        return around(levels("design." + kind, design.get(kind), factors, true), factors);
      }
    }
    throw Checks.refusal(
        "design=%s must be \"grid\", \"%s\", \"%s\", one of the last two with levels, {\"%s\": {factor:"
            + " level}}, or a list of arms [{factor: level}, …]",
        Text.brief(design.toString()), ONE, OUT, ONE);
  }

  private static void few(int arms) {
    Checks.that(
        arms <= MOST, "design: over %,d arms: make it smaller, or list those that count", MOST);
  }

  private static List<Map<String, String>> grid(Map<String, Map<String, ?>> factors) {
    List<Map<String, String>> arms = List.of(Map.of());
    for (Map.Entry<String, Map<String, ?>> factor : factors.entrySet()) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> arm : arms) {
        for (String level : factor.getValue().keySet()) {
          few(more.size() + 1);
          more.add(with(arm, factor.getKey(), level));
        }
      }
      arms = more;
    }
    return arms;
  }

  /** All factors at one end: the first levels are without, the last with what is studied. */
  private static Map<String, String> ends(Map<String, Map<String, ?>> factors, boolean last) {
    Map<String, String> ends = new LinkedHashMap<>();
    factors.forEach(
        (factor, levels) -> {
          List<String> names = List.copyOf(levels.keySet());
          ends.put(factor, names.get(last ? names.size() - 1 : 0));
        });
    return ends;
  }

  /** The middle, then each factor in turn at its other levels. */
  private static Design around(Map<String, String> middle, Map<String, Map<String, ?>> factors) {
    List<Map<String, String>> arms = new ArrayList<>();
    arms.add(middle);
    factors.forEach(
        (factor, levels) ->
            levels.keySet().stream()
                .filter(level -> !level.equals(middle.get(factor)))
                .forEach(level -> arms.add(with(middle, factor, level))));
    few(arms.size());
    return new Design(middle, arms);
  }

  private static Map<String, String> with(Map<String, String> arm, String factor, String level) {
    Map<String, String> more = new LinkedHashMap<>(arm);
    more.put(factor, level);
    return more;
  }

  /** Reads {factor: level, …}; {@code all} if none may be left out. */
  static Map<String, String> levels(
      String place, JsonNode arm, Map<String, Map<String, ?>> factors, boolean all) {
    Checks.that(
        arm.isObject(),
        "%s: %s must be an object factor → level",
        place,
        Text.brief(arm.toString()));
    arm.properties()
        .forEach(
            e -> {
              if (!factors.containsKey(e.getKey())) {
                throw unknown(place, "factor", e.getKey(), factors.keySet());
              }
              Set<String> levels = factors.get(e.getKey()).keySet();
              if (!e.getValue().isString() || !levels.contains(e.getValue().asString())) {
                String level =
                    e.getValue().isString() ? e.getValue().asString() : e.getValue().toString();
                throw unknown(place, "level of " + e.getKey(), level, levels);
              }
            });
    Map<String, String> read = new LinkedHashMap<>();
    for (String factor : factors.keySet()) {
      if (arm.has(factor)) {
        read.put(factor, arm.get(factor).asString());
      } else if (all) {
        throw Checks.refusal("%s: %s says nothing of factor '%s'", place, arm, factor);
      }
    }
    return read;
  }

  private static IllegalArgumentException unknown(
      String place, String what, String name, Set<String> valid) {
    return Checks.refusal(
        "%s: '%s' is no %s%s",
        place, Text.brief(name), what, valid.isEmpty() ? ": there is none" : nearest(name, valid));
  }

  private static String nearest(String name, Set<String> valid) {
    return Text.format(
        "; perhaps '%s' (there are: %s)", Text.nearest(name, valid), String.join(", ", valid));
  }
}
