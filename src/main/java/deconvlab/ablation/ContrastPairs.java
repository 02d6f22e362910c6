package deconvlab.ablation;

import deconvlab.record.Pair;
import java.util.List;

/**
 * A contrast with its numbers, not yet judged.
 *
 * @param of the contrast
 * @param resolution as in {@link deconvlab.record.ContrastVerdict}
 * @param pairs one for each planned seed, in any order
 */
record ContrastPairs(ContrastArms of, double resolution, List<Pair> pairs) {
  boolean primary() {
    return of.contrast().primary();
  }

  double margin() {
    return of.contrast().margin();
  }

  int sign() {
    return of.contrast().direction().sign();
  }
}
