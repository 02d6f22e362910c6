package deconvlab.data;

import deconvlab.text.Checks;

/**
 * How a set is cut into batches.
 *
 * @param batchSize images a batch
 * @param shuffle a new order every epoch ({@link Batches}); otherwise the order given
 * @param augment what is done at random to each image
 * @param dropLast leave out a last batch that is not full
 */
public record BatchOptions(
    int batchSize, boolean shuffle, AugmentConfig augment, boolean dropLast) {
  /** Checks the size. */
  public BatchOptions {
    Checks.least("batchSize", batchSize, 1);
  }

  /** Shuffled, not augmented, the last batch dropped if it is not full. */
  public static BatchOptions training(int batchSize) {
    return new BatchOptions(batchSize, true, AugmentConfig.NONE, true);
  }

  /** In the given order, every image once. */
  public static BatchOptions evaluation(int batchSize) {
    return new BatchOptions(batchSize, false, AugmentConfig.NONE, false);
  }
}
