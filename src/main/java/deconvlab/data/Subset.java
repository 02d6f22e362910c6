package deconvlab.data;

import deconvlab.record.Seeds;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

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
    return drawn(Stratified.shuffled(indices, labels, Seeds.stream(seed, "subset")), c -> fraction);
  }

  /**
   * Makes classes rarer one after the other: class c of K keeps the share ratio^(−c/(K − 1)) of its
   * images (Cui et al. 2019, long-tailed CIFAR), so that of equal classes the first ends up with
   * {@code ratio} times as many as the last. Drawn by the seed's stream "long tail"; of one seed, a
   * larger ratio's images lie among a smaller one's.
   *
   * @param indices to draw from, such as {@link Split#train}
   * @param labels of the whole pool that {@code indices} point into
   * @param ratio at least 1, which keeps all; rounded to whole images, at least one a class
   * @param seed of the run
   * @return the chosen indices, ascending
   */
  public static int[] longTailed(int[] indices, byte[] labels, double ratio, long seed) {
    Checks.that(ratio >= 1, "ratio=%s must be at least 1: 100 makes the last class 1:100", ratio);
    int[][] classes = Stratified.shuffled(indices, labels, Seeds.stream(seed, "long tail"));
    return drawn(classes, c -> c == 0 ? 1 : Math.pow(ratio, -c / (classes.length - 1.0)));
  }

  private static int[] drawn(int[][] classes, IntToDoubleFunction share) {
    return IntStream.range(0, classes.length)
        .flatMap(
            c -> Arrays.stream(classes[c]).limit(share(classes[c].length, share.applyAsDouble(c))))
        .sorted()
        .toArray();
  }

  private static long share(int members, double fraction) {
    return Math.max(Math.min(members, 1), Math.round(members * fraction));
  }
}
