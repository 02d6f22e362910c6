package deconvlab.report;

import deconvlab.plot.Interaction;
import deconvlab.plot.Numbers;
import deconvlab.plot.SeedDots;
import deconvlab.record.ContrastVerdict;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.Evidence.Run;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a study measured, seed by seed: differences, the values behind them, interactions. */
record DifferencePictures(Evidence evidence) {
  /** A phone shows it at two thirds of its size: small, but to be read. */
  static final int WIDTH = 560;

  /** The paired differences, a picture a measure. */
  List<Picture> differences() {
    Map<String, List<ContrastVerdict>> byMeasure = new LinkedHashMap<>();
    for (ContrastVerdict c : StudyTables.judgedFirst(evidence.study())) {
      String measure = Wording.measure(c.measure(), c.unit());
      byMeasure.computeIfAbsent(measure, m -> new ArrayList<>()).add(c);
    }
    List<Picture> pictures = new ArrayList<>();
    byMeasure.forEach((measure, contrasts) -> pictures.add(differences(measure, contrasts)));
    return pictures;
  }

  private Picture differences(String measure, List<ContrastVerdict> contrasts) {
    SeedDots dots =
        SeedDots.create()
            .width(WIDTH)
            .title(measure + ": " + Wording.tally(contrasts.stream()))
            .value("d, counted in the claim's direction" + unit(contrasts.get(0).unit()));
    for (ContrastVerdict c : contrasts) {
      dots.add(c.name(), c.differences())
          .remark(Text.format("%s, n = %d", Wording.verdict(c, evidence.counted()), c.n()))
          .margin(c.margin());
    }
    return new Picture(
        dots,
        "Paired differences, a dot a seed, the same seed at the same height; mean and 95 %"
            + " t-interval. Dashed: the margin; right of it the claim holds.");
  }

  private static String unit(String unit) {
    return unit.isBlank() ? "" : " (" + unit + ")";
  }

  /** Every arm's values, a picture a measure. */
  List<Picture> raw() {
    List<Picture> pictures = new ArrayList<>();
    evidence
        .measures()
        .forEach(
            (measure, unit) -> {
              Map<Arm, Map<Long, Double>> values = new LinkedHashMap<>();
              evidence.arms().stream()
                  .filter(
                      arm -> arm.runs().stream().anyMatch(r -> r.measures().containsKey(measure)))
                  .forEach(arm -> values.put(arm, values(arm, measure)));
              Set<Long> seeds = new TreeSet<>();
              values.values().forEach(v -> seeds.addAll(v.keySet()));
              SeedDots dots = SeedDots.create().width(WIDTH).value(Wording.measure(measure, unit));
              values.forEach((arm, v) -> row(dots, arm.name(), column(v, seeds)));
              pictures.add(
                  new Picture(
                      dots.title(measure + ": every arm, every seed"),
                      "A dot a seed, the same seed at the same height; mean and 95 % t-interval."));
            });
    return pictures;
  }

  private static void row(SeedDots dots, String arm, double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    OptionalDouble mean = Arrays.stream(known).average();
    dots.add(arm, values)
        .remark(
            mean.isEmpty()
                ? "no value"
                : Text.format("mean %s, n = %d", Numbers.brief(mean.getAsDouble()), known.length));
  }

  /** By seed; a search says the same of all its runs of a seed. */
  private static Map<Long, Double> values(Arm arm, String measure) {
    Map<Long, Double> values = new TreeMap<>();
    for (Run run : arm.runs()) {
      Double value = run.measures().get(measure);
      values.merge(run.seed(), value == null ? Double.NaN : value, (a, b) -> a.isNaN() ? b : a);
    }
    return values;
  }

  private static double[] column(Map<Long, Double> values, Collection<Long> seeds) {
    return seeds.stream().mapToDouble(s -> values.getOrDefault(s, Double.NaN)).toArray();
  }

  /** One for each contrast that holds two differences against each other. */
  List<Picture> interactions() {
    List<Picture> pictures = new ArrayList<>();
    Set<Set<Arm>> drawn = new LinkedHashSet<>();
    for (ContrastVerdict c : evidence.study().contrasts()) {
      Set<Arm> corners = corners(c);
      List<String> factors = varying(corners);
      if (factors.size() == 2 && corners.size() == 4 && drawn.add(corners)) {
        pictures.add(interaction(c, corners, factors.get(0), factors.get(1)));
      }
    }
    return pictures;
  }

  /** The four arms that the two differences are made of; empty if it is no interaction. */
  private Set<Arm> corners(ContrastVerdict c) {
    List<String> names = evidence.arms().stream().map(Arm::name).toList();
    Set<Arm> corners = new LinkedHashSet<>();
    if (names.contains(c.arm()) || names.contains(c.against())) {
      return corners;
    }
    // The longest names first, and each taken out of the words: one name may be part of another.
    List<Arm> byLength = new ArrayList<>(evidence.arms());
    byLength.sort((a, b) -> Integer.compare(b.name().length(), a.name().length()));
    String words = c.arm() + "\n" + c.against();
    for (Arm arm : byLength) {
      if (!arm.name().isEmpty() && words.contains(arm.name())) {
        words = words.replace(arm.name(), "\n");
        corners.add(arm);
      }
    }
    Set<Arm> inOrder = new LinkedHashSet<>(evidence.arms());
    inOrder.retainAll(corners);
    return inOrder;
  }

  private static List<String> varying(Set<Arm> arms) {
    Map<String, Set<String>> levels = new TreeMap<>();
    for (Arm arm : arms) {
      arm.levels()
          .forEach((f, level) -> levels.computeIfAbsent(f, x -> new TreeSet<>()).add(level));
    }
    levels.values().removeIf(some -> some.size() != 2);
    return List.copyOf(levels.keySet());
  }

  private Picture interaction(ContrastVerdict c, Set<Arm> arms, String across, String other) {
    List<String> levels = arms.stream().map(arm -> arm.levels().get(across)).distinct().toList();
    Interaction picture =
        Interaction.over(across, levels)
            .width(WIDTH)
            .title(c.name() + ": parallel lines would be no interaction")
            .subtitle(Wording.measure(c.measure(), c.unit()))
            .y(c.unit());
    arms.stream()
        .map(arm -> arm.levels().get(other))
        .distinct()
        .forEach(
            level -> {
              List<Arm> line =
                  arms.stream().filter(a -> level.equals(a.levels().get(other))).toList();
              picture.add(other + " " + level, bySeed(line, levels, across, c.measure()));
            });
    return new Picture(picture, "Mean and 95 % t-interval over seeds at each level.");
  }

  /** [seed][level]. */
  private static double[][] bySeed(
      List<Arm> line, List<String> levels, String across, String measure) {
    Map<Long, double[]> seeds = new TreeMap<>();
    for (Arm arm : line) {
      int at = levels.indexOf(arm.levels().get(across));
      values(arm, measure)
          .forEach(
              (seed, value) -> {
                double[] row = seeds.computeIfAbsent(seed, s -> nothing(levels.size()));
                row[at] = value;
              });
    }
    return seeds.values().toArray(double[][]::new);
  }

  private static double[] nothing(int length) {
    double[] none = new double[length];
    Arrays.fill(none, Double.NaN);
    return none;
  }
}
