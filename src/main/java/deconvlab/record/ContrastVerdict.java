package deconvlab.record;

import java.util.List;
import java.util.Set;

/**
 * A contrast with its raw numbers, its statistics and, if it is primary, its verdict. With d the
 * difference arm − against of a seed, counted in the claim's direction; what cannot be computed is
 * null.
 *
 * @param name the contrast in a few words
 * @param measure the measure's name with its arguments
 * @param unit the measure's unit
 * @param arm the arm, or the first difference of an interaction
 * @param against the other arm, a constant in words, or the second difference of an interaction
 * @param direction which way the claim points
 * @param margin δ, below which a difference would not matter
 * @param resolution r, the step between two values of the measure; 0 if it is continuous
 * @param primary whether it is judged
 * @param exact whether the numbers are exact and were compared, not tested
 * @param pairs every planned seed, ascending
 * @param n whole pairs
 * @param mean mean of d
 * @param ci95 two-sided 95 % t-interval of the mean of d
 * @param bootstrap95 seeded BCa bootstrap interval of the mean of d
 * @param p two-sided p of mean d against the margin, before Holm; of exact numbers 0, or 1 if they
 *     equal the margin; 1 of fewer than two pairs
 * @param p_holm the same, adjusted over all primary contrasts of the report
 * @param p_flip exact two-sided sign-flip p of mean d against 0; null of more than 40 pairs
 * @param dz mean of d over its standard deviation
 * @param p_better probability of improvement: share of pairs with d above 0, ties half
 * @param iqm interquartile mean of d
 * @param detectable smallest effect that so many pairs find with a power of 80 %
 * @param enough how many pairs of this spread would find an effect of 0 with that power; 8 at
 *     least, for fewer resolve nothing; null of more than 10,000
 * @param verdict null if it is not primary
 * @param why what a reader must know of the verdict, for instance "fewer than 8 pairs"; "" if
 *     nothing
 */
public record ContrastVerdict(
    String name,
    String measure,
    String unit,
    String arm,
    String against,
    Direction direction,
    double margin,
    double resolution,
    boolean primary,
    boolean exact,
    List<Pair> pairs,
    int n,
    @Defaulted Double mean,
    @Defaulted List<Double> ci95,
    @Defaulted List<Double> bootstrap95,
    @Defaulted Double p,
    @Defaulted Double p_holm,
    @Defaulted Double p_flip,
    @Defaulted Double dz,
    @Defaulted Double p_better,
    @Defaulted Double iqm,
    @Defaulted Double detectable,
    @Defaulted Integer enough,
    @Defaulted Verdict verdict,
    String why) {
  public ContrastVerdict {
    pairs = List.copyOf(pairs);
  }

  /** d of every planned seed; NaN where a pair is not whole. */
  public double[] differences() {
    return pairs.stream()
        .mapToDouble(p -> p.whole() ? direction.sign() * (p.arm() - p.against()) : Double.NaN)
        .toArray();
  }

  /**
   * What counting alone says of it, without a test.
   *
   * @param counted the measures that need no run
   * @return null if it is primary, its numbers are not exact or its measure is none of them
   */
  public Verdict byCount(Set<String> counted) {
    if (primary || !exact || !counted.contains(measure)) {
      return null;
    }
    return p > 0 ? Verdict.NOT_RESOLVED : mean > margin ? Verdict.SUPPORTED : Verdict.REFUTED;
  }
}
