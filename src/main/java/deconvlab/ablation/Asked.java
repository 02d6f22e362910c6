package deconvlab.ablation;

import deconvlab.record.Defaulted;
import deconvlab.record.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A measure that every arm is shown with.
 *
 * @param measure a name of {@link Measures}
 * @param with its arguments
 */
public record Asked(String measure, @Defaulted ObjectNode with) {
  public Asked {
    with = with == null ? Json.object() : with;
    Measures.named(measure, with);
  }
}
