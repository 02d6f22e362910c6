package deconvlab.record;

import deconvlab.text.Checks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What a run notes and what its record keeps of it. It changes no number of the run.
 *
 * @param look steps between two looks inside, 0 for none
 * @param score steps between two scores of training and validation images, 0 for none within epochs
 * @param keep columns of steps and probes that the record keeps, by name; one that ends in {@code
 *     /} stands for every layer's
 */
public record Watch(int look, int score, List<String> keep) {
  /** Nothing that is known of: a record of it serves no study. */
  public static final Watch NONE = new Watch(0, 0, List.of());

  /** What tells the rows of probes apart is kept whatever else is. */
  private static final Set<String> MARKS = Set.of(RunRecord.PROBE_STEP, RunRecord.LOSS);

  public Watch {
    Checks.least("look", look, 0);
    Checks.least("score", score, 0);
    keep = List.copyOf(keep);
  }

  /** Whether a run that noted this noted all that {@code asked} does. */
  public boolean covers(Watch asked) {
    return divides(look, asked.look)
        && divides(score, asked.score)
        && asked.keep.stream().allMatch(this::keeps);
  }

  private static boolean divides(int noted, int asked) {
    return asked == 0 || (noted > 0 && asked % noted == 0);
  }

  /** What notes both. */
  public Watch with(Watch other) {
    Set<String> both = new LinkedHashSet<>(keep);
    both.addAll(other.keep);
    return new Watch(divisor(look, other.look), divisor(score, other.score), new ArrayList<>(both));
  }

  /** The greatest common divisor; of 0 and another number, the other. */
  private static int divisor(int a, int b) {
    return b == 0 ? a : divisor(b, a % b);
  }

  /**
   * What a run that noted no more than this would have left: the columns that are kept, looks at
   * multiples of {@code look} with what was counted at the ends of epochs, scores at multiples of
   * {@code score} and those of whole epochs. So a measure sees the same whichever record serves it.
   */
  RunRecord of(RunRecord run) {
    Series probes = looks(run.probes()).only(name -> MARKS.contains(name) || keeps(name));
    RunRecord thin = run.withSeries(run.steps().only(this::keeps), probes);
    return Copy.with(Copy.with(thin, "scores", scores(run.scores())), "watch", this);
  }

  /** Looks have a loss; what else stands in probes was counted at the end of an epoch. */
  private Series looks(Series probes) {
    List<String> names = probes.names();
    if (look == 0 || !names.contains(RunRecord.PROBE_STEP)) {
      return Series.NONE;
    }
    float[] at = probes.get(RunRecord.PROBE_STEP);
    float[] loss = names.contains(RunRecord.LOSS) ? probes.get(RunRecord.LOSS) : at;
    return probes.rows(
        IntStream.range(0, at.length)
            .filter(i -> Float.isNaN(loss[i]) || at[i] % look == 0)
            .toArray());
  }

  /** Scores within epochs come in twos, of training images first. */
  private List<Score> scores(List<Score> all) {
    List<Score> some = new ArrayList<>();
    boolean within = false;
    for (Score s : all) {
      boolean train = s.split().equals("train");
      within = train || (within && s.split().equals("validation"));
      if (!within || (score > 0 && s.step() % score == 0)) {
        some.add(s);
      }
      within = train;
    }
    return some;
  }

  private boolean keeps(String column) {
    return keep.stream().anyMatch(k -> k.endsWith("/") ? column.startsWith(k) : column.equals(k));
  }
}
