package deconvlab.report;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Pair;
import deconvlab.text.Text;
import java.util.List;
import java.util.function.Function;

/**
 * What one side of a contrast measured, seed by seed.
 *
 * @param name as it is shown
 * @param arm as the contrast names it
 */
record ArmValues(String name, String arm, List<Pair> pairs, Function<Pair, Double> side) {
  private static final String CENSORED = ": censored: ";

  static ArmValues of(ContrastVerdict c, String name) {
    return new ArmValues(name, c.arm(), c.pairs(), Pair::arm);
  }

  static ArmValues against(ContrastVerdict c) {
    return new ArmValues(c.against(), c.against(), c.pairs(), Pair::against);
  }

  /** One a seed; NaN where there is none. */
  double[] numbers() {
    return pairs.stream()
        .map(side)
        .mapToDouble(value -> value == null ? Double.NaN : value)
        .toArray();
  }

  /** Why values are only bounds, once for each seed that has one. */
  List<String> censored() {
    String mark = arm + CENSORED;
    return pairs.stream()
        .flatMap(pair -> List.of(pair.why().split("; ")).stream())
        .filter(why -> why.startsWith(mark))
        .map(why -> why.substring(mark.length()))
        .toList();
  }

  /** How many values are only bounds; "" if none is. */
  String remark() {
    int count = censored().size();
    return count == 0 ? "" : Text.format("%d censored", count);
  }
}
