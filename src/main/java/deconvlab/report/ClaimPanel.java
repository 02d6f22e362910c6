package deconvlab.report;

import deconvlab.plot.Figure;
import deconvlab.plot.Panels;
import deconvlab.plot.SeedDots;
import deconvlab.record.ContrastVerdict;
import deconvlab.record.Evidence;
import deconvlab.record.Evidence.Arm;
import deconvlab.record.StudyVerdict;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One study in one picture: the differences of what was judged, seed by seed, with intervals and
 * margins, and beside them what explains them: gradients from layer to layer, accuracy over the
 * steps, validation loss over training loss, or the values themselves.
 */
public final class ClaimPanel {
  private static final int DOTS = 480;
  static final int WHY = 400;

  private final List<ContrastVerdict> judged;
  private final Evidence evidence;

  private ClaimPanel(StudyVerdict study, Evidence all) {
    judged = StudySection.judged(with(study, all, all.arms()));
    Set<String> arms =
        judged.stream()
            .flatMap(c -> List.of(c.arm(), c.against()).stream())
            .collect(Collectors.toSet());
    evidence = with(study, all, all.arms().stream().filter(a -> arms.contains(a.name())).toList());
  }

  private static Evidence with(StudyVerdict study, Evidence e, List<Arm> arms) {
    return new Evidence(
        study,
        arms,
        e.measures(),
        e.tuning(),
        e.costs(),
        e.remarks(),
        e.counted(),
        e.proved(),
        e.literature(),
        e.command());
  }

  /**
   * The panel of a study; its title counts the verdicts.
   *
   * @param study its verdicts, in the family that a reader is to see
   * @param evidence its runs
   */
  public static Panels of(StudyVerdict study, Evidence evidence) {
    ClaimPanel panel = new ClaimPanel(study, evidence);
    Panels all = Panels.columns(2).subtitle(study.question());
    panel.differences().forEach(all::add);
    panel.reasons().forEach(all::add);
    return all.title(Wording.tally(panel.judged.stream()));
  }

  /** A picture for each unit. */
  private List<SeedDots> differences() {
    Map<String, SeedDots> byUnit = new LinkedHashMap<>();
    for (ContrastVerdict c : judged) {
      String value = Wording.measure("difference in the claim’s direction", c.unit());
      byUnit
          .computeIfAbsent(c.unit(), u -> SeedDots.create().width(DOTS).value(value))
          .add(c.name(), c.differences())
          .remark(Wording.verdict(c, evidence.counted()))
          .margin(c.margin());
    }
    return List.copyOf(byUnit.values());
  }

  private List<Figure<?>> reasons() {
    Map<String, Figure<?>> reasons = new LinkedHashMap<>();
    ScorePictures scores = new ScorePictures(evidence);
    GradientPictures gradients = new GradientPictures(evidence);
    for (ContrastVerdict c : judged) {
      if (c.measure().contains("gain") || c.measure().contains("slope")) {
        String title = "Gradients " + gradients.when();
        gradients.first().ifPresent(f -> reasons.put("gradient", f.title(title).width(WHY)));
      } else if (c.measure().startsWith("gap")) {
        reasons.put("gap", scores.gaps());
      } else if (c.measure().contains("accuracy") && scores.enough()) {
        reasons.put("accuracy", scores.accuracies());
      } else {
        reasons.computeIfAbsent(c.unit(), unit -> values(unit));
      }
    }
    return List.copyOf(reasons.values());
  }

  /** What the differences are made of. */
  private SeedDots values(String unit) {
    List<ContrastVerdict> some = judged.stream().filter(c -> c.unit().equals(unit)).toList();
    List<String> measures = some.stream().map(ContrastVerdict::measure).distinct().toList();
    SeedDots dots = SeedDots.create().width(WHY).title("The values themselves");
    Set<String> shown = new HashSet<>();
    Set<String> reasons = new TreeSet<>();
    for (ContrastVerdict c : some) {
      boolean constant = evidence.arms().stream().noneMatch(a -> a.name().equals(c.against()));
      String own = measures.size() > 1 ? c.measure().replaceFirst("^[^,]*, ", "") : c.name();
      List<ArmValues> sides =
          constant
              ? List.of(ArmValues.of(c, own))
              : List.of(ArmValues.of(c, c.arm()), ArmValues.against(c));
      for (ArmValues side : sides) {
        if (shown.add(side.name())) {
          dots.add(side.name(), side.numbers()).remark(side.remark());
          side.censored().forEach(why -> reasons.add("censored: " + why));
        }
      }
    }
    String axis = measures.get(0);
    if (measures.size() > 1) {
      axis = axis.replaceFirst(",.*", "");
    }
    return dots.value(Wording.value(axis, unit)).subtitle(String.join("; ", reasons));
  }
}
