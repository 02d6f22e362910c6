package deconvlab.data;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import deconvlab.nn.Torch;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * An image set on a device: pixels as bytes, a quarter of what floats would take (50,000 images:
 * 154 MB), so that batches are made where they are used. Close it to free the memory.
 */
public final class DeviceImages implements AutoCloseable {
  private final NDManager manager;
  private final NDArray pixels;
  private final NDArray compressed;
  private final NDArray labels;
  private final NDArray mean;
  private final NDArray std;
  private final Normalization normalization;
  private final DegradeConfig degrade;

  /**
   * Copies {@code set} to {@code device}.
   *
   * @param normalization applied to every batch, measured on the training split
   */
  public DeviceImages(ImageSet set, Normalization normalization, Device device) {
    this(set, normalization, device, DegradeConfig.NONE);
  }

  /** As above, every batch with what {@code degrade} takes from it. */
  public DeviceImages(
      ImageSet set, Normalization normalization, Device device, DegradeConfig degrade) {
    this.normalization = normalization;
    this.degrade = degrade;
    manager = Torch.engine().newBaseManager(device);
    Shape shape = new Shape(set.size(), ImageSet.CHANNELS, ImageSet.SIDE, ImageSet.SIDE);
    pixels = manager.create(ByteBuffer.wrap(set.pixels()), shape, DataType.UINT8);
    compressed =
        degrade.is("jpeg")
            ? manager.create(
                ByteBuffer.wrap(JpegLoss.of(set, (int) degrade.level())), shape, DataType.UINT8)
            : pixels;
    labels =
        manager.create(IntStream.range(0, set.size()).mapToLong(i -> set.labels()[i]).toArray());
    mean = constants(normalization.mean());
    std = constants(normalization.std());
  }

  /** The number of images. */
  public int size() {
    return Math.toIntExact(labels.size());
  }

  /** What every batch is normalised by. */
  public Normalization normalization() {
    return normalization;
  }

  /** What every batch loses. */
  public DegradeConfig degrade() {
    return degrade;
  }

  /** Where the images are. */
  public Device device() {
    return manager.getDevice();
  }

  /** Frees the device's memory. */
  @Override
  public void close() {
    manager.close();
  }

  /** uint8, (N, 3, 32, 32). */
  NDArray pixels() {
    return pixels;
  }

  /** As {@link #pixels}, after a trip through JPEG where that is what is lost. */
  NDArray compressed() {
    return compressed;
  }

  /** int64, (N). */
  NDArray labels() {
    return labels;
  }

  /** In units of a byte, (1, 3, 1, 1). */
  NDArray mean() {
    return mean;
  }

  /** In units of a byte, (1, 3, 1, 1). */
  NDArray std() {
    return std;
  }

  private NDArray constants(float[] values) {
    float[] scaled = new float[values.length];
    for (int c = 0; c < values.length; c++) {
      scaled[c] = values[c] * 255;
    }
    return manager.create(scaled, new Shape(1, values.length, 1, 1));
  }
}
