package deconvlab.data;

import deconvlab.record.Seeds;
import deconvlab.text.Checks;
import java.util.Arrays;

/**
 * Cuts images on a device into batches, epoch by epoch:
 *
 * <pre>{@code
 * Epoch epoch = batches.epoch(3);
 * for (int i = 0; i < epoch.size(); i++) {
 *   try (NDManager step = manager.newSubManager()) {
 *     Batch batch = epoch.batch(i, step);
 *     …
 *   }
 * }
 * }</pre>
 *
 * Epoch and batch are found by number alone, so a resumed run goes on where it stopped.
 */
public final class Batches {
  private final DeviceImages images;
  private final int[] indices;
  private final BatchOptions options;
  private final long seed;

  private Batches(DeviceImages images, int[] indices, BatchOptions options, long seed) {
    this.images = images;
    this.indices = indices;
    this.options = options;
    this.seed = seed;
  }

  /**
   * Batches over some images of a set.
   *
   * @param indices into {@code images}, such as {@link Split#train}
   * @param seed of the run; order and augmentation come from its own streams
   */
  public static Batches of(DeviceImages images, int[] indices, BatchOptions options, long seed) {
    for (int index : indices) {
      if (index < 0 || index >= images.size()) {
        throw Checks.refusal(
            "index %d must be in [0, %d), the number of images", index, images.size());
      }
    }
    if (indices.length == 0 || (options.dropLast() && indices.length < options.batchSize())) {
      throw Checks.refusal(
          "%d images do not fill one batch of %d: lower batchSize or keep the last batch",
          indices.length, options.batchSize());
    }
    return new Batches(images, indices.clone(), options, seed);
  }

  /** Batches over a whole set, for evaluation: in order, every image once. */
  public static Batches evaluation(DeviceImages images, int batchSize) {
    int[] all = new int[images.size()];
    Arrays.setAll(all, i -> i);
    return of(images, all, BatchOptions.evaluation(batchSize), 0);
  }

  /** Batches an epoch. */
  public int size() {
    int full = indices.length / options.batchSize();
    boolean rest = !options.dropLast() && indices.length % options.batchSize() > 0;
    return full + (rest ? 1 : 0);
  }

  /** Epoch number {@code epoch}, from 0. */
  public Epoch epoch(int epoch) {
    Checks.least("epoch", epoch, 0);
    int[] order = options.shuffle() ? order(indices, seed, epoch) : indices;
    Augmentation augmentation =
        options.augment() ? Augmentation.draw(order.length, seed, epoch) : null;
    return new Epoch(images, order, augmentation, options.batchSize(), size());
  }

  /**
   * A permutation of {@code indices} that depends on them, the seed and the epoch alone: each epoch
   * has its own stream "order/EPOCH", so that it is the same whatever ran before.
   */
  static int[] order(int[] indices, long seed, int epoch) {
    return Stratified.shuffle(indices.clone(), Seeds.stream(seed, "order/" + epoch));
  }
}
