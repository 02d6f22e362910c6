package deconvlab.ablation;

import java.util.List;

/**
 * A contrast with its arms found.
 *
 * @param contrast as the study has it
 * @param measure its measure
 * @param arms the arm; with a second one the arm it is held against; with four, an interaction:
 *     (first − second) − (third − fourth)
 */
record ContrastArms(Contrast contrast, Measure measure, List<Arm> arms) {
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
