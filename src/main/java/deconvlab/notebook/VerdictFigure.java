package deconvlab.notebook;

import deconvlab.plot.Forest;
import deconvlab.plot.Numbers;
import deconvlab.plot.VegaFigure;
import deconvlab.record.ContrastVerdict;
import deconvlab.record.StudyVerdict;
import deconvlab.record.Verdict;
import deconvlab.record.Verdicts;
import deconvlab.text.Checks;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All verdicts in one figure: the mean difference of each contrast that was judged, with its 95 %
 * interval, in margins, counted in the claim's direction. Filters choose a verdict and an article;
 * pointing at a row shows its numbers. Rows are no links: JupyterLab takes the "#" of a local one
 * for a letter of the file's name, and leaves the notebook for it.
 *
 * <pre>  effect = mean d / |δ|, so that the margin is 1, or −1 where δ is below 0</pre>
 */
public final class VerdictFigure {
  private VerdictFigure() {}

  /**
   * The figure.
   *
   * @param claims one for each study of {@code verdicts}
   */
  public static VegaFigure of(Verdicts verdicts, List<Claim> claims) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (StudyVerdict study : verdicts.studies()) {
      Optional<Claim> claim = claims.stream().filter(c -> c.id().equals(study.id())).findFirst();
      Checks.that(claim.isPresent(), "study=%s has no claim", study.id());
      List<ContrastVerdict> shown = shown(study);
      rows.add(head(claim.get(), shown, rows.size()));
      shown.forEach(contrast -> rows.add(row(claim.get(), contrast, rows.size())));
    }
    return VegaFigure.of("verdicts", still(rows))
        .set("least", ends(rows, "low").min(Comparator.naturalOrder()).orElse(-1.0) - 1)
        .set("greatest", 1.2 * ends(rows, "high").max(Comparator.naturalOrder()).orElse(1.0))
        .data("contrasts", rows);
  }

  /** What is judged; if nothing is, what was counted. */
  private static List<ContrastVerdict> shown(StudyVerdict study) {
    boolean counted = study.contrasts().stream().noneMatch(ContrastVerdict::primary);
    return study.contrasts().stream()
        .filter(c -> c.primary() || (counted && verdict(c) != null))
        .toList();
  }

  /** The verdict, by the test or, of what is exact and not primary, by counting; null if none. */
  private static Verdict verdict(ContrastVerdict c) {
    return c.verdict() != null ? c.verdict() : c.byCount(Set.of(c.measure()));
  }

  private static Stream<Double> ends(List<Map<String, Object>> rows, String column) {
    return rows.stream()
        .filter(row -> row.containsKey(column))
        .map(row -> (Double) row.get(column))
        .filter(Double::isFinite);
  }

  /** A claim's own line, shown where one of its contrasts is. */
  private static Map<String, Object> head(Claim claim, List<ContrastVerdict> contrasts, int order) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("order", order);
    row.put("key", claim.id());
    row.put("head", Text.format("Claim %d: %s", claim.number(), claim.words()));
    row.put("articles", claim.articles());
    row.put("verdicts", contrasts.stream().map(c -> verdict(c).toString()).toList().toString());
    return row;
  }

  private static Map<String, Object> row(Claim claim, ContrastVerdict c, int order) {
    double unit = Math.abs(c.margin());
    List<Double> ends = c.ci95() == null ? List.of(Double.NaN, Double.NaN) : c.ci95();
    double mean = c.mean() == null ? Double.NaN : c.mean();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("order", order);
    row.put("key", claim.id() + " " + c.name());
    row.put("label", c.name());
    row.put("claim", claim.words());
    row.put("articles", claim.articles());
    row.put("measure", c.measure());
    row.put(VegaFigure.ARM, verdict(c).toString());
    row.put("verdicts", verdict(c).toString());
    row.put("how", c.primary() ? "judged" : "by count");
    row.put("effect", mean / unit);
    row.put("low", ends.get(0) / unit);
    row.put("high", ends.get(1) / unit);
    row.put("margin", Math.signum(c.margin()));
    row.put("found", found(c, mean, ends));
    row.put("n", c.n());
    row.put("p", c.p_holm() == null ? "none" : Numbers.digits(c.p_holm(), 2));
    return row;
  }

  private static String found(ContrastVerdict c, double mean, List<Double> ends) {
    return Double.isNaN(mean)
        ? "no pair has a value"
        : Text.format(
                "%s [%s, %s] %s, margin %s",
                Numbers.digits(mean, 3),
                Numbers.digits(ends.get(0), 3),
                Numbers.digits(ends.get(1), 3),
                c.unit(),
                Numbers.brief(c.margin()))
            .replace(" ,", ",");
  }

  private static Forest still(List<Map<String, Object>> rows) {
    long supported = count(rows, Verdict.SUPPORTED);
    long refuted = count(rows, Verdict.REFUTED);
    Forest forest =
        Forest.create()
            .title(
                supported < refuted
                    ? "More of what was said falls than stands"
                    : "No more of what was said falls than stands")
            .subtitle(
                Text.format(
                    "%d contrasts judged: %d supported, %d refuted, %d not resolved. Mean"
                        + " difference in margins, in the claim’s direction, 95 %% interval;"
                        + " shaded: beyond the margin. Claim 19 was counted, not tested.",
                    rows.stream().filter(VerdictFigure::isJudged).count(),
                    supported,
                    refuted,
                    count(rows, Verdict.NOT_RESOLVED)));
    for (Map<String, Object> row : rows) {
      if (row.containsKey("head")) {
        forest.head((String) row.get("head"));
        continue;
      }
      double[] interval = {
        (double) row.get("low"), (double) row.get("effect"), (double) row.get("high")
      };
      forest.add(
          (String) row.get("label"),
          interval,
          (double) row.get("margin"),
          (String) row.get(VegaFigure.ARM));
    }
    return forest;
  }

  private static boolean isJudged(Map<String, Object> row) {
    return "judged".equals(row.get("how"));
  }

  private static long count(List<Map<String, Object>> rows, Verdict verdict) {
    return rows.stream()
        .filter(VerdictFigure::isJudged)
        .filter(row -> row.get(VegaFigure.ARM).equals(verdict.toString()))
        .count();
  }
}
