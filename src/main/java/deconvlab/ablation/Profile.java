package deconvlab.ablation;

import deconvlab.record.Defaulted;
import deconvlab.record.Json;
import deconvlab.train.Patch;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A size of a study.
 *
 * @param base a patch over the study's own
 * @param seeds instead of the study's own; null for these
 * @param tune instead of the study's own; null for these
 */
public record Profile(
    @Defaulted ObjectNode base, @Defaulted JsonNode seeds, @Defaulted JsonNode tune) {
  /** In order of size: the last is the fullest. */
  public static final List<String> NAMES = List.of("smoke", "quick", "full");

  public Profile {
    base = base == null ? Json.object() : Patch.merge(base);
    seeds = Json.orNull(seeds);
    tune = Json.orNull(tune);
  }
}
