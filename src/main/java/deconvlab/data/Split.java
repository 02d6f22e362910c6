package deconvlab.data;

import deconvlab.record.Seeds;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A validation set drawn from the training pool; the test images are no part of it.
 *
 * @param train indices into the pool, ascending
 * @param validation indices into the pool, ascending, none of them in {@code train}
 */
public record Split(int[] train, int[] validation) {

  /**
   * Draws {@code validation} images by the seed's stream "split", of every class its share of the
   * pool. Shares are rounded so that they add up: the classes with the largest fractions left over
   * get one image more, the lower label first.
   *
   * @param labels of the whole training pool
   * @param validation from 0 to one less than the pool
   * @param seed of the run
   */
  public static Split draw(byte[] labels, int validation, long seed) {
    if (validation < 0 || validation >= Math.max(labels.length, 1)) {
      throw Checks.refusal(
          "validation=%d must be in [0, %d), the size of the training pool",
          validation, labels.length);
    }
    int[] all = IntStream.range(0, labels.length).toArray();
    int[][] byClass = Stratified.shuffled(all, labels, Seeds.stream(seed, "split"));
    int[] quota = quotas(byClass, validation, labels.length);
    boolean[] held = new boolean[labels.length];
    for (int c = 0; c < byClass.length; c++) {
      for (int i = 0; i < quota[c]; i++) {
        held[byClass[c][i]] = true;
      }
    }
    return new Split(
        Arrays.stream(all).filter(i -> !held[i]).toArray(),
        Arrays.stream(all).filter(i -> held[i]).toArray());
  }

  private static int[] quotas(int[][] byClass, int wanted, int pool) {
    int[] quota = new int[byClass.length];
    long[] rest = new long[byClass.length];
    for (int c = 0; c < byClass.length; c++) {
      long share = (long) byClass[c].length * wanted;
      quota[c] = (int) (share / pool);
      rest[c] = share % pool;
    }
    for (int missing = wanted - Arrays.stream(quota).sum(); missing > 0; missing--) {
      int largest = 0;
      for (int c = 1; c < rest.length; c++) {
        largest = rest[c] > rest[largest] ? c : largest;
      }
      quota[largest]++;
      rest[largest] = -1;
    }
    return quota;
  }
}
