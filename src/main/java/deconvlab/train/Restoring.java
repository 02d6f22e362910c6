package deconvlab.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import deconvlab.data.Batch;
import deconvlab.data.Batches;
import deconvlab.data.DegradeConfig;
import deconvlab.data.DeviceImages;
import deconvlab.data.Epoch;
import deconvlab.data.ImageSet;
import deconvlab.record.PictureScore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What comes back of images of which a run takes something, and what that is worth. */
final class Restoring {
  private final TrainStep step;
  private final NDManager manager;
  private final DeviceImages pool;
  private final int batch;

  /** Of images that lose what those of {@code pool} do, so many at once. */
  Restoring(TrainStep step, NDManager manager, DeviceImages pool, int batch) {
    this.step = step;
    this.manager = manager;
    this.pool = pool;
    this.batch = batch;
  }

  /** Whether pictures are to be restored: something is lost, and nothing classified. */
  boolean isAsked() {
    return !step.classifies() && !pool.degrade().equals(DegradeConfig.NONE);
  }

  /** Sums over a batch: what {@link TrainStep#score} says, then each of {@link PictureScore}. */
  float[] sums(Batch of) {
    NDArray picture = step.predict(of.images()).head();
    return joined(step.score(picture, of).toFloatArray(), restored(of, picture));
  }

  /** The same without a network, by name; there is no loss then. */
  Map<String, Function<Batch, float[]>> baselines() {
    Map<String, Function<Batch, float[]>> all = new LinkedHashMap<>();
    if (isAsked()) {
      all.put("identity", of -> without(of, Restored::identity));
    }
    if (isAsked() && pool.degrade().is("downsample")) {
      all.put("bicubic", of -> without(of, Restored::bicubic));
    }
    return all;
  }

  private float[] without(Batch of, UnaryOperator<Restored> how) {
    return joined(new float[] {Float.NaN, 0}, how.apply(restored(of, of.images())));
  }

  private Restored restored(Batch of, NDArray picture) {
    return Restored.of(of, picture, pool.normalization());
  }

  private static float[] joined(float[] first, Restored pictures) {
    float[] second = pictures.sums();
    float[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** What comes back of the images of a set. */
  Restored of(ImageSet set) {
    List<Restored> parts = new ArrayList<>();
    try (DeviceImages images = there(set)) {
      Epoch all = Batches.evaluation(images, batch).epoch(0);
      for (int b = 0; b < all.size(); b++) {
        try (NDManager scope = manager.newSubManager()) {
          Batch of = all.batch(b, scope);
          NDList outputs = step.predict(of.images());
          parts.add(restored(of, outputs.get(outputs.size() - 1)));
        }
      }
    }
    return Restored.joined(parts);
  }

  /** A set on the device, normalised as the training images are, losing what they lose. */
  DeviceImages there(ImageSet set) {
    return new DeviceImages(set, pool.normalization(), pool.device(), pool.degrade());
  }
}
