package deconvlab.export;

import deconvlab.record.Evidence;
import deconvlab.record.RunKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That a run stands for an arm of a study; one run may stand for arms of several.
 *
 * @param study the study's id
 * @param arm the arm's name
 * @param variant what a search changed, or ""
 * @param seed the run's seed
 * @param key the run's key in the store
 * @param found where it is; empty if the store lacks it
 */
public record ArmRun(
    String study, String arm, String variant, long seed, String key, Optional<RunKey> found) {

  /** All of a study, arm by arm; what is counted without a run is left out. */
  public static List<ArmRun> of(Evidence evidence) {
    List<ArmRun> all = new ArrayList<>();
    for (Evidence.Arm arm : evidence.arms()) {
      for (Evidence.Run run : arm.runs()) {
        if (!run.key().isEmpty()) {
          Optional<RunKey> found = Optional.ofNullable(run.record()).map(RunKey::of);
          all.add(
              new ArmRun(
                  evidence.study().id(), arm.name(), run.variant(), run.seed(), run.key(), found));
        }
      }
    }
    return all;
  }
}
