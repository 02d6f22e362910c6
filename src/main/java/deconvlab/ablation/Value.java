package deconvlab.ablation;

/**
 * What a measure says of one arm and one seed.
 *
 * @param number the value; NaN if there is none
 * @param why why there is none ({@code diverged}, {@code not trained}, {@code level not reached}),
 *     or how it was censored ({@code censored: …}); "" else
 * @param resolution the step between two values that can be told apart, 0 if continuous
 */
public record Value(double number, String why, double resolution) {
  /** A value of a continuous measure. */
  public static Value of(double number) {
    return new Value(number, "", 0);
  }

  /** A value that comes in steps. */
  public static Value of(double number, double resolution) {
    return new Value(number, "", resolution);
  }

  /** No value, and why. */
  public static Value none(String why) {
    return new Value(Double.NaN, why, 0);
  }

  /** The same value, which stands for one that lies beyond it. */
  public Value censored(String how) {
    return new Value(number, "censored: " + how, resolution);
  }
}
