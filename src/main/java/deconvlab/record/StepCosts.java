package deconvlab.record;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a step of each arm of a study costs: counted, and timed with nothing else of the store
 * running, the arms in turns.
 *
 * @param format version of this form, {@value #FORMAT}
 * @param study the study's id
 * @param profile its size
 * @param platform where it was timed
 * @param started start time, ISO 8601 in UTC
 * @param arms in the order of the study
 */
public record StepCosts(
    int format, String study, String profile, Platform platform, String started, List<Arm> arms) {
  public static final int FORMAT = 1;

  public StepCosts {
    arms = List.copyOf(arms);
  }

  /**
   * One arm's cost.
   *
   * @param name the arm
   * @param configuration what it trains
   * @param parameters trainable numbers
   * @param multiplyAdds for one image forwards
   * @param milliseconds a step, the median of each turn
   */
  public record Arm(
      String name,
      ObjectNode configuration,
      long parameters,
      long multiplyAdds,
      List<Double> milliseconds) {
    public Arm {
      milliseconds = List.copyOf(milliseconds);
    }

    /** {least, middle, greatest} of the turns' times over those of {@code other}'s same turns. */
    public double[] times(Arm other) {
      double[] ratios = new double[milliseconds.size()];
      for (int i = 0; i < ratios.length; i++) {
        ratios[i] = milliseconds.get(i) / other.milliseconds.get(i);
      }
      Arrays.sort(ratios);
      int n = ratios.length;
      double middle = (ratios[(n - 1) / 2] + ratios[n / 2]) / 2;
      return new double[] {ratios[0], middle, ratios[n - 1]};
    }
  }
}
