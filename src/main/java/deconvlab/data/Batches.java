package deconvlab.data;

import deconvlab.record.Seeds;
import deconvlab.text.Checks;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

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
  private final int[][] classes;
  private final BatchOptions options;
  private final long seed;

  private Batches(
      DeviceImages images, int[] indices, int[][] classes, BatchOptions options, long seed) {
    this.images = images;
    this.indices = indices;
    this.classes = classes;
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
    return of(images, indices, new int[0][], options, seed);
  }

  /**
   * Batches in which every class is as likely as any other: each epoch draws as many images as
   * there are indices, with replacement, the class first and then one of its images, by its stream
   * "resample/EPOCH".
   *
   * @param labels of the whole set that {@code indices} point into
   */
  public static Batches resampled(
      DeviceImages images, int[] indices, byte[] labels, BatchOptions options, long seed) {
    int[][] classes =
        Stratified.byClass(indices, labels).filter(c -> c.length > 0).toArray(int[][]::new);
    return of(images, indices, classes, options, seed);
  }

  private static Batches of(
      DeviceImages images, int[] indices, int[][] classes, BatchOptions options, long seed) {
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
    return new Batches(images, indices.clone(), classes, options, seed);
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
    int[] order = order(epoch);
    Augmentation augmentation =
        options.augment().equals(AugmentConfig.NONE)
            ? null
            : Augmentation.draw(options.augment(), order.length, seed, epoch);
    int[] noise = images.degrade().draws() ? noise(order, epoch) : new int[0];
    return new Epoch(images, order, augmentation, noise, options.batchSize(), size());
  }

  /** Where the order is shuffled, it trains: fresh by epoch and position. Else by image alone. */
  private int[] noise(int[] order, int epoch) {
    return options.shuffle()
        ? Seeds.stream(seed, "noise/" + epoch).ints(order.length).toArray()
        : Arrays.stream(order).map(i -> (int) Seeds.derive(i, "noise")).toArray();
  }

  private int[] order(int epoch) {
    if (classes.length == 0) {
      return options.shuffle() ? order(indices, seed, epoch) : indices;
    }
    Random random = Seeds.stream(seed, "resample/" + epoch);
    return IntStream.range(0, indices.length)
        .map(
            i -> {
              int[] members = classes[random.nextInt(classes.length)];
              return members[random.nextInt(members.length)];
            })
        .toArray();
  }

  /**
   * A permutation of {@code indices} that depends on them, the seed and the epoch alone: each epoch
   * has its own stream "order/EPOCH", so that it is the same whatever ran before.
   */
  static int[] order(int[] indices, long seed, int epoch) {
    return Stratified.shuffle(indices.clone(), Seeds.stream(seed, "order/" + epoch));
  }
}
