package deconvlab.ablation;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Pair;
import deconvlab.text.Checks;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Judges the contrasts of a report: one family, whatever studies they are of.
 *
 * <p>d is the difference arm − against of a seed, counted in the claim's direction. A primary
 * contrast whose mean d differs from its margin δ by a two-sided t-test, after Holm's adjustment
 * over all primary contrasts, is supported (above δ) or refuted (below); else it is not resolved.
 * The corners:
 *
 * <ul>
 *   <li>Numbers that come in steps of r never count as spread by less than r/√6, so equal ones are
 *       tested like others.
 *   <li>Numbers without spread of a continuous measure are exact: compared with δ, outside Holm,
 *       with p 0 (or 1 if they equal δ, which resolves nothing).
 *   <li>Fewer than 8 pairs, exact or not, resolve nothing; they stay in the family, with p 1 if
 *       there are fewer than two.
 *   <li>Seeds without a number on both sides are left out; a verdict that would turn if their d
 *       were the worst or the best one seen is withdrawn.
 * </ul>
 *
 * <p>Where every truth is at its margin, 5 % of families of 20 with 10 seeds get some verdict
 * ({@code JudgeProperties}); 1 to 2 % if both arms are skewed alike, for then d is symmetric with
 * heavy tails. The test does not protect against d that are skewed themselves: 13 % get one if d is
 * as skewed as a sum of four exponentials, 41 % if as one. So the sign-flip p, the bootstrap
 * interval and the interquartile mean stand beside.
 *
 * @param level the family's level, for instance 0.05
 */
record Judge(double level) {
  public Judge {
    Checks.that(level > 0 && level < 1, "level=%s must be in (0, 1), for instance 0.05", level);
  }

  /** How many contrasts are judged together: the primary ones, exact ones included. */
  static int family(List<List<ContrastPairs>> studies) {
    return (int) studies.stream().flatMap(List::stream).filter(ContrastPairs::primary).count();
  }

  /**
   * Every contrast's verdict, in the place of the contrast.
   *
   * @throws IllegalArgumentException if a number is not finite or above 5e99, a resolution is
   *     negative, or a seed stands twice in a contrast
   */
  List<List<ContrastVerdict>> judge(List<List<ContrastPairs>> studies) {
    Iterator<Decision> primary =
        Decision.family(
                level,
                studies.stream()
                    .flatMap(List::stream)
                    .filter(ContrastPairs::primary)
                    .map(Judge::contested)
                    .toList())
            .iterator();
    // nothing is judged where nothing is primary: then each stands for itself
    double alpha = level / Math.max(1, family(studies));
    return studies.stream()
        .map(
            study ->
                study.stream()
                    .map(
                        c ->
                            verdict(
                                c,
                                c.primary() ? primary.next() : Decision.shown(contested(c)),
                                alpha))
                    .toList())
        .toList();
  }

  private static Decision.Contested contested(ContrastPairs c) {
    number(c, "margin", c.margin());
    number(c, "resolution", c.resolution());
    Checks.that(
        c.resolution() >= 0, "%s: resolution=%s must be 0 or above", c.of().name(), c.resolution());
    Set<Long> seeds = new HashSet<>();
    for (Pair pair : c.pairs()) {
      Checks.that(
          seeds.add(pair.seed()),
          "%s: seed %d has two pairs, must have one",
          c.of().name(),
          pair.seed());
      number(c, "seed " + pair.seed() + ", arm", pair.arm());
      number(c, "seed " + pair.seed() + ", against", pair.against());
    }
    return new Decision.Contested(
        c.pairs().stream()
            .filter(Pair::whole)
            .mapToDouble(pair -> c.sign() * (pair.arm() - pair.against()))
            .toArray(),
        c.pairs().stream().filter(pair -> !pair.whole()).map(Pair::why).toList(),
        c.margin(),
        c.resolution());
  }

  private static void number(ContrastPairs c, String what, Double value) {
    Checks.that(
        value == null || Math.abs(value) <= Paired.LARGEST / 2,
        "%s: %s=%s must be finite, at most %s; what has no value is null, with a reason",
        c.of().name(),
        what,
        value,
        Paired.LARGEST / 2);
  }

  private static ContrastVerdict verdict(ContrastPairs c, Decision decided, double alpha) {
    Paired d = new Paired(contested(c).d());
    OptionalInt enough = d.enough(c.margin(), alpha, c.resolution());
    return new ContrastVerdict(
        c.of().name(),
        c.of().measure().title(),
        c.of().measure().unit(),
        c.of().arm(),
        c.of().against(),
        c.of().contrast().direction(),
        c.margin(),
        c.resolution(),
        c.primary(),
        decided.exact(),
        c.pairs().stream().sorted(Comparator.comparingLong(Pair::seed)).toList(),
        d.n(),
        orNull(d.mean()),
        d.t95().orElse(null),
        d.bootstrap95().orElse(null),
        orNull(decided.p()),
        orNull(decided.holm()),
        orNull(d.flip()),
        orNull(d.standardized()),
        orNull(d.better()),
        orNull(d.interquartileMean()),
        orNull(d.detectable(alpha, c.resolution())),
        enough.isPresent() ? (Integer) enough.getAsInt() : null,
        decided.verdict(),
        decided.why());
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
