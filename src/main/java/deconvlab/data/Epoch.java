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
  private final int batchSize;
  private final int size;

  Epoch(DeviceImages images, int[] order, Augmentation augmentation, int batchSize, int size) {
    this.images = images;
    this.order = order;
    this.augmentation = augmentation;
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
    String method = augmentation == null ? "plain" : "augmented";
    try (NDArray draw = draw(chosen, index * batchSize, owner)) {
      NDList made =
          OPS.call(
              owner, method, images.pixels(), images.labels(), draw, images.mean(), images.std());
      return new Batch(made.get(0), made.get(1));
    }
  }

  /** (1, B) image index, or (3, B) image index, window corner and mirror flag. */
  private NDArray draw(int[] chosen, int from, NDManager owner) {
    int n = chosen.length;
    int rows = augmentation == null ? 1 : 3;
    long[] draw = new long[rows * n];
    for (int i = 0; i < n; i++) {
      draw[i] = chosen[i];
      if (augmentation != null) {
        draw[n + i] = augmentation.corner()[from + i];
        draw[2 * n + i] = augmentation.mirrored()[from + i] ? 1 : 0;
      }
    }
    NDArray array = owner.create(draw, new Shape(rows, n));
    return array.getDevice().equals(images.device()) ? array : moved(array);
  }

  private NDArray moved(NDArray array) {
    try (array) {
      return array.toDevice(images.device(), true);
    }
  }
}
