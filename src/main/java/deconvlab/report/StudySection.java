package deconvlab.report;

import deconvlab.record.ContrastVerdict;
import deconvlab.record.Evidence;
import deconvlab.record.Outcome;
import deconvlab.record.StepCosts;
import deconvlab.record.StudyVerdict;
import deconvlab.text.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * One study: question, rule, verdict, then what they rest on.
 *
 * @param evidence the study with its runs
 * @param open whether its parts are unfolded
 */
record StudySection(Evidence evidence, boolean open) {
  void tell(Page page) {
    StudyVerdict study = evidence.study();
    page.section(study.id()).lead(study.question());
    List<ContrastVerdict> judged = judged(evidence);
    if (!judged.isEmpty()) {
      page.paragraph(
              Text.format(
                  "The rule, stated before the runs. A contrast is supported where, by %s:",
                  judged.get(0).primary() ? "the test" : "count"))
          .list(rules(judged))
          .lead(Text.format("Verdict: %s", study.verdict()))
          .paragraph(Text.format("On %s, in the size “%s”.", study.data(), study.profile()));
    } else {
      page.lead("Verdict: none; what is below is shown, not judged.");
    }
    if (!evidence.literature().isEmpty()) {
      page.heading("What the literature found").table(StudyTables.literature(evidence));
    }
    if (!evidence.proved().isEmpty()) {
      page.heading("Proved, not measured").list(proofs());
    }
    page.part("Numbers, pictures, runs", !open, this::parts);
    page.heading("What this does not show").list(limits());
    page.heading("To run it again").code(evidence.command());
  }

  /** The contrasts that have a verdict: the primary ones; if there are none, those by count. */
  static List<ContrastVerdict> judged(Evidence evidence) {
    List<ContrastVerdict> all = evidence.study().contrasts();
    List<ContrastVerdict> primary = all.stream().filter(ContrastVerdict::primary).toList();
    return primary.isEmpty()
        ? all.stream().filter(c -> c.byCount(evidence.counted()) != null).toList()
        : primary;
  }

  private List<String> proofs() {
    return evidence.proved().stream()
        .map(p -> Text.format("%s Proof: %s Tested by %s.", p.statement(), p.proof(), p.test()))
        .toList();
  }

  private void parts(Page page) {
    page.table(StudyTables.contrasts(evidence));
    tell(page, new DifferencePictures(evidence).differences());
    if (evidence.study().contrasts().stream().anyMatch(ContrastVerdict::primary)) {
      page.heading("What the run could have found")
          .paragraph(
              "With a power of 80 %, at the first step of Holm's adjustment: the distance from the"
                  + " margin that a mean d of so many pairs of this spread needs; and how many pairs"
                  + " would resolve an effect of 0.")
          .table(StudyTables.power(evidence.study()));
    }
    page.fold("Every run, a dot a seed", open, this::raw);
    page.fold("Training loss", open, in -> tell(in, new LossPictures(evidence).losses()));
    page.fold("The gradients, which say why", open, this::gradients);
    page.fold("Failures and divergences", open, this::failures);
    if (!evidence.tuning().isEmpty()) {
      page.fold("Tuning", open, this::tuning);
    }
    if (evidence.costs() != null) {
      page.fold("What a step costs", open, this::costs);
    }
    page.fold("Every statistic, every pair, every run", false, this::numbers);
    page.fold("Provenance", false, in -> in.values(Provenance.facts(evidence)));
  }

  private static List<String> rules(List<ContrastVerdict> judged) {
    return judged.stream().map(c -> Text.format("%s: %s.", c.name(), Wording.rule(c))).toList();
  }

  private static void tell(Page page, List<Picture> pictures) {
    pictures.forEach(picture -> page.picture(picture.figure(), picture.caption()));
  }

  private void raw(Page page) {
    tell(page, new DifferencePictures(evidence).raw());
    tell(page, new DifferencePictures(evidence).interactions());
  }

  private void gradients(Page page) {
    List<Picture> pictures = new GradientPictures(evidence).gradients();
    if (pictures.isEmpty()) {
      page.paragraph("No run of this study noted the gradients of its layers.");
    }
    tell(page, pictures);
  }

  private void failures(Page page) {
    String completed = Outcome.COMPLETED.toString();
    TableCells others = RunTables.runs(evidence, outcome -> !outcome.equals(completed));
    page.table(RunTables.outcomes(evidence));
    if (!others.cells().isEmpty()) {
      page.table(others);
    }
  }

  private void tuning(Page page) {
    page.paragraph(
            "Chosen on seeds that the judgement does not use, from the same grid for every arm.")
        .table(StudyTables.tuning(evidence));
  }

  private void costs(Page page) {
    StepCosts costs = evidence.costs();
    page.paragraph(
            Text.format(
                "Timed in turns with nothing else of the store running, on %s, %s, %d threads: another"
                    + " machine's times differ, the counts do not.",
                costs.platform().cpu(), costs.platform().device(), costs.platform().threads()))
        .table(StudyTables.costs(costs));
  }

  private void numbers(Page page) {
    page.table(StudyTables.statistics(evidence.study()))
        .table(StudyTables.pairs(evidence.study()))
        .table(RunTables.runs(evidence, outcome -> true));
  }

  private List<String> limits() {
    StudyVerdict study = evidence.study();
    List<String> limits = new ArrayList<>(evidence.remarks());
    limits.addAll(Provenance.mixed(evidence));
    limits.add(
        Text.format(
            "It was run on %s in the size “%s”: nothing is said of other data, longer training or"
                + " larger networks.",
            study.data(), study.profile()));
    if (!judged(evidence).containsAll(study.contrasts())) {
      limits.add("Contrasts beside these rules are shown for what they are worth: not judged.");
    }
    return limits;
  }
}
