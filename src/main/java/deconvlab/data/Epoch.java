package deconvlab.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import deconvlab.nn.TorchScript;
import deconvlab.text.Checks;
import java.util.Arrays;

/** One pass over the images of {@link Batches}; a batch is made when it is asked for. */
public final class Epoch {
  private static final TorchScript OPS = TorchScript.resource(Epoch.class, "batches.py");

  private final DeviceImages images;
  private final int[] order;
  private final Augmentation augmentation;
  private final int[] noise;
  private final int batchSize;
  private final int size;

  /**
   * A pass.
   *
   * @param noise a seed for each position of the order, where normal numbers are drawn
   */
  Epoch(
      DeviceImages images,
      int[] order,
      Augmentation augmentation,
      int[] noise,
      int batchSize,
      int size) {
    this.images = images;
    this.order = order;
    this.augmentation = augmentation;
    this.noise = noise;
    this.batchSize = batchSize;
    this.size = size;
  }

  /** The number of batches. */
  public int size() {
    return size;
  }

  /** The indices of the images in batch {@code index}, in its order. */
  public int[] indices(int index) {
    if (index < 0 || index >= size) {
      throw Checks.refusal("batch %d must be in [0, %d), the batches of an epoch", index, size);
    }
    int from = index * batchSize;
    return Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length));
  }

  /**
   * Makes batch {@code index} on the images' device.
   *
   * @param owner the manager that its arrays attach to; close it after the step
   */
  public Batch batch(int index, NDManager owner) {
    int[] chosen = indices(index);
    int from = index * batchSize;
    NDList made = made(images.pixels(), chosen, from, owner);
    NDArray clean = made.get(0);
    return new Batch(lost(clean, chosen, from, owner), made.get(1), clean);
  }

  /** What the network sees instead of {@code clean}. */
  private NDArray lost(NDArray clean, int[] chosen, int from, NDManager owner) {
    return switch (images.degrade().kind()) {
      case "noise" -> {
        long[] seeds = seeds(from, chosen.length);
        yield OPS.callForOne(owner, "noisy", clean, seeds, images.degrade().level(), images.std());
      }
      case DegradeConfig.LATENT ->
          OPS.callForOne(
              owner, "codes", clean, seeds(from, chosen.length), (int) images.degrade().level());
      case "downsample" -> OPS.callForOne(owner, "halved", clean);
      case "jpeg" -> made(images.compressed(), chosen, from, owner).get(0);
      default -> clean;
    };
  }

  private long[] seeds(int from, int n) {
    return Arrays.stream(noise, from, from + n).asLongStream().toArray();
  }

  private NDList made(NDArray pixels, int[] chosen, int from, NDManager owner) {
    return augmentation == null
        ? plain(pixels, chosen, owner)
        : augmented(pixels, chosen, from, augmentation.how(), owner);
  }

  private NDList plain(NDArray pixels, int[] chosen, NDManager owner) {
    long[] index = Arrays.stream(chosen).asLongStream().toArray();
    try (NDArray draw = there(owner.create(index))) {
      return OPS.call(owner, "plain", pixels, images.labels(), draw, images.mean(), images.std());
    }
  }

  private NDList augmented(
      NDArray pixels, int[] chosen, int from, AugmentConfig how, NDManager owner) {
    int n = chosen.length;
    long[] rows = augmentation.rows(chosen, from);
    float[] maps = how.rotate() == 0 ? new float[0] : augmentation.turns(from, n);
    try (NDArray draw = there(owner.create(rows, new Shape(rows.length / n, n)));
        NDArray turns = there(owner.create(maps, new Shape(maps.length / 6, 2, 3)))) {
      return OPS.call(
          owner,
          "augmented",
          pixels,
          images.labels(),
          draw,
          turns,
          images.mean(),
          images.std(),
          how.crop(),
          how.flip(),
          how.cutout());
    }
  }

  private NDArray there(NDArray array) {
    return array.getDevice().equals(images.device()) ? array : moved(array);
  }

  private NDArray moved(NDArray array) {
    try (array) {
      return array.toDevice(images.device(), true);
    }
  }
}
