package deconvlab.ablation;

import deconvlab.record.Direction;
import deconvlab.record.Pair;
import java.util.List;

/**
 * A contrast with its numbers, not yet judged; the components as in {@link
 * deconvlab.record.ContrastVerdict}.
 */
public record ContrastPairs(
    String name,
    String measure,
    String unit,
    String arm,
    String against,
    Direction direction,
    double margin,
    double resolution,
    boolean primary,
    List<Pair> pairs) {
  public ContrastPairs {
    pairs = List.copyOf(pairs);
  }
}
