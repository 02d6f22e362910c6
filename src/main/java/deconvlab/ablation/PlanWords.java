package deconvlab.ablation;

import deconvlab.record.Watch;
import deconvlab.text.Text;
import deconvlab.train.Patch;
import java.util.ArrayList;
import java.util.List;

/** A plan as its reader checks it before it costs anything. */
record PlanWords(Plan plan) {
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(size());
    List<List<String>> settings =
        plan.arms().stream().map(a -> Patch.differences(Patch.config(), a.config())).toList();
    List<String> shared = new ArrayList<>(settings.get(0));
    settings.forEach(shared::retainAll);
    lines.add("every arm: " + listed(shared, "defaults"));
    for (int i = 0; i < plan.arms().size(); i++) {
      List<String> own = new ArrayList<>(settings.get(i));
      own.removeAll(shared);
      lines.add(
          Text.format("arm '%s': %s", plan.arms().get(i).name(), listed(own, "nothing else")));
    }
    plan.arms().stream().map(Arm::tune).distinct().forEach(tune -> tuned(tune, lines));
    plan.comparisons().forEach(c -> lines.add(compared(c)));
    return lines;
  }

  private static String listed(List<String> settings, String none) {
    return settings.isEmpty() ? none : String.join(", ", settings);
  }

  private String size() {
    Watch watch = plan.watch();
    int arms = plan.arms().size();
    int threads = plan.study().threads();
    return Text.format(
        "%d arm%s, %s, %d thread%s a run, %s, %s",
        arms,
        arms == 1 ? "" : "s",
        SeedList.words(plan.seeds()),
        threads,
        threads == 1 ? "" : "s",
        watch.look() == 0 ? "no looks inside" : "a look inside every " + watch.look() + " steps",
        watch.score() == 0 ? "scores of epochs" : "scores every " + watch.score() + " steps");
  }

  private void tuned(Tune tune, List<String> lines) {
    if (tune == null) {
      return;
    }
    List<String> arms =
        plan.arms().stream().filter(a -> tune.equals(a.tune())).map(Arm::name).toList();
    lines.add(
        Text.format(
            "tuning: %s of %s, on %s, by the %s %s, for %s",
            tune.key(),
            Measures.shown(tune.grid()),
            SeedList.words(tune.tuningSeeds()),
            tune.best(),
            tune.measuring().title(),
            arms.size() == plan.arms().size()
                ? "every arm"
                : "'" + String.join("', '", arms) + "'"));
  }

  private static String compared(ContrastArms c) {
    double margin = c.contrast().margin();
    String by = Text.format(" by more than %s %s", Measures.shown(margin), c.measure().unit());
    return Text.format(
        "contrast '%s': %s: '%s' %s than %s%s%s",
        c.name(),
        c.measure().title(),
        c.arm(),
        c.contrast().direction(),
        c.arms().size() == 1 ? c.against() : "'" + c.against() + "'",
        margin == 0 ? "" : by.stripTrailing(),
        c.contrast().primary() ? "" : " (shown, not judged)");
  }
}
