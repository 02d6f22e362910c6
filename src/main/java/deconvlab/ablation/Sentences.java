package deconvlab.ablation;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Direction;
import deconvlab.record.Verdict;
import deconvlab.text.Text;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Verdicts in words. */
final class Sentences {
  private static final String SHOWN = "not judged";

  /** Letters of a number that is still read at a glance. */
  private static final int LONGEST = 12;

  private Sentences() {}

  /**
   * A study's: that of each primary contrast, or of all that is shown if none is.
   *
   * @param counted the measures that need no run: what is exact by one of them has a verdict too
   */
  static String of(List<ContrastVerdict> study, Set<String> counted) {
    boolean judged = study.stream().anyMatch(ContrastVerdict::primary);
    return study.stream()
        .filter(c -> c.primary() || !judged)
        .map(c -> of(c, counted))
        .collect(Collectors.joining("; "));
  }

  /**
   * For instance {@code supported: batch norm on − off, abs(gradient slope): less by 0.31 [0.20,
   * 0.42] decades a layer, beyond the margin of 0.05 (n = 10, Holm p = 0.0021)}. The number is the
   * mean difference with its 95 % interval, in the direction that it has.
   */
  static String of(ContrastVerdict c, Set<String> counted) {
    Verdict byCount = c.byCount(counted);
    String head = byCount != null ? "by count, " + byCount : c.primary() ? "" + c.verdict() : SHOWN;
    Verdict found = byCount != null ? byCount : c.verdict();
    // A name may end in its measure: "L2 − none, spikiness".
    String what = c.name().endsWith(c.measure()) ? c.name() : c.name() + ", " + c.measure();
    return head
        + ": "
        + what
        + ": "
        + (c.mean() == null ? "" : amount(c) + margin(c, found) + tested(c))
        + (c.why().isEmpty() || c.mean() == null ? "" : ": ")
        + c.why();
  }

  private static String amount(ContrastVerdict c) {
    boolean other = c.mean() < 0;
    int sign = other ? -1 : 1;
    double width = c.ci95() == null ? Double.NaN : (c.ci95().get(1) - c.ci95().get(0)) / 2;
    return ((c.direction() == Direction.GREATER) == other ? "less by " : "greater by ")
        + rounded(sign * c.mean(), width)
        + (width > 0
            ? " ["
                + rounded(sign * c.ci95().get(other ? 1 : 0), width)
                + ", "
                + rounded(sign * c.ci95().get(other ? 0 : 1), width)
                + "]"
            : "")
        + (c.unit().isEmpty() ? "" : " " + c.unit())
        // Against a margin below 0, a d below 0 may be what is claimed: no loss that matters.
        + (other && !(c.margin() < 0) ? ", the other way than claimed" : "");
  }

  private static String margin(ContrastVerdict c, Verdict found) {
    if (found == null) {
      return "";
    }
    String margin = rounded(c.margin(), Double.NaN);
    return switch (found) {
      case SUPPORTED -> ", beyond the margin of " + margin;
      case REFUTED -> ", short of the margin of " + margin;
      case NOT_RESOLVED -> ", margin " + margin;
    };
  }

  private static String tested(ContrastVerdict c) {
    String p = c.exact() ? ", exact" : c.p_holm() == null ? "" : ", Holm " + p(c.p_holm());
    boolean power = c.verdict() == Verdict.NOT_RESOLVED && c.detectable() != null && !c.exact();
    return " (n = "
        + c.n()
        + p
        + (power
            ? ", smallest effect found at 80 % power: "
                + rounded(c.detectable(), Double.NaN)
                + " from the margin"
                + enough(c)
            : "")
        + ")";
  }

  /** Whether an effect of 0 was to be found at all. */
  private static String enough(ContrastVerdict c) {
    boolean more = c.enough() != null && c.enough() > c.n();
    return more ? Text.format("; that of 0 would take n = %,d", c.enough()) : "";
  }

  private static String p(double p) {
    return p < 1e-4 ? "p < 0.0001" : Text.format("p = %.2g", p);
  }

  /**
   * {@code value} to the second digit of {@code width}, its uncertainty; to three digits if that is
   * 0 or NaN.
   */
  static String rounded(double value, double width) {
    if (Double.isNaN(value)) {
      return "none";
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal near =
        width > 0
            ? exact.setScale(
                new BigDecimal(width).round(new MathContext(2)).scale(), RoundingMode.HALF_EVEN)
            : exact.round(new MathContext(3)).stripTrailingZeros();
    String plain = near.toPlainString();
    return (plain.length() > LONGEST ? Text.format("%.1e", value) : plain).replace('-', '−');
  }
}
