package deconvlab.record;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import deconvlab.text.Text;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Holds a record that was read against what its configuration asks for. */
final class RunChecks {
  private static final Set<String> SPLITS =
      Set.of("train", "validation", "test", "identity", "bicubic", "mean", "pca");

  private RunChecks() {}

  /**
   * Refuses a record that no run can have left.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static void require(RunRecord run) {
    steps(run);
    require(!(run.seconds() < 0), "seconds=%s is negative", run.seconds());
    try {
      Instant.parse(run.started());
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          Text.format("started=%s is no time in UTC", Text.printable(run.started())), e);
    }
    run.scores().forEach(score -> score(run, score));
    for (Finding f : run.findings()) {
      require(f.step() >= 0, "finding %s is of step %d", f.name(), f.step());
    }
  }

  private static void steps(RunRecord run) {
    long asked = asked(run.configuration(), run.data().train());
    int has = run.steps().length();
    boolean whole = run.outcome() == Outcome.COMPLETED || run.outcome() == Outcome.COLLAPSED;
    require(
        whole ? has == asked : has <= asked,
        "it has %d steps and is %s, its configuration asks for %d",
        has,
        run.outcome(),
        asked);
    require(
        has > 0 || run.outcome() == Outcome.INTERRUPTED || run.outcome() == Outcome.FAILED,
        "it has no steps and is %s",
        run.outcome());
  }

  /** Steps that a run on so many images makes unless something ends it. */
  static long asked(ObjectNode config, int images) {
    // Each step of a second player takes a batch of its own.
    long players = Math.max(1, config.path("adversary").path("steps").asLong(1));
    long batch = players * config.path("batch").asLong(0);
    long epochs = config.path("epochs").asLong(0);
    long most = config.path("maxSteps").asLong(0);
    require(images > 0 && batch > 0 && epochs > 0, "%d images, batch %d", images, batch);
    long each =
        config.path("dropLast").asBoolean(false) ? images / batch : (images - 1) / batch + 1;
    return most > 0 ? Math.min(most, each * epochs) : each * epochs;
  }

  private static void score(RunRecord run, Score s) {
    require(
        SPLITS.contains(s.split())
            && s.images() > 0
            && s.step() >= 0
            && s.step() <= Math.max(run.steps().length(), 1)
            && !(s.accuracy() < 0 || s.accuracy() > 1)
            && (!(s.loss() < 0) || plays(run)),
        "score %s cannot be",
        s);
  }

  /** A critic's loss may have any sign. */
  private static boolean plays(RunRecord run) {
    return !run.configuration().path("adversary").path("game").asString("none").equals("none");
  }

  @FormatMethod
  private static void require(boolean holds, @FormatString String message, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(Text.printable(Text.format(message, values)));
    }
  }
}
