package deconvlab.ablation;

import deconvlab.record.Copy;
import deconvlab.record.Defaulted;
import deconvlab.record.Direction;
import deconvlab.record.Json;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A comparison that a study makes, fixed before its runs.
 *
 * @param name a few words for tables
 * @param measure a name of {@link Measures}
 * @param with the measure's arguments
 * @param arm factor → level; a factor that is left out has its baseline's level or makes no
 *     difference to which arm is meant
 * @param against another arm, as {@code arm}; a number; or {@code {"interaction": {…}}}, the arm
 *     with both factors at their other level: the effect of the second factor at the arm's level of
 *     the first is held against its effect at the other level
 * @param direction which way the claim points: arm greater than against, or less
 * @param margin δ, below which a difference would not matter, in the measure's unit
 * @param unit the measure's unit, for readers of the file; must be the measure's own
 * @param primary whether it is judged (the default) or only shown
 */
public record Contrast(
    @Defaulted String name,
    String measure,
    @Defaulted ObjectNode with,
    JsonNode arm,
    JsonNode against,
    Direction direction,
    double margin,
    @Defaulted String unit,
    @Defaulted Boolean primary) {

  public Contrast {
    name = name == null ? "" : name;
    with = with == null ? Json.object() : with;
    unit = unit == null ? "" : unit;
    primary = primary == null || primary;
    Checks.that(
        name.equals(Text.printable(name)), "name=%s must be printable text", Text.brief(name));
    Checks.that(Double.isFinite(margin), "margin=%s must be a finite number", margin);
    boolean named = arm.isObject() && !arm.has("interaction");
    Checks.that(named, "arm=%s must be an object factor → level", Text.brief(arm.toString()));
    Checks.that(
        against.isObject() || (against.isNumber() && Double.isFinite(against.asDouble())),
        "against=%s must be an arm {factor: level}, a number, or {\"interaction\": {factor: level}}",
        Text.brief(against.toString()));
  }

  /** A contrast of two arms by a measure without arguments, judged with margin 0. */
  public static Contrast of(
      String measure, Map<String, String> arm, Direction direction, Map<String, String> against) {
    return new Contrast(
        "", measure, Json.object(), Json.tree(arm), Json.tree(against), direction, 0, "", true);
  }

  public Contrast named(String value) {
    return Copy.with(this, "name", value);
  }

  public Contrast withMargin(double value) {
    return Copy.with(this, "margin", value);
  }

  /** With the measure's arguments as JSON, for instance {@code {"from": 0, "to": 200}}. */
  public Contrast with(String arguments) {
    return Copy.with(this, "with", Study.json(arguments));
  }

  /** The same, shown but not judged. */
  public Contrast shown() {
    return Copy.with(this, "primary", false);
  }
}
