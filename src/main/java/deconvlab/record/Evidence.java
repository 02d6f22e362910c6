package deconvlab.record;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a report shows of a study beside its verdicts, taken from a store.
 *
 * @param study the verdicts
 * @param arms in the order of the study
 * @param measures the names of the measures in {@link Run#measures()}, with their units
 * @param tuning what was tried to choose a value for each arm; empty without tuning
 * @param costs what a step of each arm costs; null if that was not timed
 * @param remarks what was mixed, is missing or is not shown, a sentence each
 * @param counted the names of the measures that need no run
 * @param proved what it need not measure
 * @param literature what others found
 * @param command what runs and reports the study again
 */
public record Evidence(
    StudyVerdict study,
    List<Arm> arms,
    Map<String, String> measures,
    List<Tuned> tuning,
    StepCosts costs,
    List<String> remarks,
    Set<String> counted,
    List<Proof> proved,
    List<Literature> literature,
    String command) {

  /**
   * An arm and its runs.
   *
   * @param name as in {@link ContrastVerdict#arm()}
   * @param levels factor → level
   * @param runs ascending by seed; a search has several of one seed
   */
  public record Arm(String name, Map<String, String> levels, List<Run> runs) {}

  /**
   * A run of an arm.
   *
   * @param seed its seed
   * @param variant what a search changed, for instance {@code optimizer.learningRate=0.1}, or ""
   * @param key its key in the store
   * @param record null where it is missing
   * @param measures by name; NaN where there is none
   * @param why by name: why there is none, or how it was censored
   */
  public record Run(
      long seed,
      String variant,
      String key,
      RunRecord record,
      Map<String, Double> measures,
      Map<String, String> why) {}

  /**
   * One tried value.
   *
   * @param arm the arm
   * @param value the value
   * @param score mean of the choosing measure over the seeds of the tuning; NaN if there is none
   * @param chosen whether it was taken
   * @param atEdge whether it is the first or last of the grid
   */
  public record Tuned(String arm, double value, double score, boolean chosen, boolean atEdge) {}
}
