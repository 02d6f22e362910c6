package deconvlab.report;

import deconvlab.plot.Numbers;
import deconvlab.record.ContrastVerdict;
import deconvlab.record.Direction;
import deconvlab.record.Literature;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdict;
import deconvlab.record.Verdicts;
import deconvlab.text.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BetaDistribution;

/** Rules, numbers and verdicts in words. */
final class Wording {
  private Wording() {}

  /**
   * What a contrast claims, for instance {@code loss (nats), “A” below “B” by more than 0.1 nats}.
   */
  static String rule(ContrastVerdict c) {
    boolean greater = c.direction() == Direction.GREATER;
    String measure = measure(c.measure(), c.unit());
    String margin = with(Math.abs(c.margin()), c.unit());
    if (c.margin() < 0) {
      String wrong = greater ? "below" : "above";
      return Text.format(
          "%s, “%s” less than %s %s “%s”", measure, c.arm(), margin, wrong, c.against());
    }
    String right = greater ? "above" : "below";
    String beyond = c.margin() == 0 ? "" : " by more than " + margin;
    return Text.format("%s, “%s” %s “%s”%s", measure, c.arm(), right, c.against(), beyond);
  }

  /** The measure and its unit. */
  static String measure(String name, String unit) {
    return unit.isBlank() ? name : Text.format("%s (%s)", name, unit);
  }

  /** What an arm's own values are called: a rate in decades is a logarithm, work is in millions. */
  static String value(String name, String unit) {
    if (!unit.equals("decades")) {
      return measure(name, unit);
    }
    return name.replaceFirst("^largest rate", "log10 of the largest rate")
        .replaceFirst("^log10 of the multiply-adds$", "log10 of the multiply-adds in millions");
  }

  private static String with(double number, String unit) {
    return (Numbers.brief(number) + " " + unit).strip();
  }

  /** How the report counts and judges. */
  static String judged(Verdicts verdicts) {
    String pairs =
        "Arms are paired by seed; d is arm minus against, counted in the claim's direction."
            + " Intervals are two-sided 95 % t-intervals of mean d.";
    if (verdicts.family() == 0) {
      return pairs;
    }
    return pairs
        + Text.format(
            " Rules and margins stood before the runs: a two-sided paired t-test of mean d against"
                + " the margin, adjusted after Holm over the %d primary %s of this report, level"
                + " %s %%. Fewer than 8 pairs resolve nothing.",
            verdicts.family(),
            verdicts.family() == 1 ? "contrast" : "contrasts",
            Numbers.brief(100 * verdicts.level()));
  }

  /** How many of the primary contrasts got each verdict. */
  static String tally(Stream<ContrastVerdict> contrasts) {
    List<Verdict> given = contrasts.map(ContrastVerdict::verdict).filter(Objects::nonNull).toList();
    if (given.isEmpty()) {
      return "shown, not judged";
    }
    return Arrays.stream(Verdict.values())
        .map(v -> Text.format("%d %s", given.stream().filter(v::equals).count(), v))
        .filter(words -> !words.startsWith("0 "))
        .collect(Collectors.joining(", "));
  }

  /**
   * The verdict; of a contrast that is not primary, that it is none, or what counting alone says.
   *
   * @param counted the measures that need no run
   */
  static String verdict(ContrastVerdict c, Set<String> counted) {
    Verdict byCount = c.byCount(counted);
    if (byCount != null) {
      return "by count, " + byCount;
    }
    return c.verdict() == null ? "shown, not judged" : c.verdict() + (c.exact() ? " (exact)" : "");
  }

  /** The contrast that asks what others asked, if one does. */
  static Optional<ContrastVerdict> asked(Literature one, StudyVerdict study) {
    return study.contrasts().stream().filter(c -> c.name().equals(one.contrast())).findFirst();
  }

  /** Whether what others found is what was found here. */
  static String agreement(Literature one, StudyVerdict study, Set<String> counted) {
    return asked(one, study)
        .map(c -> agreement(one, c.verdict() == null ? c.byCount(counted) : c.verdict()))
        .orElse("other question");
  }

  private static String agreement(Literature one, Verdict ours) {
    if (ours == null) {
      return "not judged here";
    }
    return ours == Verdict.NOT_RESOLVED
        ? "not resolved here"
        : ours == one.says() ? "agree" : "disagree";
  }

  /** What a run of this size and spread could have come to if the truth were an effect of 0. */
  static String power(ContrastVerdict c) {
    if (c.exact() || c.detectable() == null) {
      return c.exact() ? "exact: compared, not tested" : "fewer than two pairs";
    }
    if (c.margin() == 0) {
      return "an effect of 0 is at the margin: no n resolves it";
    }
    boolean found = c.enough() != null && c.enough() <= c.n();
    return found ? "" : "of an effect of 0, “not resolved” was likely from the start";
  }

  /** An interval, or nothing. */
  static String interval(List<Double> ends) {
    return ends == null
        ? ""
        : ends.stream().map(Numbers::brief).collect(Collectors.joining(",\u00a0", "[", "]"));
  }

  /**
   * {@code some} of {@code all} with the exact two-sided 95 % interval of Clopper and Pearson
   * (1934): 3 of 10 is {@code 30 % [6.674, 65.25]}; "" of none.
   */
  static String share(long some, long all) {
    if (all == 0) {
      return "";
    }
    double low =
        some == 0
            ? 0
            : BetaDistribution.of((double) some, (double) all - some + 1)
                .inverseCumulativeProbability(.025);
    double high =
        some == all
            ? 1
            : BetaDistribution.of(some + 1.0, (double) all - some)
                .inverseCumulativeProbability(.975);
    return Text.format(
        "%s %% %s", Numbers.brief(100.0 * some / all), interval(List.of(100 * low, 100 * high)));
  }
}
