package deconvlab.ablation;

import deconvlab.record.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is decided of a contrast.
 *
 * @param p two-sided p of mean d against the margin
 * @param holm p adjusted over the family; NaN if the contrast is not of one
 * @param exact whether the numbers were compared, not tested
 * @param verdict null if the contrast is not of a family
 * @param why what a reader must know of it, or ""
 */
record Decision(double p, double holm, boolean exact, Verdict verdict, String why) {
  /** Fewer pairs decide nothing. */
  static final int LEAST = 8;

  /**
   * What is known of a contrast.
   *
   * @param d differences, counted in the claim's direction, of the seeds that have one
   * @param lost for every other planned seed why it has none
   * @param margin δ
   * @param resolution r
   */
  record Contested(double[] d, List<String> lost, double margin, double resolution) {
    /**
     * With e = d − margin: Student's t-test of mean e = 0, s never less than r/√6. If r = 0 and d
     * has no spread, the limit of that test: p 0, or 1 where mean e is 0 but for rounding. p 1 of
     * fewer than two pairs.
     */
    Tested test() {
      Paired pairs = new Paired(d);
      double e = pairs.mean() - margin;
      if (pairs.n() < 2) {
        return new Tested(1, false, false);
      }
      if (pairs.deviation(resolution) == 0) {
        return new Tested(Math.abs(e) <= pairs.rounding() ? 1 : 0, e > 0, true);
      }
      return new Tested(pairs.p(margin, resolution), e > 0, false);
    }

    private Contested filled(double value) {
      double[] all = Arrays.copyOf(d, d.length + lost.size());
      Arrays.fill(all, d.length, all.length, value);
      return new Contested(all, List.of(), margin, resolution);
    }

    private String missing() {
      List<String> reasons = lost.stream().filter(r -> !r.isEmpty()).distinct().sorted().toList();
      return lost.isEmpty()
          ? ""
          : lost.size()
              + " of "
              + (d.length + lost.size())
              + " pairs have no value"
              + (reasons.isEmpty() ? "" : " (" + String.join(", ", reasons) + ")");
    }
  }

  /** A contrast's own test, before the family is looked at. */
  record Tested(double p, boolean above, boolean exact) {
    /** NaN stays out of {@link #adjusted}. */
    private double tested() {
      return exact ? Double.NaN : p;
    }

    private Verdict verdict(double holm, double level) {
      if ((exact ? p : holm) > level) {
        return Verdict.NOT_RESOLVED;
      }
      return above ? Verdict.SUPPORTED : Verdict.REFUTED;
    }
  }

  /** A contrast that is shown, not judged. */
  static Decision shown(Contested contrast) {
    Tested own = contrast.test();
    return new Decision(own.p, Double.NaN, own.exact, null, contrast.missing());
  }

  /** The primary contrasts of a report, in their order. */
  static List<Decision> family(double level, List<Contested> contrasts) {
    List<Tested> tests = contrasts.stream().map(Contested::test).toList();
    double[] p = tests.stream().mapToDouble(Tested::tested).toArray();
    double[] holm = adjusted(p);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < p.length; i++) {
      Contested contrast = contrasts.get(i);
      Tested own = tests.get(i);
      Verdict found = own.verdict(holm[i], level);
      boolean few = contrast.d.length < LEAST;
      String turns =
          few || found == Verdict.NOT_RESOLVED ? "" : turns(contrast, found, level, p, i);
      boolean stands = !few && turns.isEmpty();
      String why =
          List.of(few ? "fewer than " + LEAST + " pairs" : "", contrast.missing(), turns).stream()
              .filter(part -> !part.isEmpty())
              .collect(Collectors.joining(", "));
      decisions.add(
          new Decision(
              own.p,
              own.exact ? own.p : holm[i],
              own.exact,
              stands ? found : Verdict.NOT_RESOLVED,
              why));
    }
    return decisions;
  }

  /**
   * How a verdict turns when every lost d is the worst or the best one seen; "" if it stands. The
   * contrast's own p is computed anew and put in the place of the old one before Holm; those of the
   * others stay: all of them at their worst at once would let one broken study silence the rest.
   */
  private static String turns(Contested contrast, Verdict found, double level, double[] p, int at) {
    if (contrast.lost.isEmpty()) {
      return "";
    }
    double[] ends = {
      Arrays.stream(contrast.d).min().orElseThrow(), Arrays.stream(contrast.d).max().orElseThrow()
    };
    for (int end = 0; end < ends.length; end++) {
      Tested filled = contrast.filled(ends[end]).test();
      double[] others = p.clone();
      others[at] = filled.tested();
      Verdict then = filled.verdict(adjusted(others)[at], level);
      if (then != found) {
        return found
            + " without them, "
            + then
            + " if they are as the "
            + (end == 0 ? "worst" : "best")
            + " seen";
      }
    }
    return "";
  }

  /**
   * Holm's (1979) adjusted p: with p₍₁₎ ≤ … ≤ p₍ₘ₎ the largest of min(1, (m − j + 1)·p₍ⱼ₎), j ≤ i.
   * Of 0.01, 0.04, 0.03: 0.03, 0.06, 0.06. NaN counts for nothing and stays.
   */
  static double[] adjusted(double... p) {
    int[] order =
        IntStream.range(0, p.length)
            .filter(i -> !Double.isNaN(p[i]))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] holm = new double[p.length];
    Arrays.fill(holm, Double.NaN);
    double largest = 0;
    for (int j = 0; j < order.length; j++) {
      largest = Math.max(largest, Math.min(1, (order.length - j) * p[order[j]]));
      holm[order[j]] = largest;
    }
    return holm;
  }
}
