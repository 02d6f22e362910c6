package deconvlab.verify;

/**
 * What one operator made of one case.
 *
 * @param operator the operator's name
 * @param agrees whether it did what the file says
 * @param error largest error relative to its array's largest entry (absolute where that is 0), for
 *     a training run as {@link TrainingComparison} has it; 0 where nothing is compared, infinite
 *     where the arrays cannot be compared
 * @param tolerance what the array of the largest error (or the first that disagrees) is held to; 0
 *     where nothing is compared
 * @param message what was refused and how, or what is wrong; empty where there is nothing to say
 */
public record OperatorResult(
    String operator, boolean agrees, double error, double tolerance, String message) {

  /** A check without numbers. */
  static OperatorResult of(Operator operator, boolean agrees, String message) {
    return new OperatorResult(operator.name(), agrees, 0, 0, message);
  }
}
