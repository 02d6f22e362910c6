package deconvlab.data;

import deconvlab.record.Seeds;

/** The order in which an epoch visits its images. */
public final class Order {
  private Order() {}

  /**
   * A permutation of {@code indices} that depends on them, the seed and the epoch alone: each epoch
   * has its own stream "order/EPOCH", so that it is the same whatever ran before.
   */
  public static int[] epoch(int[] indices, long seed, int epoch) {
    return Stratified.shuffle(indices.clone(), Seeds.stream(seed, "order/" + epoch));
  }
}
