package deconvlab.train;

import deconvlab.record.Copy;
import deconvlab.text.Checks;
import java.util.List;

/**
 * A second player, who learns to tell the network's pictures from real ones: a {@code critic} of
 * the network's width, with a score s(x) for each image. The network, as generator, adds to what it
 * minimises how well its pictures x̃ are told.
 *
 * <table><caption>Games: what each player minimises, as means over a batch</caption>
 * <tr><th>game<th>critic<th>generator
 * <tr><td>saturating<td>softplus(−s(x)) + softplus(s(x̃))<td>−softplus(s(x̃)), which is log(1 − D)
 * <tr><td>non-saturating<td>the same<td>softplus(−s(x̃)), which is −log D
 * <tr><td>wasserstein<td>s(x̃) − s(x)<td>−s(x̃)
 * <tr><td>hinge<td>max(0, 1 − s(x)) + max(0, 1 + s(x̃))<td>−s(x̃)
 * </table>
 *
 * <p>D = σ(s). Goodfellow et al. 2014, Arjovsky et al. 2017, Lim &amp; Ye 2017.
 *
 * @param game {@code none} or one of the table
 * @param steps of the critic before each of the generator, on as many batches; 0: the critic stays
 *     as it was drawn
 * @param constraint of the critic: {@code none}; {@code clip}: its weights into [−strength,
 *     strength] after every step; {@code gradient-penalty}: strength·mean (‖∇s(x̂)‖ − 1)² is added
 *     to what it minimises, x̂ at random between x and x̃ (Gulrajani et al. 2017); {@code
 *     spectral}: each weight over its largest singular value (Miyato et al. 2018)
 * @param strength above 0 with {@code clip} and {@code gradient-penalty}, else 0
 * @param rate the critic's learning rate over the generator's; its optimizer is of the same kind
 */
public record AdversaryConfig(
    String game, int steps, String constraint, double strength, double rate) {
  private static final String NOBODY = "none";
  private static final List<String> GAMES =
      List.of(NOBODY, "non-saturating", "saturating", "wasserstein", "hinge");

  /** Nobody. */
  public static final AdversaryConfig NONE = new AdversaryConfig(NOBODY, 1, NOBODY, 0, 1);

  public AdversaryConfig {
    Checks.oneOf("game", game, GAMES);
    Checks.within("steps", steps, 0, 100);
    Checks.oneOf("constraint", constraint, List.of(NOBODY, "clip", "gradient-penalty", "spectral"));
    Checks.notNegative("strength", strength);
    Checks.positive("rate", rate);
    boolean strong = constraint.equals("clip") || constraint.equals("gradient-penalty");
    Checks.require(
        strong == strength > 0,
        "strength",
        strength,
        strong
            ? "must be above 0 with constraint=" + constraint
            : "must be 0 with constraint=" + constraint);
    Checks.that(
        !game.equals(NOBODY) || (steps == 1 && constraint.equals(NOBODY) && rate == 1),
        "steps=%d, constraint=%s and rate=%s say nothing with game=none",
        steps,
        constraint,
        rate);
  }

  /** The game with one step each, the critic free. */
  public static AdversaryConfig of(String game) {
    return new AdversaryConfig(game, 1, NOBODY, 0, 1);
  }

  /** The same game with the critic constrained. */
  public AdversaryConfig constrained(String how, double withStrength) {
    return new AdversaryConfig(game, steps, how, withStrength, rate);
  }

  public AdversaryConfig withSteps(int value) {
    return Copy.with(this, "steps", value);
  }

  public AdversaryConfig withRate(double value) {
    return Copy.with(this, "rate", value);
  }

  /** Whether there is a second player. */
  boolean plays() {
    return !game.equals(NOBODY);
  }

  /** The game as the device knows it. */
  int number() {
    return GAMES.indexOf(game);
  }

  boolean is(String how) {
    return constraint.equals(how);
  }
}
