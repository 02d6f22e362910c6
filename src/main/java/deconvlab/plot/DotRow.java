package deconvlab.plot;

import deconvlab.text.Text;
import java.util.Arrays;

/**
 * A row of {@link SeedDots}.
 *
 * @param values one a seed
 * @param drawn those that have a place
 * @param mean {lower end, mean, upper end} as {@link Interval#of} gives it
 * @param margin NaN where the values are no differences
 */
record DotRow(
    String name, String remark, double[] values, double[] drawn, double[] mean, double margin) {
  DotRow(String name, String remark, double[] values, double margin) {
    this(name, remark, values, placed(values), Interval.MEAN_T95.of(placed(values)), margin);
  }

  private static double[] placed(double[] values) {
    return Arrays.stream(values).filter(v -> Math.abs(v) <= Scale.LIMIT).toArray();
  }

  boolean hasMargin() {
    return !Double.isNaN(margin);
  }

  /** Four pixels a seed, so that neighbours hardly touch. */
  int height() {
    return Math.max(26, Math.min(72, 4 * values.length));
  }

  String summary() {
    String mean =
        drawn.length == 0
            ? "no value"
            : Text.format("mean %s%s", Numbers.brief(mean()[1]), interval());
    String margin = hasMargin() ? ", margin " + Numbers.brief(margin()) : "";
    String remark = remark().isBlank() ? "" : " (" + remark() + ")";
    return Text.format("%s%s: %s, n = %d%s.", name, remark, mean, drawn.length, margin);
  }

  private String interval() {
    return drawn.length < 2
        ? ""
        : Text.format(" [%s, %s]", Numbers.brief(mean()[0]), Numbers.brief(mean()[2]));
  }
}
