package deconvlab.verify;

import java.util.List;

/**
 * What came of one case.
 *
 * @param file the file it is from
 * @param kind what messages call it: {@code case}, or {@code run} for a training run
 * @param name its name there
 * @param checks one for each operator
 */
public record CaseResult(String file, String kind, String name, List<OperatorResult> checks) {
  /** Copies the list. */
  public CaseResult {
    checks = List.copyOf(checks);
  }

  /** Whether every operator agrees. */
  public boolean agrees() {
    return checks.stream().allMatch(OperatorResult::agrees);
  }
}
