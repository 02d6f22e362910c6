package deconvlab.ablation;

import deconvlab.record.Defaulted;
import deconvlab.record.Json;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One number of the configuration that each arm chooses for itself, from the same grid, on seeds
 * that the judgement does not use: the value with the best mean of a measure.
 *
 * @param key the number's key, for instance {@code optimizer.learningRate}
 * @param grid what is tried, ascending
 * @param seeds what it is tried on
 * @param measure a name of {@link Measures}; a run without a value makes its grid point the worst
 * @param with the measure's arguments
 * @param best {@code greatest} (the default) or {@code least}
 * @param arms which arms choose, each {factor: level}; all if left out
 */
public record Tune(
    String key,
    List<Double> grid,
    JsonNode seeds,
    String measure,
    @Defaulted ObjectNode with,
    @Defaulted String best,
    @Defaulted List<ObjectNode> arms) {

  private static final int MOST = 100;

  public Tune {
    with = with == null ? Json.object() : with;
    best = best == null || best.isEmpty() ? "greatest" : best;
    arms = arms == null ? List.of() : List.copyOf(arms);
    grid = List.copyOf(grid);
    Checks.that(
        Patch.isNumber(key),
        "key=%s must be a number of the configuration, such as optimizer.learningRate",
        Text.brief(key));
    Checks.that(
        grid.size() >= 2 && grid.size() <= MOST,
        "grid of %,d values must have 2 to %,d",
        grid.size(),
        MOST);
    for (int i = 1; i < grid.size(); i++) {
      Checks.that(grid.get(i) > grid.get(i - 1), "grid=%s must be ascending", grid);
    }
    Checks.oneOf("best", best, List.of("greatest", "least"));
    SeedList.of(seeds);
    Measures.named(measure, with);
  }

  /** What a study says under {@code tune}: nothing, one or a list; none on a seed of the study. */
  static List<Tune> all(JsonNode tune, List<Long> judged) {
    List<Tune> all = new ArrayList<>();
    if (tune != null) {
      Iterable<JsonNode> each = tune.isArray() ? tune : List.of(tune);
      each.forEach(one -> all.add(Json.bind(one, Tune.class, "tune")));
    }
    for (Tune one : all) {
      for (long seed : one.tuningSeeds()) {
        Checks.that(
            !judged.contains(seed),
            "tune: seed %d is one of the study's: choose on seeds that are not judged",
            seed);
      }
    }
    return all;
  }

  Measure measuring() {
    return Measures.named(measure, with);
  }

  List<Long> tuningSeeds() {
    return SeedList.of(seeds);
  }

  /** Whether {@code score} is better than {@code best} so far. */
  boolean better(double score, double than) {
    return best.equals("greatest") ? score > than : score < than;
  }
}
