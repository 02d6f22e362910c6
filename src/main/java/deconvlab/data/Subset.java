package deconvlab.data;

import deconvlab.record.Seeds;
import deconvlab.text.Checks;
import java.util.Arrays;

/** A part of the training images, for questions about little data. */
public final class Subset {
  private Subset() {}

  /**
   * Draws a fraction of every class by the seed's stream "subset". Of one seed, a smaller fraction
   * lies inside every larger one.
   *
   * @param indices to draw from, such as {@link Split#train}
   * @param labels of the whole pool that {@code indices} point into
   * @param fraction of each class, in (0, 1]; rounded to whole images, at least one a class
   * @param seed of the run
   * @return the chosen indices, ascending
   */
  public static int[] stratified(int[] indices, byte[] labels, double fraction, long seed) {
    Checks.that(
        fraction > 0 && fraction <= 1,
        "fraction=%s must be in (0, 1]: 0.1 takes 10 %% of each class",
        fraction);
    return Arrays.stream(Stratified.shuffled(indices, labels, Seeds.stream(seed, "subset")))
        .flatMapToInt(members -> Arrays.stream(members).limit(share(members.length, fraction)))
        .sorted()
        .toArray();
  }

  private static long share(int members, double fraction) {
    return Math.max(Math.min(members, 1), Math.round(members * fraction));
  }
}
